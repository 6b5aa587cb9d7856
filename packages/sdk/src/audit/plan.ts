/** Whether a plan keeps its promises, from what stands on the chain. */
import type { PublicKey } from '@solana/web3.js';
import { PROGRAM_ID } from '../program/idl';
import { median } from '../math';
import { milestoneClaimableAt, milestoneOwed, payoutAt } from '../preview/milestone';
import { claimableAt, vestedAt, type ClaimPreview } from '../preview/grant';
import type { Grant, Metric, Milestone, Plan, Voting } from '../state';
import { auditRecentGrants, auditDeposits, auditVotes } from './votes';

/** What is looked at; all of one moment. */
export interface AuditInput {
  readonly plan: Plan;
  /** Every live grant of the plan. */
  readonly grants: readonly Grant[];
  /** Every milestone of the plan. */
  readonly milestones: readonly Milestone[];
  /** Every metric of the plan. */
  readonly metrics: readonly Metric[];
  /** What is voted with and on; null, or left out, where the plan has no governance. */
  readonly voting?: Voting | null | undefined;
  /** What the vault holds, base units. */
  readonly vaultAmount: bigint;
  /** The chain's time, unix seconds. */
  readonly now: number;
}

/** One promise, and whether the chain keeps it. */
export interface Finding {
  /** Number of the promise in the README. */
  readonly promise: number;
  /** The promise in a sentence. */
  readonly says: string;
  readonly holds: boolean;
  /** What was compared, base units. */
  readonly figures: string;
}

/** The most that a grant can still be paid: all of it, or what had vested at its stop, less what was claimed. */
export function owed(plan: Plan, grant: Grant, now: number): bigint {
  const most = grant.status === 'settled' ? vestedAt(plan, grant, now) : grant.total;
  return most - grant.claimed;
}

/** Checks every promise that a snapshot can show. Those about order and time are kept by the program and its tests. */
export function auditPlan(input: AuditInput, programId = PROGRAM_ID): Finding[] {
  const { plan, grants, vaultAmount, now } = input;
  const due = plan.reserved + plan.withheld;
  const tranches = grantMilestones(input);
  const counts = `${grants.length} of ${plan.grantCount} grants, ${input.milestones.length} milestones`;
  const stillOwed =
    grants.reduce((sum, grant) => sum + owed(plan, grant, now), 0n) +
    tranches.reduce((sum, { grant, milestone }) => sum + milestoneOwed(plan, grant, milestone, now), 0n);
  const outOfOrder = [
    ...grants.filter((grant) => !inOrder(grant.claimed, grant.total, claimableAt(plan, grant, now))),
    ...tranches
      .filter(({ grant, milestone }) => {
        const { claimed, payout } = milestone;
        return !inOrder(claimed, payout, milestoneClaimableAt(plan, grant, milestone, now));
      })
      .map(({ grant }) => grant),
  ];
  const misjudged = tranches.filter((tranche) => !isPaidByItsMetric(tranche));
  const overWithheld = grants.filter(
    ({ withholdingBps, nextWithholding }) =>
      Math.max(withholdingBps, nextWithholding?.bps ?? 0) > plan.maxWithholdingBps,
  );
  const pauseLeft = Math.max(0, plan.claimsPausedUntilTs - now);
  return [
    {
      promise: 1,
      says: 'The vault covers everything that is owed.',
      holds: vaultAmount >= due,
      figures: `vault ${vaultAmount} >= reserved ${plan.reserved} + withheld ${plan.withheld}`,
    },
    {
      promise: 2,
      says: 'What is reserved is what the grants and milestones can still be paid.',
      holds:
        plan.reserved === stillOwed &&
        grants.length === plan.grantCount &&
        input.milestones.length === grants.reduce((sum, { milestones }) => sum + milestones.live, 0),
      figures: `reserved ${plan.reserved} = ${stillOwed} over ${counts}`,
    },
    {
      promise: 3,
      says: 'No grant was paid more than is vested and unlocked, and none vests more than its total.',
      holds: outOfOrder.length === 0,
      figures: outOfOrder.length === 0 ? `${grants.length} grants` : `broken by grants ${ids(outOfOrder)}`,
    },
    {
      promise: 4,
      says: "Nothing is withheld above the plan's maximum.",
      holds: overWithheld.length === 0 && plan.withheld <= (plan.claimed * BigInt(plan.maxWithholdingBps)) / BPS,
      figures: `withheld ${plan.withheld} of ${plan.claimed} claimed, maximum ${plan.maxWithholdingBps} bps`,
    },
    {
      promise: 5,
      says: 'Claims are stopped for 72 hours at most.',
      holds: pauseLeft <= MAX_PAUSE_SECS,
      figures: pauseLeft === 0 ? 'claims are open' : `claims open again in ${pauseLeft} s`,
    },
    ...votingFindings(input, programId),
    {
      promise: 8,
      says: 'Every milestone that pays does so by the final value of its metric, which distinct attestors reported.',
      holds: misjudged.length === 0,
      figures:
        misjudged.length === 0
          ? `${tranches.length} milestones on ${input.metrics.length} metrics`
          : `broken by milestones of grants ${ids(misjudged.map(({ grant }) => grant))}`,
    },
  ];
}

