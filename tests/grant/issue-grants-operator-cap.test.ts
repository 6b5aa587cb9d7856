import { expect } from 'chai';
import * as fc from 'fast-check';
import { eventsOf } from '../support/events';
import { SEED } from '../support/seed';
import { DAY, people } from '../support/world';
import { scenario, Scenario, TEN_STEPS } from './scenario';

const { authority, operator, stranger } = people;
const HOUR = 3_600;
const BLOCK = 4 * HOUR;
/** Every world's clock starts at 12:00 UTC, where a block of four hours begins. */
const CAP = { policy: { operatorCap: 1_000n } };

/** An instruction by which the operator issues one grant. */
function grantOf(test: Scenario, grantId: bigint, total: bigint) {
  return test.issueGrants({ grants: [test.newGrant({ grantId, total })], shape: TEN_STEPS });
}

describe(`issue_grants, the operator's cap for 24 hours (TENURE_SEED=${SEED})`, () => {
  scenario(
    'is reached to the base unit, in one grant, several, or a batch',
    (test) => {
      test.refuse(grantOf(test, 1n, 1_001n), 'OperatorCapExceeded', operator);
      test.run(grantOf(test, 1n, 400n), operator);
      const batch = (...totals: bigint[]) =>
        test.issueGrants({
          grants: totals.map((total, index) => test.newGrant({ grantId: BigInt(index + 2), total })),
        });
      test.refuse(batch(300n, 301n), 'OperatorCapExceeded', operator);
      test.run(batch(300n, 300n), operator);
      test.refuse(grantOf(test, 9n, 1n), 'OperatorCapExceeded', operator);
    },
    CAP,
  );

  describe('covers every 24 hours, and at most 28, in blocks of four', () => {
    for (const [what, issuedAt] of [
      ['the first second of a block', 0],
      ['the middle of a block', 2 * HOUR],
      ['the last second of a block', BLOCK - 1],
    ] as const) {
      scenario(
        `what is issued in ${what} counts until the seventh block after it begins`,
        (test) => {
          test.at(issuedAt);
          test.run(grantOf(test, 1n, 1_000n), operator);
          for (const secs of [BLOCK, issuedAt + DAY - 1, issuedAt + DAY, 7 * BLOCK - 1]) {
            test.at(secs);
            test.refuse(grantOf(test, 2n, 1n), 'OperatorCapExceeded', operator);
          }
          test.at(7 * BLOCK);
          test.run(grantOf(test, 2n, 1_000n), operator);
        },
        CAP,
      );
    }

    scenario(
      'blocks leave the sum one after another',
      (test) => {
        for (let block = 0; block < 7; block += 1) {
          test.at(block * BLOCK);
          test.run(grantOf(test, BigInt(block), 100n * BigInt(block + 1)), operator);
        }
        expect(test.planState().operatorBlocks.reduce((sum, amount) => sum + amount, 0n)).to.equal(2_800n);
        for (let block = 7; block < 14; block += 1) {
          const free = 100n * BigInt(block - 6);
          test.at(block * BLOCK);
          test.refuse(grantOf(test, BigInt(block), free + 1n), 'OperatorCapExceeded', operator);
          test.run(grantOf(test, BigInt(block), free), operator);
        }
      },
      { policy: { operatorCap: 2_800n } },
    );

    for (const idle of [7, 8, 13, 14, 15, 4_000]) {
      scenario(
        `after ${idle} blocks of rest all of it is there again`,
        (test) => {
          test.run(grantOf(test, 1n, 400n), operator);
          test.at(BLOCK);
          test.run(grantOf(test, 2n, 600n), operator);
          test.at((idle + 1) * BLOCK);
          test.run(grantOf(test, 3n, 1_000n), operator);
        },
        CAP,
      );
    }
  });

  it('never lets more than the cap through in any 24 hours, and all that the blocks leave', () => {
    const attempt = fc.record({
      wait: fc.integer({ min: 0, max: 9 * HOUR }),
      total: fc.bigInt({ min: 1n, max: 700n }),
    });
    const attempts = fc.array(attempt, { minLength: 40, maxLength: 40 });
    const property = fc.property(attempts, (drawn) => {
      const test = new Scenario(CAP);
      const issued: { ts: number; total: bigint }[] = [];
      for (const [index, { wait, total }] of drawn.entries()) {
        test.world.chain.advance(wait);
        const now = test.now();
        const block = Math.floor(now / BLOCK);
        const counted = issued.filter(({ ts }) => Math.floor(ts / BLOCK) > block - 7);
        const used = counted.reduce((sum, one) => sum + one.total, 0n);
        if (used + total > 1_000n) {
          test.refuse(grantOf(test, BigInt(index), total), 'OperatorCapExceeded', operator);
          continue;
        }
        test.run(grantOf(test, BigInt(index), total), operator);
        issued.push({ ts: now, total });
        const day = issued.filter(({ ts }) => ts >= now - DAY).reduce((sum, one) => sum + one.total, 0n);
        expect(day <= 1_000n).to.equal(true);
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 6 });
  });

  scenario(
    'does not bind the authority, nor does what it issues use any of it',
    (test) => {
      const by = { issuer: authority.publicKey, payer: authority.publicKey };
      test.run(test.issueGrants({ ...by, grants: [test.newGrant({ total: 5_000n })] }), authority);
      test.run(grantOf(test, 2n, 1_000n), operator);
      test.refuse(grantOf(test, 3n, 1n), 'OperatorCapExceeded', operator);
      const outcome = test.run(test.issueGrants({ ...by, grants: [test.newGrant({ grantId: 3n })] }), authority);
      expect(eventsOf(outcome)).to.have.length(1);
    },
    CAP,
  );

  scenario(
    'does not bind one key that is both',
    (test) => {
      test.run(test.setRole('operator', authority.publicKey), authority);
      const by = { issuer: authority.publicKey, payer: authority.publicKey };
      test.run(test.issueGrants({ ...by, grants: [test.newGrant({ total: 5_000n })] }), authority);
    },
    CAP,
  );

  scenario(
    'is of the role: a new operator starts with what the last one left',
    (test) => {
      test.run(grantOf(test, 1n, 900n), operator);
      test.run(test.setRole('operator', stranger.publicKey), authority);
      const by = { issuer: stranger.publicKey, payer: stranger.publicKey };
      const next = (total: bigint) => test.issueGrants({ ...by, grants: [test.newGrant({ grantId: 2n, total })] });
      test.refuse(next(101n), 'OperatorCapExceeded', stranger);
      test.run(next(100n), stranger);
    },
    CAP,
  );

  scenario(
    'is not given back by voiding what was issued',
    (test) => {
      const grant = test.issue({ total: 1_000n, shape: TEN_STEPS });
      test.run(test.voidGrant(grant), authority);
      test.refuse(grantOf(test, 2n, 1n), 'OperatorCapExceeded', operator);
    },
    { policy: { operatorCap: 1_000n, voidSecs: DAY } },
  );

  scenario(
    'of nothing lets the operator issue nothing',
    (test) => {
      test.refuse(grantOf(test, 1n, 1n), 'OperatorCapExceeded', operator);
    },
    { policy: { operatorCap: 0n } },
  );
});
