/** What every instruction of the interface needs, for the matrix to cover it: one valid call. */
import { ACCOUNT_SIZE, createInitializeAccount3Instruction } from '@solana/spl-token';
import { type PublicKey, SystemProgram, type TransactionInstruction } from '@solana/web3.js';
import type { InstructionName } from '@tenure/sdk';
import { keypair } from '../support/transactions';
import { people } from '../support/world';
import type { Scene, SceneOptions, Subject } from './scene';

export interface Fixture extends SceneOptions {
  /** Tells one way of calling the instruction from another, where it has several. */
  readonly title?: string;
  /** Brings plans and grants into the state that the call needs: all of them, so that siblings are as good. */
  readonly prepare?: (scene: Scene) => void;
  /** The call about a subject; every subject's must succeed. */
  readonly call: (subject: Subject, scene: Scene) => TransactionInstruction;
  /** Other calls about the same that are as good: by others who may. */
  readonly also?: (subject: Subject, scene: Scene) => TransactionInstruction[];
}

/** The ways of calling instructions, at least one each. */
export type Fixtures<N extends InstructionName> = Record<N, readonly [Fixture, ...Fixture[]]>;

/** The address of a second token account of a subject's beneficiary, which is not the associated one. */
export function secondAccount({ plan, beneficiary }: Subject): PublicKey {
  return keypair(`second account ${plan.mint.toBase58()} ${beneficiary.toBase58()}`).publicKey;
}

/** Opens it, unless it is open. */
export function openSecondAccount(scene: Scene, subject: Subject): void {
  const account = secondAccount(subject);
  const { chain } = scene.world;
  if (chain.account(account) !== null) return;
  const { mint, tokenProgram } = subject.plan;
  scene.world.run([
    SystemProgram.createAccount({
      fromPubkey: people.feePayer.publicKey,
      newAccountPubkey: account,
      lamports: Number(chain.rent(ACCOUNT_SIZE)),
      space: ACCOUNT_SIZE,
      programId: tokenProgram,
    }),
    createInitializeAccount3Instruction(account, mint, subject.beneficiary, tokenProgram),
  ]);
}
