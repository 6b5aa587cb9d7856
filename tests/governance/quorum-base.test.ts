/**
 * Promise 7: a quorum is measured against what is still there of the grants that were there at the minimum age. What was voided,
 * claimed or forfeited since counts nothing, however much came in its place.
 */
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { DAY, people } from '../support/world';
import { AGE, CAP, type GovernanceScenario, MEMBERS, scenario, WEIGHT } from './scenario';

const { authority, stranger } = people;
/** Nine tenths of a grant vest after 35 days, the rest in ten years. */
const MOSTLY_SOON: readonly sdk.ShapeSegment[] = [
  { weight: 9n, span: 35 * DAY, steps: 1, unit: 'seconds' },
  { weight: 1n, span: 120, steps: 1, unit: 'months' },
];

/** All four vote for another cap; what could vote, and the cap after it was carried out. */
function decideTogether(test: GovernanceScenario): { eligible: bigint; issueCap: bigint } {
  const foretold = sdk.eligibleAt(test.planState(), test.governanceState(), test.now());
  const proposal = test.propose1(CAP);
  const { eligible } = test.proposalState(proposal);
  expect(eligible, 'what the SDK foretold').to.equal(foretold);
  test.vote(proposal, true, true, true, true);
  test.due(proposal);
  test.run(test.execute(proposal));
  return { eligible, issueCap: test.planState().issueCap };
}

/** Pays every member what has vested of their grant. */
function claimAll(test: GovernanceScenario): void {
  for (const [index, by] of MEMBERS.entries()) {
    const destination = test.world.open(test.plan.mintHandle, by.publicKey);
    test.run(test.claim(test.addressOf(BigInt(index + 1)), { claimant: by.publicKey, destination }), by);
  }
}

/** Somebody is hired each day, for one unit. */
function hireDaily(test: GovernanceScenario, days: number): void {
  for (let day = 0; day < days; day += 1) {
    test.grantTo(stranger.publicKey, 100n + BigInt(day), 1n);
    test.world.chain.advance(DAY);
  }
}

describe('the base of a quorum', () => {
  scenario(
    'has nothing of grants that were issued and voided every day, so that all members decide',
    (test) => {
      test.run(test.createGovernance(), authority);
      MEMBERS.forEach(({ publicKey }, index) => test.grantTo(publicKey, BigInt(index + 1)));
      const huge = 40n * WEIGHT;
      let standing: bigint | null = null;
      for (let id = 100n; id < 190n; id += 2n) {
        test.grantTo(stranger.publicKey, id, 1n);
        test.run(test.voidGrant(test.addressOf(id)), authority);
        if (standing !== null) test.run(test.voidGrant(test.addressOf(standing)), authority);
        standing = id + 1n;
        test.grantTo(stranger.publicKey, standing, huge);
        test.world.chain.advance(DAY - 3_600);
      }
      expect(decideTogether(test)).to.deep.equal({ eligible: 4n * WEIGHT, issueCap: CAP.issueCap });
    },
    { policy: { voidSecs: DAY } },
  );

  scenario('has nothing that members were paid since, while others are hired', (test) => {
    test.run(test.createGovernance({ proposalThreshold: 1n }), authority);
    MEMBERS.forEach(({ publicKey: beneficiary }, index) =>
      test.issue({ beneficiary, grantId: BigInt(index + 1), total: WEIGHT, shape: [...MOSTLY_SOON] }),
    );
    hireDaily(test, 40);
    claimAll(test);
    test.grantTo(stranger.publicKey, 999n, 4n * WEIGHT);
    const { eligible, issueCap } = decideTogether(test);
    // A tenth of each member's, and at most one unit for each day before the minimum age and one period.
    expect(eligible >= 400n && eligible <= 415n, `${eligible}`).to.equal(true);
    expect(issueCap).to.equal(CAP.issueCap);
  });

  scenario('has nothing that was forfeited since, while others are hired', (test) => {
    test.run(test.createGovernance({ proposalThreshold: 1n }), authority);
    MEMBERS.forEach(({ publicKey }, index) => test.grantTo(publicKey, BigInt(index + 1)));
    const left = test.grantTo(stranger.publicKey, 9n, 40n * WEIGHT);
    test.run(test.terminate(left, { cause: 'forCause' }), authority);
    hireDaily(test, 45);
    const before = sdk.eligibleAt(test.planState(), test.governanceState(), test.now());
    test.run(test.settle(left));
    const { eligible, issueCap } = decideTogether(test);
    expect(before - eligible, 'what returned to the plan').to.equal(test.planState().forfeited);
    expect(eligible < 5n * WEIGHT, `${eligible}`).to.equal(true);
    expect(issueCap).to.equal(CAP.issueCap);
  });

  scenario('has all that stays: who does not vote is counted', (test) => {
    test.run(test.createGovernance(), authority);
    MEMBERS.forEach(({ publicKey }, index) => test.grantTo(publicKey, BigInt(index + 1)));
    test.grantTo(stranger.publicKey, 9n, 40n * WEIGHT);
    hireDaily(test, 36);
    expect(test.now() - test.grantState(test.addressOf(9n)).issuedTs > AGE).to.equal(true);
    const proposal = test.propose1(CAP);
    expect(test.proposalState(proposal).eligible >= 44n * WEIGHT).to.equal(true);
    test.vote(proposal, true, true, true, true);
    test.due(proposal);
    test.refuse(test.execute(proposal), 'ProposalFailed');
  });
});
