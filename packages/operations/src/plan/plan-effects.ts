/** What a simulated operation changes in a plan. */
import { decodePlan, type Plan } from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';
import { gained, grown, lastChange } from '../account-changes';
import type { Effect } from '../operation';
import type { OperationContext } from '../operation-context';

type Total = 'reserved' | 'allocated' | 'withheld' | 'forfeited';

/** By how much an operation changes each of a plan's totals, base units. */
export type PlanChange = Readonly<Record<Total | 'vault' | 'free', bigint>>;

/** Sums the changes over all transactions of an operation. */
function planChange({ programId }: OperationContext, plan: Plan, changes: readonly AccountChange[]): PlanChange {
  const by = (total: Total) =>
    grown(changes, plan.address, (account) => decodePlan(plan.address, account, programId)[total]);
  const reserved = by('reserved');
  const withheld = by('withheld');
  const vault = gained(changes, plan.vault);
  return {
    reserved,
    withheld,
    vault,
    allocated: by('allocated'),
    forfeited: by('forfeited'),
    free: vault - reserved - withheld,
  };
}

const NAMES = [
  ['vault', 'In the vault'],
  ['reserved', 'Owed to people'],
  ['withheld', 'Withheld for payroll'],
  ['free', 'Free in the vault'],
  ['allocated', 'Counted against the issue cap'],
] as const;

/** The totals that an operation changes, each as a line. */
export function planEffects(context: OperationContext, plan: Plan, changes: readonly AccountChange[]): Effect[] {
  const change = planChange(context, plan, changes);
  const text = (by: bigint) => `${by > 0n ? '+' : ''}${context.format.tokens(by, plan)}`;
  return NAMES.filter(([total]) => change[total] !== 0n).map(([total, label]) => ({
    label,
    value: text(change[total]),
  }));
}

/** The plan as a simulation leaves it. */
export function planAfter({ programId }: OperationContext, plan: Plan, changes: readonly AccountChange[]): Plan {
  const found = lastChange(changes, plan.address);
  return found === undefined ? plan : decodePlan(plan.address, found.after, programId);
}
