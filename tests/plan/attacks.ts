import type { Expiry, TenureErrorName } from '@tenure/sdk';
import { TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { type Keypair, type PublicKey, SystemProgram, type TransactionInstruction } from '@solana/web3.js';
import { forge } from '../grant/attacks';
import { swapped, unsigned } from '../grant/scenario';
import { type PlanOptions, people } from '../support/world';
import { type PlanScenario, scenario } from './scenario';

/** What an attack changes of an act. */
export type Changed = { signer?: PublicKey; plan?: PublicKey; expiresTs?: Expiry };

/** An act on a plan that only some may perform. */
export type PlanAct = {
  signer: Keypair;
  /** Who else may. */
  others?: Keypair[];
  /** What anyone else is told. */
  refusal: TenureErrorName;
  build: (test: PlanScenario, changed: Changed) => TransactionInstruction;
  /** Brings a fresh plan to where the act succeeds. */
  prepare?: (test: PlanScenario) => void;
  options?: PlanOptions;
};

/** Tests that an act is refused, by name and without effect, to everyone else, too late, and on what is no plan. */
export function refusesAttacks(act: PlanAct): void {
  const { signer, refusal, options = {}, build, prepare } = act;
  const allowed = [signer, ...(act.others ?? [])];

  scenario(
    'refuses every other signer',
    (test) => {
      prepare?.(test);
      const others = Object.values(people).filter((other) => other !== people.feePayer && !allowed.includes(other));
      for (const other of others) {
        test.refuse(build(test, { signer: other.publicKey }), refusal, other);
      }
      test.run(build(test, {}), signer);
    },
    options,
  );

  scenario(
    'refuses to act in the name of who has not signed',
    (test) => {
      prepare?.(test);
      test.refuse(unsigned(build(test, {}), signer.publicKey), 'AccountNotSigner');
    },
    options,
  );

  scenario(
    'refuses an account that is not a plan of this program',
    (test) => {
      const grant = test.spent(77n);
      prepare?.(test);
      const forged = forge(test, test.plan.address, 'forged plan', SystemProgram.programId);
      test.refuse(build(test, { plan: forged }), 'AccountOwnedByWrongProgram', signer);
      test.refuse(build(test, { plan: grant }), 'AccountDiscriminatorMismatch', signer);
    },
    options,
  );

  scenario(
    "gives no power over another's plan",
    (test) => {
      prepare?.(test);
      const foreign = test.foreignPlan();
      const instruction = swapped(build(test, { plan: foreign.address }), test.plan.vault, foreign.vault);
      test.refuse(instruction, refusal, signer);
    },
    options,
  );

  scenario(
    'runs at its last second and not one later',
    (test) => {
      prepare?.(test);
      const instruction = build(test, { expiresTs: test.now() });
      test.world.chain.advance(1);
      test.refuse(instruction, 'InstructionExpired', signer);
      test.world.chain.advance(-1);
      test.run(instruction, signer);
    },
    options,
  );
}

/** An act that moves tokens out of or into a plan's vault. */
export type TokenAct = {
  signer: Keypair;
  build: (test: PlanScenario, changed: { destination?: PublicKey }) => TransactionInstruction;
  prepare?: (test: PlanScenario) => void;
  options?: PlanOptions;
};

/** Tests that the accounts tokens move through can't be substituted. */
export function refusesSubstitutes({ signer, build, prepare, options = {} }: TokenAct): void {
  scenario(
    "refuses another vault: a sibling plan's, or one's own",
    (test) => {
      prepare?.(test);
      const sibling = test.world.plan({ planId: 1n, mint: test.plan.mintHandle });
      const own = test.tokensOf(people.stranger, 1_000_000n);
      for (const vault of [sibling.vault, own]) {
        test.refuse(swapped(build(test, {}), test.plan.vault, vault), 'WrongVault', signer);
      }
    },
    options,
  );

  scenario(
    'refuses another mint',
    (test) => {
      prepare?.(test);
      const other = test.world.mint({ name: 'other mint' }).address;
      test.refuse(swapped(build(test, {}), test.plan.mint, other), 'WrongMint', signer);
    },
    options,
  );

  scenario(
    'refuses another token program',
    (test) => {
      prepare?.(test);
      for (const program of [TOKEN_2022_PROGRAM_ID, SystemProgram.programId]) {
        test.refuse(swapped(build(test, {}), TOKEN_PROGRAM_ID, program), 'WrongTokenProgram', signer);
      }
    },
    options,
  );
}

/** Tests that tokens can only go to a token account of the plan's mint which the signer owns. */
export function refusesDestinations({ signer, build, prepare, options = {} }: TokenAct): void {
  scenario(
    'refuses the vault itself as the destination',
    (test) => {
      prepare?.(test);
      test.refuse(build(test, { destination: test.plan.vault }), 'VaultIsCounterparty', signer);
    },
    options,
  );

  scenario(
    "refuses somebody else's token account, a sibling plan's vault included",
    (test) => {
      prepare?.(test);
      const sibling = test.world.plan({ planId: 1n, mint: test.plan.mintHandle });
      for (const destination of [test.tokensOf(people.stranger, 0n), test.wallet, sibling.vault]) {
        test.refuse(build(test, { destination }), 'TokenAccountNotOwned', signer);
      }
    },
    options,
  );

  scenario(
    "refuses what is not a token account of the plan's mint",
    (test) => {
      prepare?.(test);
      const otherMint = test.world.mint({ name: 'other mint' });
      const own = test.tokensOf(signer, 0n);
      const wrong = [
        test.world.open(otherMint, signer.publicKey),
        test.plan.mint,
        signer.publicKey,
        test.plan.address,
        forge(test, own, 'token account of another program', SystemProgram.programId),
      ];
      for (const destination of wrong) test.refuse(build(test, { destination }), 'NotATokenAccount', signer);
    },
    options,
  );
}
