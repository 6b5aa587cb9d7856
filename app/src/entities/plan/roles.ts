/** Who may do what in a plan, and the plans in which a wallet may do anything. */
import type { PublicKey } from '@solana/web3.js';
import { HOLDER_NAMES } from '@tenure/operations';
import {
  announcedHolder,
  fetchPlansByHolder,
  fetchVaultAmount,
  holderAt,
  surplusOf,
  type Holder,
  type Plan,
} from '@tenure/sdk';
import { useChainQuery } from '@/shared/chain';
import type { FundedPlan } from './plan';

/** The holders in words, and what each may do. */
export const HOLDERS: Readonly<Record<Holder, { readonly name: string; readonly may: string }>> = {
  authority: {
    name: HOLDER_NAMES.authority,
    may: 'Withdraws what is owed to nobody, ends, pauses and accelerates grants, hands out the roles. May be a multisig or a DAO.',
  },
  pendingAuthority: {
    name: HOLDER_NAMES.pendingAuthority,
    may: 'Is offered the authority, and may accept it for 30 days.',
  },
  operator: {
    name: HOLDER_NAMES.operator,
    may: 'Issues grants, up to its cap in any 24 hours. Good for a key that signs often.',
  },
  payroll: {
    name: HOLDER_NAMES.payroll,
    may: 'Sets what is withheld of claims, up to the plan’s maximum, and collects it. A higher share is announced 7 days ahead.',
  },
  guardian: {
    name: HOLDER_NAMES.guardian,
    may: 'May pause claims for 72 hours at most, then not again for 7 days. Signs beside the authority where a lost wallet is replaced.',
  },
  accelerationAuthority: { name: HOLDER_NAMES.accelerationAuthority, may: 'May release grants early, nothing else.' },
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
