import type { World } from './world';
import * as sdk from '@tenure/sdk';
import {
  PROGRAM_ID,
  StateError,
  type Deposit,
  type Governance,
  type Grant,
  type Metric,
  type Milestone,
  type Plan,
  type Proposal,
  type VoteRecord,
} from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { tokens } from './mints';

/** Later than any schedule ends, however long it was paused. */
const FAR_TS = 2 ** 34;

/** Reads what is of one kind and leaves out the rest. */
function ofKind<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof StateError) return [];
    throw error;
  }
}

/** What a grant can still be paid in its life. Until a termination is settled, nothing of it is given up. */
function payable(plan: Plan, grant: Grant): bigint {
  return grant.status === 'terminating' ? grant.total - grant.claimed : sdk.claimableAt(plan, grant, FAR_TS).due;
}

/** The same for a milestone: its maximum while nothing is decided, and its payout until its grant's end is settled. */
function milestonePayable(plan: Plan, grant: Grant, milestone: Milestone): bigint {
  const { status, maxAmount, payout, claimed } = milestone;
  if (status === 'pending') return maxAmount;
  return (status === 'stopped' ? sdk.milestoneVestedAt(plan, grant, milestone, FAR_TS) : payout) - claimed;
}

/** Promise 3: claimed <= claimable ceiling <= vested <= total, and vested never falls as time goes on. */
function expectOrder(
  name: string,
  { claimed, total }: { claimed: bigint; total: bigint },
  ceiling: bigint,
  vestedAfter: (secs: number) => bigint,
): void {
  expect(claimed <= ceiling, `${name}: claimed ${claimed}, but at most ${ceiling} can be`).to.equal(true);
  let before = vestedAfter(0);
  for (const secs of [1, 60, 86_400, 31_557_600, FAR_TS]) {
    const later = vestedAfter(secs);
    expect(later >= before, `${name}: vested falls from ${before} to ${later} within ${secs} s`).to.equal(true);
    before = later;
  }
  expect(before <= total, `${name}: vests ${before} of ${total}`).to.equal(true);
}

function expectGrantOrder(plan: Plan, grant: Grant, now: number): void {
  const { vested, unlocked } = sdk.claimableAt(plan, grant, now);
  const ceiling = vested < unlocked ? vested : unlocked;
  expectOrder(`grant ${grant.grantId}`, grant, ceiling, (secs) => sdk.vestedAt(plan, grant, now + secs));
}

function expectMilestoneOrder(plan: Plan, grant: Grant, milestone: Milestone, now: number): void {
  const name = `milestone ${milestone.index} of grant ${grant.grantId}`;
  const { vested, unlocked } = sdk.milestoneClaimableAt(plan, grant, milestone, now);
  const ceiling = vested < unlocked ? vested : unlocked;
  const amounts = { claimed: milestone.claimed, total: milestone.payout };
  expectOrder(name, amounts, ceiling, (secs) => sdk.milestoneVestedAt(plan, grant, milestone, now + secs));
  expect(milestone.payout <= milestone.maxAmount, `${name} pays more than was reserved`).to.equal(true);
}

/** Everything that hangs on one plan. */
type Holdings = {
  grants: Grant[];
  milestones: Milestone[];
  metrics: Metric[];
  tombstones: number;
  oracleSets: number;
  governances: number;
};

function expectPlan(plan: Plan, vault: bigint, held: Holdings, now: number): void {
  const name = `plan ${plan.planId}`;
  const { grants, milestones, metrics } = held;
  const of = (grant: Grant): Milestone[] => milestones.filter((each) => each.grant.equals(grant.address));
  let [owed, owedByMilestones] = [0n, 0n];
  for (const grant of grants) {
    owed += payable(plan, grant);
    expectGrantOrder(plan, grant, now);
    for (const milestone of of(grant)) {
      owedByMilestones += milestonePayable(plan, grant, milestone);
      expectMilestoneOrder(plan, grant, milestone, now);
    }
    expect(grant.milestones.live, `${name}: milestones of grant ${grant.grantId}`).to.equal(of(grant).length);
  }
  expect(plan.reservedByMilestones, `${name}: what its milestones can still be paid`).to.equal(owedByMilestones);
  expect(plan.reserved, `${name}: and its grants beside`).to.equal(owed + owedByMilestones);
  const { reserved, withheld, allocated, claimed, forfeited } = plan;
  expect(vault >= reserved + withheld, `${name}: ${vault} cover ${reserved} and ${withheld}`).to.equal(true);
  expect(allocated, `${name}: allocated is reserved, claimed or forfeited`).to.equal(reserved + claimed + forfeited);
  for (const metric of metrics) {
    const hanging = milestones.filter((each) => each.metric.equals(metric.address)).length;
    expect(metric.milestoneCount, `${name}: milestones of metric ${metric.key}`).to.equal(hanging);
  }
  const { grantCount, tombstoneCount, metricCount, hasOracleSet, hasGovernance } = plan;
  const counts = [grantCount, tombstoneCount, metricCount, Number(hasOracleSet), Number(hasGovernance)];
  const found = [grants.length, held.tombstones, metrics.length, held.oracleSets, held.governances];
  expect(counts, `${name}: live grants, tombstones, metrics, oracle sets, governances`).to.deep.equal(found);
}