function votingFindings({ plan, grants, voting = null, now }: AuditInput, programId: PublicKey): Finding[] {
  if (voting === null) {
    const figures = plan.hasGovernance ? 'the plan has a governance, which was not looked at' : 'no governance';
    return [{ promise: 7, says: 'Every vote counts once.', holds: !plan.hasGovernance, figures }];
  }
  const owing = grants.map((grant) => ({ issuedTs: grant.issuedTs, owed: owed(plan, grant, now) }));
  const found = [
    auditDeposits(voting),
    auditRecentGrants(plan, owing),
    auditVotes(plan, voting, grants, now, programId),
  ];
  return found.map((comparison) => ({ promise: 7, ...comparison }));
}

const BPS = 10_000n;
const MAX_PAUSE_SECS = 72 * 3_600;

function inOrder(claimed: bigint, total: bigint, { vested, unlocked }: ClaimPreview): boolean {
  const ceiling = vested < unlocked ? vested : unlocked;
  return claimed <= ceiling && vested <= total;
}

/** A milestone with its grant and metric. */
interface GrantMilestone {
  readonly grant: Grant;
  readonly metric: Metric | undefined;
  readonly milestone: Milestone;
}

/** Milestones whose grant is among the live ones; the count of promise 2 tells if one is not. */
function grantMilestones({ grants, milestones, metrics }: AuditInput): GrantMilestone[] {
  if (milestones.length === 0) return [];
  const grantAt = new Map(grants.map((grant) => [grant.address.toBase58(), grant]));
  const metricAt = new Map(metrics.map((metric) => [metric.address.toBase58(), metric]));
  return milestones.flatMap((milestone) => {
    const grant = grantAt.get(milestone.grant.toBase58());
    return grant === undefined ? [] : { grant, metric: metricAt.get(milestone.metric.toBase58()), milestone };
  });
}

function isPaidByItsMetric({ metric, milestone }: GrantMilestone): boolean {
  if (milestone.payout === 0n) return true;
  if (metric?.status !== 'final' || metric.value === null) return false;
  const counted = metric.attestations.filter((said) => said.counted);
  const attestors = new Set(counted.map(({ attestor }) => attestor.toBase58()));
  const values = counted.map(({ value }) => value);
  return (
    attestors.size === counted.length &&
    median(values, metric.better) === metric.value &&
    payoutAt(milestone, metric, metric.value) === milestone.payout
  );
}

function ids(grants: readonly Grant[]): string {
  return [...new Set(grants.map(({ grantId }) => grantId))].join(', ');
}
