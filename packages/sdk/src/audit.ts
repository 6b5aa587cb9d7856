/** Whether a plan keeps its promises, from what stands on the chain. */
import { claimableAt, vestedAt } from './preview';
import type { Grant, Plan } from './state';

/** What is looked at; all of one moment. */
export interface AuditInput {
  readonly plan: Plan;
  /** Every live grant of the plan. */
  readonly grants: readonly Grant[];
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
export function auditPlan({ plan, grants, vaultAmount, now }: AuditInput): Finding[] {
  const due = plan.reserved + plan.withheld;
  const stillOwed = grants.reduce((sum, grant) => sum + owed(plan, grant, now), 0n);
  const outOfOrder = grants.filter((grant) => !inOrder(plan, grant, now));
  const overWithheld = grants.filter(({ withholdingBps }) => withholdingBps > plan.maxWithholdingBps);
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
      says: 'What is reserved is what the grants can still be paid.',
      holds: plan.reserved === stillOwed && grants.length === plan.grantCount,
      figures: `reserved ${plan.reserved} = ${stillOwed} over ${grants.length} of ${plan.grantCount} grants`,
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
  ];
}

const BPS = 10_000n;
const MAX_PAUSE_SECS = 72 * 3_600;

function inOrder(plan: Plan, grant: Grant, now: number): boolean {
  const { vested, unlocked } = claimableAt(plan, grant, now);
  const ceiling = vested < unlocked ? vested : unlocked;
  return grant.claimed <= ceiling && vested <= grant.total;
}

function ids(grants: readonly Grant[]): string {
  return grants.map(({ grantId }) => grantId).join(', ');
}