/** Deposits are all there, and so is what was cast: promise 7 as far as accounts tell it. */
function expectVotes(world: World, governance: Governance, deposits: Deposit[]): void {
  const sum = deposits.reduce((all, { amount }) => all + amount, 0n);
  expect(governance.deposited, 'what is deposited is the sum of the deposits').to.equal(sum);
  const held = tokens(world.chain, governance.vault);
  expect(held >= sum, `the governance's vault holds ${held} of ${sum} deposited`).to.equal(true);
}

/**
 * While a vote runs, what was cast is the sum of its records; nobody's record can be closed yet. Grants cast no more together
 * than is eligible; deposits are not, and vote only where the proposal says so.
 */
function expectCast({ chain }: World, proposal: Proposal, votes: VoteRecord[], deposits: Deposit[]): void {
  const { yes, no, eligible, votingEndsTs, number, depositsVote } = proposal;
  if (!depositsVote)
    expect(yes + no <= eligible, `proposal ${number}: ${yes + no} of ${eligible} were cast`).to.equal(true);
  if (chain.now() >= votingEndsTs) return;
  const cast = (approve: boolean): bigint => sum(votes.filter((vote) => vote.approve === approve));
  expect([yes, no], `proposal ${number}: votes for and against`).to.deep.equal([cast(true), cast(false)]);
  const byGrants = sum(votes.filter(({ source }) => !deposits.some(({ address }) => address.equals(source))));
  expect(byGrants <= eligible, `proposal ${number}: grants cast ${byGrants} of ${eligible}`).to.equal(true);
}

function sum(votes: VoteRecord[]): bigint {
  return votes.reduce((all, { weight }) => all + weight, 0n);
}

/**
 * Promises 1, 2, 3 and 7 in every plan of a world, from its accounts alone: the vaults cover what is owed and deposited,
 * what is owed is the sum of what grants and milestones can still be paid, what was cast is the sum of the votes, and the
 * totals and counts add up.
 */
export function expectPromises(world: World): void {
  const { chain } = world;
  const all = chain.ownedBy(PROGRAM_ID).map((address) => ({ address, account: chain.account(address) }));
  const read = <T>(decode: (address: PublicKey, account: sdk.RawAccount | null) => T): T[] =>
    all.flatMap(({ address, account }) => ofKind(() => decode(address, account)));
  const accounts = {
    grants: read(sdk.decodeGrant),
    milestones: read(sdk.decodeMilestone),
    metrics: read(sdk.decodeMetric),
    tombstones: read(sdk.decodeTombstone),
    oracleSets: read(sdk.decodeOracleSet),
    governances: read(sdk.decodeGovernance),
  };
  for (const plan of read(sdk.decodePlan)) {
    const ofPlan = <T extends { plan: PublicKey }>(items: T[]): T[] =>
      items.filter((item) => item.plan.equals(plan.address));
    const held = {
      grants: ofPlan(accounts.grants),
      milestones: ofPlan(accounts.milestones),
      metrics: ofPlan(accounts.metrics),
      tombstones: ofPlan(accounts.tombstones).length,
      oracleSets: ofPlan(accounts.oracleSets).length,
      governances: ofPlan(accounts.governances).length,
    };
    expectPlan(plan, tokens(chain, plan.vault), held, chain.now());
  }
  const deposits = read(sdk.decodeDeposit);
  for (const governance of accounts.governances) {
    expectVotes(
      world,
      governance,
      deposits.filter((deposit) => deposit.governance.equals(governance.address)),
    );
  }
  const votes = read(sdk.decodeVoteRecord);
  for (const proposal of read(sdk.decodeProposal)) {
    expectCast(world, proposal, sdk.votesOn(proposal, votes), deposits);
  }
}
