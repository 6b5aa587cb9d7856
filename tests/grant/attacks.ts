import { SystemProgram, type Keypair, type PublicKey, type TransactionInstruction } from '@solana/web3.js';
import type { TenureErrorName, Expiry } from '@tenure/sdk';
import { keypair } from '../support/transactions';
import { AT_ONCE, people, type PlanOptions } from '../support/world';
import { scenario, unsigned, type Scenario } from './scenario';

/** What an attack changes of an act; the rest is as it should be. */
export type Changed = { signer?: PublicKey; plan?: PublicKey; grant?: PublicKey; expiresTs?: Expiry };

/** An act on one grant that only one key may perform. */
export type RestrictedGrantCall = {
  /** Whose act it is. */
  signer: Keypair;
  /** Who else may. */
  others?: Keypair[];
  /** What anyone else is told. */
  refusal: TenureErrorName;
  build: (test: Scenario, grant: PublicKey, changed: Changed) => TransactionInstruction;
  /** Brings a fresh grant to where the act succeeds. */
  prepare?: (test: Scenario, grant: PublicKey) => void;
  options?: PlanOptions;
  /** The act has no plan among its accounts. */
  withoutPlan?: boolean;
  /** The act has no expiry. */
  withoutExpiry?: boolean;
  /** Leaves a tombstone; pays a grant out and closes it unless given. */
  tombstone?: (test: Scenario) => PublicKey;
  /** Whether Anchor checks the grant's type, or the handler. */
  grantCheckedBy?: 'anchor' | 'handler';
};

/** Puts a copy of an account somewhere else, under another owner. */
export function forge(test: Scenario, of: PublicKey, name: string, owner: PublicKey): PublicKey {
  const account = test.world.chain.account(of);
  if (account === null) throw new Error('there is nothing to copy');
  const at = keypair(name).publicKey;
  test.world.chain.setAccount(at, { ...account, owner });
  return at;
}

/** A grant that has been paid out and closed: its tombstone. */
export function closed(test: Scenario): PublicKey {
  const grant = test.issue({ grantId: 77n, total: 5n, shape: AT_ONCE });
  test.run([test.claim(grant), test.closeGrant(grant)], people.beneficiary);
  return grant;
}

/** Tests that an act is refused, by name and without effect, to the wrong signer and on the wrong accounts. */
export function refusesAttacks(act: RestrictedGrantCall): void {
  const { signer, refusal, options = {}, build, prepare, grantCheckedBy = 'anchor' } = act;
  const allowed = [signer, ...(act.others ?? [])];
  const start = (test: Scenario): PublicKey => {
    const grant = test.issue();
    prepare?.(test, grant);
    return grant;
  };
  const notAGrant: TenureErrorName = grantCheckedBy === 'anchor' ? 'AccountDiscriminatorMismatch' : 'NotAGrant';

  scenario(
    'refuses every other signer',
    (test) => {
      const grant = start(test);
      for (const other of Object.values(people)) {
        if (!allowed.includes(other)) test.refuse(build(test, grant, { signer: other.publicKey }), refusal, other);
      }
      test.run(build(test, grant, {}), signer);
    },
    options,
  );

  scenario(
    'refuses to act in the name of who has not signed',
    (test) => {
      const grant = start(test);
      test.refuse(unsigned(build(test, grant, {}), signer.publicKey), 'AccountNotSigner');
    },
    options,
  );

  if (!act.withoutExpiry) {
    scenario(
      'runs at its last second and not one later',
      (test) => {
        const grant = start(test);
        const expiresTs = test.now();
        const instruction = build(test, grant, { expiresTs });
        test.world.chain.advance(1);
        test.refuse(instruction, 'InstructionExpired', signer);
        test.world.chain.advance(-1);
        test.run(instruction, signer);
      },
      options,
    );
  }

  if (!act.withoutPlan) {
    scenario(
      "refuses another plan's grant, also to who has every power in one of the two plans",
      (test) => {
        const grant = start(test);
        const foreign = test.foreignPlan({ policy: options.policy ?? {} });
        const foreignGrant = test.issueForeign(foreign);
        test.refuse(build(test, foreignGrant, {}), 'GrantOfAnotherPlan', signer);
        const theirs = { signer: people.stranger.publicKey, plan: foreign.address };
        test.refuse(build(test, grant, theirs), 'GrantOfAnotherPlan', people.stranger);
      },
      options,
    );

    scenario(
      'refuses a plan that is not one of this program',
      (test) => {
        const grant = start(test);
        const forged = forge(test, test.plan.address, 'forged plan', SystemProgram.programId);
        test.refuse(build(test, grant, { plan: forged }), 'AccountOwnedByWrongProgram', signer);
        test.refuse(build(test, grant, { plan: grant }), 'AccountDiscriminatorMismatch', signer);
      },
      options,
    );
  }

  scenario(
    'refuses what is not a live grant of this program',
    (test) => {
      const grant = start(test);
      const forged = forge(test, grant, 'forged grant', SystemProgram.programId);
      const wrongOwner: TenureErrorName = grantCheckedBy === 'anchor' ? 'AccountOwnedByWrongProgram' : 'NotAGrant';
      test.refuse(build(test, grant, { grant: forged }), wrongOwner, signer);
      test.refuse(build(test, grant, { grant: keypair('nobody').publicKey }), wrongOwner, signer);
      test.refuse(build(test, grant, { grant: (act.tombstone ?? closed)(test) }), notAGrant, signer);
    },
    options,
  );

  if (!act.withoutPlan) {
    scenario(
      'refuses the plan itself in the place of the grant',
      (test) => {
        const grant = start(test);
        test.refuse(build(test, grant, { grant: test.plan.address }), notAGrant, signer);
      },
      options,
    );
  }
}
