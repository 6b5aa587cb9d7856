/** What a simulated operation changes in a plan's totals. */
import { gained, grown, type Effect } from '@tenure/operations';
import { decodePlan, type Plan } from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';
import type { PublicKey } from '@solana/web3.js';
import type { TokenText } from '@/entities/token';

type Total = 'reserved' | 'allocated' | 'withheld' | 'forfeited';

/** By how much an operation changes each of a plan's totals, base units. */
export type PlanChange = Readonly<Record<Total | 'vault' | 'free', bigint>>;

/** Sums the changes over all transactions of an operation. */
function planChange(plan: Plan, changes: readonly AccountChange[], programId: PublicKey): PlanChange {
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

function signed(change: bigint, plan: Plan, text: TokenText): string {
  return change > 0n ? `+${text(change, plan)}` : text(change, plan);
}

const NAMES = [
  ['vault', 'In the vault'],
  ['reserved', 'Owed to people'],
  ['withheld', 'Withheld for payroll'],
  ['free', 'Free in the vault'],
  ['allocated', 'Counted against the issue cap'],
] as const;

/** The totals that an operation changes, each as a line. */
export function planEffects(
  plan: Plan,
  changes: readonly AccountChange[],
  programId: PublicKey,
  text: TokenText,
): Effect[] {
  const change = planChange(plan, changes, programId);
  return NAMES.filter(([total]) => change[total] !== 0n).map(([total, label]) => ({
    label,
    value: signed(change[total], plan, text),
  }));
}
