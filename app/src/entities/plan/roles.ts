/** Who may do what in a plan, and the plans in which a wallet may do anything. */
import type { PublicKey } from '@solana/web3.js';
import {
  fetchPlansByHolder,
  fetchVaultAmount,
  guardianAt,
  payrollAt,
  surplusOf,
  type Plan,
  type Role,
  type RoleChange,
} from '@tenure/sdk';
import { useChainQuery } from '@/shared/chain';
import type { FundedPlan } from './plan';

/** A key that may act on a plan: the authority, who it is offered to, or a role that the authority gives. */
export type Holder = 'authority' | 'pendingAuthority' | Role;

/** The holders in words, and what each may do. */
export const HOLDERS: Readonly<Record<Holder, { readonly name: string; readonly may: string }>> = {
  authority: {
    name: 'Authority',
    may: 'Withdraws what is owed to nobody, ends, pauses and accelerates grants, hands out the roles. May be a multisig or a DAO.',
  },
  pendingAuthority: { name: 'Next authority', may: 'Is offered the authority, and may accept it for 30 days.' },
  operator: {
    name: 'Operator',
    may: 'Issues grants, up to its cap in any 24 hours. Good for a key that signs often.',
  },
  payroll: {
    name: 'Payroll',
    may: 'Sets what is withheld of claims, up to the plan’s maximum, and collects it. A higher share is announced 7 days ahead.',
  },
  guardian: {
    name: 'Guardian',
    may: 'May pause claims for 72 hours at most, then not again for 7 days. Signs beside the authority where a lost wallet is replaced.',
  },
  accelerationAuthority: { name: 'Acceleration authority', may: 'May release grants early, nothing else.' },
};

/** In the order in which they are shown. */
export const HOLDER_KEYS: readonly Holder[] = [
  'authority',
  'pendingAuthority',
  'operator',
  'payroll',
  'guardian',
  'accelerationAuthority',
];

/** Who holds a role at a time, unix seconds; null for nobody. */
export function holderAt(plan: Plan, holder: Holder, now: number): PublicKey | null {
  switch (holder) {
    case 'payroll':
      return payrollAt(plan, now);
    case 'guardian':
      return guardianAt(plan, now);
    case 'pendingAuthority':
      return now > plan.pendingAuthorityUntilTs ? null : plan.pendingAuthority;
    case 'authority':
    case 'operator':
    case 'accelerationAuthority':
      return plan[holder];
  }
}

/** Who is announced for a role, and from when; null for nobody, and once their time has come. */
export function announcedHolder({ nextPayroll, nextGuardian }: Plan, holder: Holder, now: number): RoleChange | null {
  const next = holder === 'payroll' ? nextPayroll : holder === 'guardian' ? nextGuardian : null;
  return next === null || now >= next.fromTs ? null : next;
}

/** What a wallet is in a plan at a time. */
export function heldBy(plan: Plan, wallet: PublicKey, now: number): Holder[] {
  return HOLDER_KEYS.filter((holder) => holderAt(plan, holder, now)?.equals(wallet) === true);
}

/** What a wallet is announced for in a plan. */
export function announcedFor(plan: Plan, wallet: PublicKey, now: number): Holder[] {
  return HOLDER_KEYS.filter((holder) => announcedHolder(plan, holder, now)?.holder.equals(wallet) === true);
}

/** Every plan in which a wallet holds a role, is to, or did until an announced holder took over; with its vault. */
export function usePlansRunBy(wallet: PublicKey) {
  return useChainQuery(['plans-run-by', wallet.toBase58()], async ({ reader, programId }): Promise<FundedPlan[]> => {
    const plans = await fetchPlansByHolder(reader, wallet, programId);
    return Promise.all(
      plans.map(async (plan) => {
        const vaultAmount = await fetchVaultAmount(reader, plan);
        return { plan, vaultAmount, surplus: surplusOf(plan, vaultAmount) };
      }),
    );
  });
}
