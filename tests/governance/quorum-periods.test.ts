/**
 * Promise 7: the quorum looks back as far as the votes, by periods of some days. What came later than what can vote raises it for
 * the rest of one period at most, and it is never less than what can vote.
 */
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { DAY, people } from '../support/world';
import { CAP, type GovernanceScenario, MEMBERS, scenario, WEIGHT } from './scenario';

const { authority, stranger } = people;
const LATE = 10n * WEIGHT;
/** Ages that votes must have, and the days of a period with which seven of them reach back so far. */
const AGES = [
  [2 * DAY, 1],
  [7 * DAY, 1],
  [7 * DAY + 1, 2],
  [30 * DAY, 5],
  [365 * DAY, 53],
] as const;

/** Members' grants, and the first second of a period in which they are older than any vote asks for. */
function found(test: GovernanceScenario, minAgeSecs: number, days: number): number {
  const early = { actions: sdk.DEPOSIT_ACTION_NAMES, depositActions: [] };
  test.run(test.createGovernance({ ...(minAgeSecs < 30 * DAY ? early : {}), minAgeSecs }), authority);
  expect(test.planState().recentGrants.days).to.equal(days);
  MEMBERS.forEach(({ publicKey }, index) => test.grantTo(publicKey, BigInt(index + 1)));
  const period = days * DAY;
  const begins = (Math.ceil((test.now() + minAgeSecs) / period) + 1) * period;
  test.world.chain.setTime(begins);
  return begins;
}

/** Opens a proposal at a time; what grants can vote on it. */
function eligibleAt(test: GovernanceScenario, ts: number): bigint {
  test.world.chain.setTime(ts);
  const foretold = sdk.eligibleAt(test.planState(), test.governanceState(), ts);
  const allowed = test.governanceState().actions.includes('setIssueCap');
  const { eligible } = test.proposalState(test.propose1(allowed ? CAP : undefined));
  expect(eligible, 'what the SDK foretold').to.equal(foretold);
  return eligible;
}

/** The last proposal of member 1 with the late grant: whether it votes. */
function votes(test: GovernanceScenario): boolean {
  const { nextProposal, address } = test.governanceState();
  const proposal = sdk.proposalAddress(address, MEMBERS[0]?.publicKey ?? expect.fail('nobody'), nextProposal - 1n);
  const vote = test.castVote(proposal, stranger, test.addressOf(9n));
  const { error } = test.world.chain.send([vote], { payer: people.feePayer, signers: [stranger] });
  return error === undefined;
}

for (const [age, days] of AGES) {
  describe(`a quorum that looks back ${age} s, in periods of ${days} days`, () => {
    const period = days * DAY;

    scenario('what came in the first second of a period raises it from the second on in which it can vote', (test) => {
      const begins = found(test, age, days);
      test.grantTo(stranger.publicKey, 9n, LATE);
      expect([eligibleAt(test, begins), votes(test)], 'at once').to.deep.equal([4n * WEIGHT, false]);
      expect([eligibleAt(test, begins + age - 1), votes(test)], 'a second too young').to.deep.equal([
        4n * WEIGHT,
        false,
      ]);
      expect([eligibleAt(test, begins + age), votes(test)], 'old enough').to.deep.equal([4n * WEIGHT + LATE, true]);
    });

    scenario(
      'what came in the last second of a period raises it for the rest of that period, and not before',
      (test) => {
        const begins = found(test, age, days);
        const came = begins + period - 1;
        test.world.chain.setTime(came);
        test.grantTo(stranger.publicKey, 9n, LATE);
        const all = 4n * WEIGHT + LATE;
        expect(begins + age - 1 > came, 'a period is shorter than the age').to.equal(true);
        expect([eligibleAt(test, begins + age - 1), votes(test)], 'before its period').to.deep.equal([
          4n * WEIGHT,
          false,
        ]);
        expect([eligibleAt(test, begins + age), votes(test)], 'in its period').to.deep.equal([all, false]);
        expect([eligibleAt(test, came + age - 1), votes(test)], 'a second too young').to.deep.equal([all, false]);
        expect([eligibleAt(test, came + age), votes(test)], 'old enough').to.deep.equal([all, true]);
      },
    );

    scenario('what goes lowers it at once', (test) => {
      const begins = found(test, age, days);
      const shape: sdk.ShapeSegment[] = [{ weight: 1n, span: 0, steps: 1, unit: 'seconds' }];
      const paid = test.issue({ beneficiary: stranger.publicKey, grantId: 9n, total: LATE, shape });
      const destination = test.world.open(test.plan.mintHandle, stranger.publicKey);
      expect(eligibleAt(test, begins + age)).to.equal(4n * WEIGHT + LATE);
      test.run(test.claim(paid, { claimant: stranger.publicKey, destination }), stranger);
      expect(eligibleAt(test, begins + age + 1)).to.equal(4n * WEIGHT);
    });

    scenario(
      'with something new in every period it is always what was there when the period looked back to was over',
      (test) => {
        const begins = found(test, age, days);
        const came = [{ ts: 0, total: 4n * WEIGHT }];
        for (let number = 0; number < 18; number += 1) {
          const ts = begins + number * period + number * 3_600;
          test.world.chain.setTime(ts);
          const total = BigInt(number + 1);
          test.grantTo(stranger.publicKey, 100n + BigInt(number), total);
          came.push({ ts, total });
          const over = (Math.floor((ts - age) / period) + 1) * period;
          const there = came.filter((each) => each.ts < over).reduce((sum, each) => sum + each.total, 0n);
          const oldEnough = came.filter((each) => each.ts <= ts - age).reduce((sum, each) => sum + each.total, 0n);
          expect(eligibleAt(test, ts), `period ${number}`).to.equal(there);
          expect(there >= oldEnough, 'not less than what can vote').to.equal(true);
        }
      },
    );
  });
}
