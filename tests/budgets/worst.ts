/** The dearest calls about metrics, milestones and votes: every seat, every segment and every release that there can be. */
import type { PublicKey } from '@solana/web3.js';
import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { grantIdsFor } from '../matrix/first-try';
import { DELAY, VOTING } from '../matrix/governances';
import { Scene, type SceneOptions, type Subject } from '../matrix/scene';
import { makeDeposits, openProposals, proposalOf, voteOf } from '../matrix/votes';
import { attestor, DUE, firstSeats, HOUR, MetricScenario } from '../metric/scenario';
import { MilestoneScenario } from '../milestone/scenario';
import { DAY, people, POLICY } from '../support/world';

const SEATS = sdk.numberConstant('maxAttestors');
const LAST = SEATS - 1;
/** Releases that roles can make where there is a governance, and what is left for votes. */
const BY_ROLES = sdk.numberConstant('maxAccelerationsByRoles');
const BY_VOTES = sdk.numberConstant('maxAccelerations') - BY_ROLES;
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
  for (let count = 0; count < sdk.numberConstant('maxAccelerations'); count += 1)
    test.run(test.acceleratePlan(100), authority);
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

/** A plan with a governance, in which roles have released something as often as they may. */
function releasedByRoles(options: SceneOptions = {}): Scene {
  const scene = new Scene({ ...options, governance: {} });
  const { plan, roles } = scene.subjects.own;
  const release = {
    accelerator: roles.authority,
    plan: plan.address,
    accelerationBps: 100,
    expiresTs: 'never',
  } as const;
  for (let count = 0; count < BY_ROLES; count += 1) scene.world.run(sdk.acceleratePlan(release));
  return scene;
}

/** The subject of a scene with another proposal: that of a number. */
function withProposal(subject: Subject, number: number): Subject {
  const proposalId = BigInt(number);
  return { ...subject, proposalId, proposal: sdk.proposalAddress(subject.governance, subject.beneficiary, proposalId) };
}

/** Votes release something until no more fits; compute units of the last execution. */
function releaseByVotes(scene: Scene): number {
  let units = 0;
  for (let number = 0; number < BY_VOTES; number += 1) {
    const own = withProposal(scene.subjects.own, number);
    scene.world.run(proposalOf(own, own.grant, { kind: 'acceleratePlan', accelerationBps: 100 }));
    scene.world.run(voteOf(own, own.grant));
    scene.world.chain.advance(VOTING + DELAY);
    units = scene.world.run(sdk.executeProposal({ plan: own.plan.address, proposal: own.proposal })).computeUnits;
  }
  return units;
}

/** A grant of 24 segments, whose plan released something as often as it can, and which was terminated, votes with what is left. */
function voteStopped(): number {
  const scene = releasedByRoles({ shape: LONGEST });
  const own = withProposal(scene.subjects.own, BY_VOTES);
  const { plan, roles, beneficiary } = own;
  const [grantId = 0n] = grantIdsFor(plan.address, 1, 100n, own.proposalId);
  const grant = sdk.grantAddress(plan.address, grantId);
  scene.world.run(
    sdk.issueGrants({
      ...{ issuer: roles.operator, payer: scene.payer, plan: plan.address, vault: plan.vault, shape: LONGEST },
      ...{ withholdingBps: 0, expiresTs: 'never' },
      grants: [{ beneficiary, grantId, total: 48_000_000n, startTs: scene.world.chain.now() }],
    }),
  );
  makeDeposits(scene);
  releaseByVotes(scene);
  const terminate = {
    authority: roles.authority,
    plan: plan.address,
    grant,
    cause: 'resignation',
    expiresTs: 'never',
  } as const;
  scene.world.run(sdk.terminateGrant(terminate));
  scene.world.chain.advance(POLICY.noticeSecs + 1);
  scene.world.run(proposalOf(own, own.grant, { kind: 'accelerateGrant', grant: own.grant, accelerationBps: 100 }));
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

/** A vote releases once more what a plan has released all but as often as it can. */
function executeLast(): number {
  const scene = releasedByRoles();
  makeDeposits(scene);
  return releaseByVotes(scene);
}

/** Compute units of each. */
export function measureWorst(): Record<string, number> {
  return {
    'attestMetric of 16 attestors that begin a challenge': attestLast(),
    'attestMetric of 16 attestors that moves the median': attestLate(),
    'disputeMetric of 16 attestors': disputeLast(),
    'settleMilestone of a stopped grant with 24 segments and 16 releases': settleStopped(),
    'claimMilestone with 24 segments and 16 releases': claimLongest(),
    'castVote of a grant with 24 segments and 16 releases that has stopped': voteStopped(),
    'castVote of a second grant, capped': voteAgain(),
    'executeProposal of the plan, its sixteenth release': executeLast(),
  };
}
