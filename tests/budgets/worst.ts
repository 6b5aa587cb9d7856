/** The dearest calls about metrics, milestones and votes: every seat, every segment and every release that there can be. */
import type { PublicKey } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { Scene } from '../matrix/scene';
import { makeDeposits, openProposals, passProposals, proposalOf, RELEASE, voteOf } from '../matrix/votes';
import { attestor, DUE, firstSeats, HOUR, MetricScenario } from '../metric/scenario';
import { MilestoneScenario } from '../milestone/scenario';
import { DAY, people } from '../support/world';

const SEATS = sdk.numberConstant('maxAttestors');
const LAST = SEATS - 1;
const { authority } = people;

/** Values in the worst order for a median: each below the one before. */
function falling(count: number): bigint[] {
  return Array.from({ length: count }, (_, seat) => 1_000n - BigInt(seat));
}

/** Six years of months in as many segments as there can be. */
const LONGEST = Array.from({ length: 24 }, (): sdk.ShapeSegment => ({ weight: 1n, span: 3, steps: 3, unit: 'months' }));
const ALMOST_SIX_YEARS = 70 * 30 * DAY;

/** The last of sixteen attestors reports anew at the second when the metric is due: all sixteen begin a challenge. */
function attestLast(): number {
  const test = new MetricScenario();
  test.oracles({ attestors: firstSeats(SEATS), threshold: SEATS });
  const metric = test.metric();
  test.at(DUE - HOUR);
  test.report(metric, ...falling(SEATS));
  test.at(DUE);
  const { computeUnits } = test.attest(metric, LAST, 0n);
  expect(test.counted(metric)).to.have.length(SEATS);
  return computeUnits;
}

/** The last of sixteen attestors reports during the challenge of the others, and moves their median. */
function attestLate(): number {
  const test = new MetricScenario();
  const metric = test.due({}, { attestors: firstSeats(SEATS), threshold: LAST });
  test.report(metric, ...falling(LAST));
  const before = test.metricState(metric).value;
  const { computeUnits } = test.attest(metric, LAST, 0n);
  expect(test.metricState(metric).value).not.to.equal(before);
  return computeUnits;
}

/** The holder of the last of sixteen seats disputes. */
function disputeLast(): number {
  const test = new MetricScenario();
  const metric = test.due({}, { attestors: firstSeats(SEATS), threshold: SEATS });
  test.report(metric, ...falling(SEATS));
  return test.run(test.dispute(metric, attestor(LAST)), attestor(LAST)).computeUnits;
}

/** A milestone of 24 segments whose plan and grant released something since, as often as they can. */
function longest(): { test: MilestoneScenario; milestone: PublicKey } {
  const test = new MilestoneScenario({ policy: { noticeSecs: 0 } });
  const milestone = test.met(85n, { shape: LONGEST, targetAmount: 1_000_000n });
  for (let count = 0; count < sdk.numberConstant('maxAccelerations'); count += 1) test.run(test.acceleratePlan(100), authority);
  test.run(test.accelerate(test.grant, 100), authority);
  test.afterMet(milestone, ALMOST_SIX_YEARS);
  return { test, milestone };
}

/** Such a milestone is settled once more, because its grant has stopped. */
function settleStopped(): number {
  const { test, milestone } = longest();
  test.stop();
  test.world.chain.advance(1);
  const { computeUnits } = test.run(test.settleMilestone(milestone));
  expect(test.milestoneState(milestone).status).to.equal('stopped');
  return computeUnits;
}

/** Such a milestone is claimed. */
function claimLongest(): number {
  const { test, milestone } = longest();
  return test.run(test.claimMilestone(milestone), people.beneficiary).computeUnits;
}

/** A grant of 24 segments, whose plan released something as often as roles can, and which has stopped, votes with what is left. */
function voteStopped(): number {
  const scene = new Scene({ shape: LONGEST, governance: {} });
  const { own } = scene.subjects;
  const { plan, grant, roles } = own;
  const act = { plan: plan.address, grant, expiresTs: 'never' } as const;
  for (let count = 0; count < sdk.numberConstant('maxAccelerationsByRoles'); count += 1) {
    scene.world.run(sdk.acceleratePlan({ ...act, accelerator: roles.authority, accelerationBps: 100 }));
  }
  scene.world.run(sdk.terminateGrant({ ...act, authority: roles.authority, cause: 'withoutCause' }));
  makeDeposits(scene);
  scene.world.run(proposalOf(own, own.deposit, RELEASE));
  return scene.world.run(voteOf(own, grant)).computeUnits;
}

/** A capped wallet that has voted with a grant votes with another one. */
function voteAgain(): number {
  const scene = new Scene({ governance: { maxVoterBps: 9_000 } });
  openProposals(scene);
  const { own, second } = scene.subjects;
  scene.world.run(voteOf(own, second.grant, true));
  return scene.world.run(voteOf(own, own.grant, true)).computeUnits;
}

/** A vote releases once more what roles have released as often as they can. */
function executeLast(): number {
  const scene = new Scene({ governance: {} });
  passProposals(scene);
  const { plan, roles, proposal } = scene.subjects.own;
  const release = { accelerator: roles.authority, plan: plan.address, accelerationBps: 100, expiresTs: 'never' } as const;
  for (let count = 0; count < sdk.numberConstant('maxAccelerationsByRoles'); count += 1) scene.world.run(sdk.acceleratePlan(release));
  return scene.world.run(sdk.executeProposal({ plan: plan.address, proposal })).computeUnits;
}

/** Compute units of each. */
export function measureWorst(): Record<string, number> {
  return {
    'attestMetric of 16 attestors that begin a challenge': attestLast(),
    'attestMetric of 16 attestors that moves the median': attestLate(),
    'disputeMetric of 16 attestors': disputeLast(),
    'settleMilestone of a stopped grant with 24 segments and 16 releases': settleStopped(),
    'claimMilestone with 24 segments and 16 releases': claimLongest(),
    'castVote of a grant with 24 segments and 8 releases that has stopped': voteStopped(),
    'castVote of a second grant, capped': voteAgain(),
    'executeProposal of the plan, its ninth release': executeLast(),
  };
}
