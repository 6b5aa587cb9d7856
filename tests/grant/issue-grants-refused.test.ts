import { PublicKey, SystemProgram } from '@solana/web3.js';
import BN from 'bn.js';
import { build, grantAddress, numberConstant, PROGRAM_ERRORS, withdrawSurplus, type ShapeSegment } from '@tenure/sdk';
import { keypair } from '../support/transactions';
import { people } from '../support/world';
import { closed, forge } from './attacks';
import { scenario, swapped, TEN_STEPS, unsigned, type Scenario } from './scenario';
import { shapeOf, vectors } from './vectors';

const { authority, beneficiary, creator, guardian, operator, payroll, accelerationAuthority, rentRecipient, stranger } =
  people;
const U64_MAX = 18_446_744_073_709_551_615n;

/** Grants of 1,000 each with these ids. */
function batch(test: Scenario, ...ids: bigint[]) {
  return ids.map((grantId) => test.newGrant({ grantId }));
}

describe('issue_grants, refused', () => {
  describe('the issuer', () => {
    scenario('is the operator or the authority, and signs', (test) => {
      for (const other of [stranger, creator, payroll, guardian, accelerationAuthority, rentRecipient, beneficiary]) {
        const by = { issuer: other.publicKey, payer: other.publicKey };
        test.refuse(test.issueGrants(by), 'NotIssuer', other);
      }
      test.refuse(unsigned(test.issueGrants(), operator.publicKey), 'AccountNotSigner');
      const paidByOther = test.issueGrants({ payer: stranger.publicKey });
      test.refuse(unsigned(paidByOther, operator.publicKey), 'AccountNotSigner', stranger);
      const unpaid = unsigned(test.issueGrants({ payer: stranger.publicKey }), stranger.publicKey);
      test.refuse(unpaid, 'AccountNotSigner', operator);
    });

    scenario('is the operator of the day', (test) => {
      test.run(test.setRole('operator', stranger.publicKey), authority);
      test.refuse(test.issueGrants(), 'NotIssuer', operator);
      test.run(test.issueGrants({ issuer: stranger.publicKey, payer: stranger.publicKey }), stranger);
      test.run(test.setRole('operator', null), authority);
      const past = { issuer: stranger.publicKey, payer: stranger.publicKey, grants: batch(test, 2n) };
      test.refuse(test.issueGrants(past), 'NotIssuer', stranger);
    });

    scenario('runs at its last second and not one later', (test) => {
      const instruction = test.issueGrants({ expiresTs: test.start + 60 });
      test.at(61);
      test.refuse(instruction, 'InstructionExpired', operator);
      test.at(60);
      test.run(instruction, operator);
    });
  });

  describe('the plan', () => {
    scenario('is not sealed', (test) => {
      test.seal();
      test.refuse(test.issueGrants(), 'PlanIsSealed', operator);
      const by = { issuer: authority.publicKey, payer: authority.publicKey };
      test.refuse(test.issueGrants(by), 'PlanIsSealed', authority);
    });

    scenario('is not released in full; a grant issued after a release gains nothing by it', (test) => {
      test.run(test.acceleratePlan(9_990), authority);
      const grant = test.issue({ total: 1_000n, shape: TEN_STEPS });
      if (test.collect(grant) !== 0n) throw new Error('issued after the release');
      test.run(test.acceleratePlan(10_000), authority);
      test.refuse(test.issueGrants({ grants: batch(test, 2n) }), 'PlanFullyAccelerated', operator);
    });

    scenario('has nothing to issue in an empty list', (test) => {
      test.refuse(test.issueGrants({ grants: [] }), 'NoGrants', operator);
    });

    scenario(
      'allows no more withholding than its maximum',
      (test) => {
        test.refuse(test.issueGrants({ withholdingBps: 5_001 }), 'WithholdingTooHigh', operator);
        test.run(test.issueGrants({ withholdingBps: 5_000 }), operator);
      },
      { policy: { maxWithholdingBps: 5_000 } },
    );

    scenario('is of this program, with its own vault', (test) => {
      const foreign = test.foreignPlan();
      test.refuse(test.issueGrants({ vault: foreign.vault }), 'WrongVault', operator);
      test.refuse(test.issueGrants({ vault: test.wallet }), 'WrongVault', operator);
      const other = { plan: foreign.address, vault: foreign.vault };
      test.refuse(test.issueGrants(other), 'NotIssuer', operator);
      const forged = forge(test, test.plan.address, 'forged plan', SystemProgram.programId);
      test.refuse(test.issueGrants({ plan: forged }), 'AccountOwnedByWrongProgram', operator);
      const system = swapped(test.issueGrants(), SystemProgram.programId, stranger.publicKey);
      test.refuse(system, 'InvalidProgramId', operator);
    });
  });

  describe('what the vault does not cover', () => {
    scenario(
      'one base unit short, and then to the last one',
      (test) => {
        const grant = (total: bigint) => [test.newGrant({ total })];
        test.refuse(test.issueGrants({ grants: grant(1_001n) }), 'PlanNotFunded', operator);
        test.run(test.issueGrants({ grants: grant(1_000n) }), operator);
        test.refuse(
          test.issueGrants({ grants: [test.newGrant({ grantId: 2n, total: 1n })] }),
          'PlanNotFunded',
          operator,
        );
      },
      { funding: 1_000n },
    );

    scenario(
      'all of a batch together, whatever fits of it',
      (test) => {
        test.refuse(test.issueGrants({ grants: batch(test, 1n, 2n, 3n) }), 'PlanNotFunded', operator);
        test.run(test.issueGrants({ grants: batch(test, 1n, 2n) }), operator);
      },
      { funding: 2_999n },
    );

    scenario(
      'what is withheld for payroll is not there for grants',
      (test) => {
        const grant = test.issue({ total: 1_000n, shape: TEN_STEPS, withholdingBps: 5_000 });
        test.at(100);
        test.collect(grant);
        const rest = (total: bigint) => test.issueGrants({ grants: [test.newGrant({ grantId: 2n, total })] });
        test.refuse(rest(501n), 'PlanNotFunded', operator);
        test.run(rest(500n), operator);
      },
      { funding: 1_500n },
    );

    scenario(
      'nor what was withdrawn in the same transaction',
      (test) => {
        const destination = test.world.open(test.plan.mintHandle, authority.publicKey);
        const accounts = { authority: authority.publicKey, plan: test.plan.address, planState: test.plan, destination };
        const withdraw = withdrawSurplus({ ...accounts, amount: 1n, expiresTs: 'never' });
        test.refuse([withdraw, test.issueGrants()], 'PlanNotFunded', authority, operator);
        test.refuse([test.issueGrants(), withdraw], 'SurplusTooSmall', authority, operator);
      },
      { funding: 1_000n },
    );
  });

  describe('above the issue cap', () => {
    scenario(
      'one base unit above it, over several grants; a voided one does not count, a terminated one does',
      (test) => {
        const first = test.issue({ total: 600n, shape: TEN_STEPS });
        const grant = (grantId: bigint, total: bigint) =>
          test.issueGrants({ grants: [test.newGrant({ grantId, total })] });
        test.refuse(grant(2n, 401n), 'IssueCapExceeded', operator);
        test.run(grant(2n, 400n), operator);
        test.run(test.voidGrant(first), authority);
        test.refuse(grant(3n, 601n), 'IssueCapExceeded', operator);
        const second = grantAddress(test.plan.address, 2n);
        test.run(test.terminate(second), authority);
        test.at(60);
        test.run(test.settle(second));
        test.refuse(grant(3n, 601n), 'IssueCapExceeded', operator);
        test.run(grant(3n, 600n), operator);
      },
      { policy: { issueCap: 1_000n, voidSecs: 60, noticeSecs: 0 } },
    );

    scenario(
      'the authority is bound by it, and a sum beyond 64 bits is above every cap',
      (test) => {
        const by = { issuer: authority.publicKey, payer: authority.publicKey };
        const totals = [U64_MAX, 1n].map((total, index) => test.newGrant({ grantId: BigInt(index), total }));
        test.refuse(test.issueGrants({ ...by, grants: totals }), 'IssueCapExceeded', authority);
      },
      { policy: { issueCap: U64_MAX, operatorCap: U64_MAX }, funding: 1_000n },
    );
  });

  describe('to nobody', () => {
    scenario('the zero address and the plan itself, anywhere in a batch', (test) => {
      for (const nobody of [PublicKey.default, test.plan.address]) {
        const invalid = test.newGrant({ grantId: 9n, beneficiary: nobody });
        test.refuse(test.issueGrants({ grants: [invalid] }), 'BeneficiaryInvalid', operator);
        test.refuse(test.issueGrants({ grants: [...batch(test, 1n, 2n), invalid] }), 'BeneficiaryInvalid', operator);
      }
    });
  });

  describe('an id that was used', () => {
    scenario('in the same batch, in an earlier one, and by a closed grant', (test) => {
      test.refuse(test.issueGrants({ grants: batch(test, 1n, 1n) }), 'GrantAlreadyExists', operator);
      test.run(test.issueGrants({ grants: batch(test, 1n, 2n) }), operator);
      test.refuse(test.issueGrants({ grants: batch(test, 1n) }), 'GrantAlreadyExists', operator);
      test.refuse(test.issueGrants({ grants: batch(test, 3n, 2n) }), 'GrantAlreadyExists', operator);
      closed(test);
      test.refuse(test.issueGrants({ grants: batch(test, 77n) }), 'GrantAlreadyExists', operator);
      const twice = [test.issueGrants({ grants: batch(test, 5n) }), test.issueGrants({ grants: batch(test, 5n) })];
      test.refuse(twice, 'GrantAlreadyExists', operator);
    });
  });

  describe('accounts that are not the grants, in order', () => {
    scenario("missing, extra, reordered, another plan's, anybody's or read-only", (test) => {
      const two = () => test.issueGrants({ grants: batch(test, 1n, 2n) });
      const foreign = test.foreignPlan();
      const [first, second] = [grantAddress(test.plan.address, 1n), grantAddress(test.plan.address, 2n)];
      const rewritten = (change: (keys: ReturnType<typeof two>['keys']) => ReturnType<typeof two>['keys']) => {
        const instruction = two();
        instruction.keys = change(instruction.keys);
        return instruction;
      };
      const extra = { pubkey: grantAddress(test.plan.address, 3n), isSigner: false, isWritable: true };
      test.refuse(
        rewritten((keys) => keys.slice(0, -1)),
        'GrantAddressMismatch',
        operator,
      );
      test.refuse(
        rewritten((keys) => keys.slice(0, -2)),
        'GrantAddressMismatch',
        operator,
      );
      test.refuse(
        rewritten((keys) => [...keys, extra]),
        'GrantAddressMismatch',
        operator,
      );
      test.refuse(
        rewritten((keys) => [...keys.slice(0, -2), ...keys.slice(-2).reverse()]),
        'GrantAddressMismatch',
        operator,
      );
      for (const other of [grantAddress(foreign.address, 2n), keypair('nobody').publicKey, first, test.plan.address]) {
        test.refuse(swapped(two(), second, other), 'GrantAddressMismatch', operator);
      }
      const readOnly = two();
      for (const meta of readOnly.keys) if (meta.pubkey.equals(second)) meta.isWritable = false;
      test.refuse(readOnly, 'PrivilegeEscalation', operator);
      test.run(two(), operator);
    });
  });

  describe('by who cannot pay the rent', () => {
    scenario('a payer without lamports', (test) => {
      const poor = keypair('poor');
      test.refuse(test.issueGrants({ payer: poor.publicKey }), 'InsufficientLamports', operator, poor);
    });
  });

  describe('a schedule that is none', () => {
    const names = new Set([...PROGRAM_ERRORS.values()].map(({ name }) => name));
    for (const { name, error, start_ts: startTs, total, segments } of vectors('refusals', 'refusals')) {
      const expected = [...names].find((known) => known === error);
      // The program splits the total itself, so parts that do not sum to it can't be given.
      if (expected === undefined || expected === 'AmountsDoNotSumToTotal') continue;
      scenario(`${name}: ${error}`, (test) => {
        const grants = [test.newGrant({ total: BigInt(total), startTs })];
        test.refuse(test.issueGrants({ grants, shape: shapeOf(segments) }), expected, operator);
      });
    }

    scenario('weights that sum to nothing, or to more than 64 bits', (test) => {
      const shape = (...weights: bigint[]): ShapeSegment[] =>
        weights.map((weight) => ({ weight, span: 1, steps: 1, unit: 'seconds' }));
      test.refuse(test.issueGrants({ shape: shape(0n, 0n) }), 'TotalIsZero', operator);
      test.refuse(test.issueGrants({ shape: shape(U64_MAX, 1n) }), 'AmountsDoNotSumToTotal', operator);
      test.run(test.issueGrants({ shape: shape(U64_MAX - 1n, 1n) }), operator);
    });

    scenario('a unit that does not exist', (test) => {
      const { publicKey } = operator;
      const args = (unit: number) => ({
        expiresTs: new BN(test.now()),
        baseStartTs: new BN(test.now()),
        withholdingBps: 0,
        shape: [{ weight: new BN(1), span: 10, steps: 1, unit }],
        grants: [{ beneficiary: beneficiary.publicKey, grantId: new BN(1), total: new BN(1_000), startOffsetSecs: 0 }],
      });
      const accounts = { issuer: publicKey, payer: publicKey, plan: test.plan.address, vault: test.plan.vault };
      const remaining = [{ pubkey: grantAddress(test.plan.address, 1n), isSigner: false, isWritable: true }];
      for (const unit of [2, 255]) {
        test.refuse(build('issueGrants', accounts, args(unit), { remaining }), 'UnknownUnit', operator);
      }
    });

    scenario('anywhere in a batch: one start too late refuses all', (test) => {
      const late = test.newGrant({ grantId: 3n, startTs: test.start + 4_294_967_295 });
      const shape: ShapeSegment[] = [
        { weight: 1n, span: numberConstant('maxLeaveSecs') * 20, steps: 0, unit: 'seconds' },
      ];
      test.refuse(test.issueGrants({ shape, grants: [...batch(test, 1n, 2n), late] }), 'EndOutOfRange', operator);
    });
  });
});
