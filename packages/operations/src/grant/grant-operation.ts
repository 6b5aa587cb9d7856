/** The frame of operations of one instruction on one grant. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import type { AuthorityInput } from '@tenure/sdk';
import type { Effect, Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { grantEffects, type GrantOfPlan } from './grant-effects';

/** What every instruction on a grant can name, and when the operation was prepared. */
export type GrantTerms = AuthorityInput & {
  /** The chain's time, unix seconds. */
  readonly now: number;
};

/** What differs between operations of one instruction on a grant. */
export interface GrantInstruction {
  /** What is done to the grant, in the imperative; the title adds which grant it is. */
  readonly title: string;
  readonly signer: PublicKey | null;
  /** Made from what an operation of the plan's authority names; operations of others use a part of that. */
  readonly instruction: (terms: GrantTerms) => TransactionInstruction;
  /** Lines before what the simulation shows. */
  readonly effects?: readonly Effect[];
  readonly again: string;
  readonly done: string;
}

/** The operation that sends one instruction on a grant. */
export function grantOperation(
  context: OperationContext,
  held: GrantOfPlan,
  { title, signer, instruction, effects = [], again, done }: GrantInstruction,
): Operation {
  const { plan, grant } = held;
  // The effects are told as of the time for which the operation was prepared.
  let at = 0;
  return {
    title: `${title}: grant ${grant.grantId}`,
    ...{ signer, again, done },
    groups: ({ now, expiresTs }) => {
      at = now;
      const terms = { authority: plan.authority, plan: plan.address, grant: grant.address, expiresTs, now };
      return Promise.resolve([{ label: title, instructions: [instruction(terms)] }]);
    },
    effects: (changes) => [
      { label: 'Grant of', value: grant.beneficiary.toBase58() },
      ...effects,
      ...grantEffects(context, held, changes, at),
    ],
  };
}
