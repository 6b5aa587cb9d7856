/**
 * A claim takes weight from a grant's vote. Where members vote, others send claims only for those who switched that on: nobody
 * can pay members out to be rid of their votes, or to be the last who has one.
 */
import type { Keypair } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '@tenure/sdk';
import { attestor, hash } from '../metric/scenario';
import { DAY, people } from '../support/world';
import { type GovernanceScenario, member, MEMBERS, scenario, WEIGHT } from './scenario';

const { authority, operator, stranger } = people;
const TARGET = 1_000_000n;
const honest = [attestor(0), attestor(1), attestor(2)];
const puppets = [attestor(3), attestor(4)];
const seatsOf = (keys: Keypair[]) => keys.map(({ publicKey }) => publicKey);

/** A plan with two authority-chosen oracles, four members, and a milestone of a million for member 1, due after 120 days. */
function begin(test: GovernanceScenario) {
  test.found();
  test.createOracles();
  test.run(
    sdk.createMetric({
      ...test.planAct(),
      payer: authority.publicKey,
      key: 'revenue',
      exponent: 0,
      better: 'higher',
      opensTs: test.now(),
      dueTs: test.now() + 120 * DAY,
      maxAgeSecs: DAY,
      challengeSecs: DAY,
      definitionSha256: hash(9),
      definitionUri: 'https://example.org/revenue.md',
    }),
    authority,
  );
  const metric = sdk.metricAddress(test.plan.address, 'revenue');
  const grant = test.addressOf(1n);
  test.run(
    sdk.issueMilestone({
      issuer: operator.publicKey,
      payer: operator.publicKey,
      plan: test.plan.address,
      vault: test.plan.vault,
      grant,
      metric,
      index: 0,
      threshold: 50n,
      target: 80n,
      maximum: 80n,
      thresholdBps: 0,
      maxBps: 10_000,
      targetAmount: TARGET,
      deadlineTs: test.now() + 200 * DAY,
      shape: [],
      expiresTs: 'never',
    }),
    operator,
  );
  return { metric, grant, milestone: sdk.milestoneAddress(grant, 0) };
}

function claimForAll(test: GovernanceScenario) {
  return MEMBERS.map(({ publicKey }, index) => {
    const destination = test.world.open(test.plan.mintHandle, publicKey);
    return test.claim(test.addressOf(BigInt(index + 1)), { claimant: stranger.publicKey, destination });
  });
}

/** Every member claims all that is released. */
function claimAll(test: GovernanceScenario) {
  MEMBERS.forEach((by, index) => {
    const destination = test.world.open(test.plan.mintHandle, by.publicKey);
    test.run(test.claim(test.addressOf(BigInt(index + 1)), { claimant: by.publicKey, destination }), by);
  });
}

/** The members' vote for three oracles is carried out, and they take their seats. */
function voteOracles(test: GovernanceScenario) {
  const proposal = test.passed({ kind: 'replaceOracles', oracles: { attestors: seatsOf(honest), threshold: 2 } });
  test.due(proposal);
  test.run(test.execute(proposal, { replacesOracles: true }));
  test.world.chain.advance(14 * DAY);
  test.run(sdk.applyOracleSet(test.plan.address));
}

describe('claims where members vote', () => {
  scenario('are sent by others only for those who switched that on, and who gets a grant decides anew', (test) => {
    test.found();
    test.run(test.acceleratePlan(6_000), authority);
    for (const claim of claimForAll(test)) test.refuse(claim, 'AutoClaimIsOff', stranger);
    test.run(
      sdk.setAutoClaim({ beneficiary: member(1).publicKey, grant: test.addressOf(1n), enabled: true }),
      member(1),
    );
    const destination = test.world.open(test.plan.mintHandle, member(1).publicKey);
    test.run(test.claim(test.addressOf(1n), { claimant: stranger.publicKey, destination }), stranger);
  });

  scenario('take no quorum from members who do not claim, whatever is released meanwhile', (test) => {
    test.found();
    const proposal = test.propose1({ kind: 'setIssueCap', issueCap: 4n * WEIGHT });
    test.run(test.acceleratePlan(6_000), authority);
    for (const claim of claimForAll(test)) test.refuse(claim, 'AutoClaimIsOff', stranger);
    test.vote(proposal, true, true, true, true);
    test.due(proposal);
    test.run(test.execute(proposal));
  });
});

describe('voted oracles', () => {
  scenario('stay as long as a milestone is owed, also where every grant is paid out', (test) => {
    const { metric } = begin(test);
    voteOracles(test);
    expect(sdk.onlyVotesChange(test.oracleSet(), test.planState())).to.equal(true);
    const hostile = { attestors: seatsOf(puppets), threshold: 2 };
    const replace = () => sdk.proposeOracleSet({ ...test.planAct(), ...hostile });
    test.refuse(replace(), 'OraclesChosenByVote', authority);

    test.run(test.acceleratePlan(10_000), authority);
    for (const claim of claimForAll(test)) test.refuse(claim, 'AutoClaimIsOff', stranger);
    claimAll(test);
    expect(sdk.onlyVotesChange(test.oracleSet(), test.planState())).to.equal(true);
    test.refuse(replace(), 'OraclesChosenByVote', authority);

    // Nothing is owed any more: whoever comes next must not be left with oracles that nobody can replace.
    test.world.chain.setTime(test.now() + 201 * DAY);
    const grant = test.addressOf(1n);
    const milestone = sdk.milestoneAddress(grant, 0);
    test.run(sdk.settleMilestone({ plan: test.plan.address, grant, metric, milestone }));
    expect(sdk.onlyVotesChange(test.oracleSet(), test.planState())).to.equal(false);
    test.run(replace(), authority);
  });
});
