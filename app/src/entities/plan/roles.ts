/** Who may do what in a plan, and the plans in which a wallet may do anything. */
import type { PublicKey } from '@solana/web3.js';
import { fetchPlansByHolder, fetchVaultAmount, surplusOf, type Plan, type Role } from '@tenure/sdk';
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
  pendingAuthority: { name: 'Next authority', may: 'Is offered the authority, and may accept it.' },
  operator: {
    name: 'Operator',
    may: 'Issues grants, up to its cap in any 24 hours. Good for a key that signs often.',
  },
  payroll: {
    name: 'Payroll',
    may: 'Sets what is withheld of claims, up to the plan’s maximum, and collects it.',
  },
  guardian: { name: 'Guardian', may: 'May pause claims for 72 hours at most, then not again for 7 days.' },
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

/** What a wallet is in a plan. */
export function heldBy(plan: Plan, wallet: PublicKey): Holder[] {
  return HOLDER_KEYS.filter((holder) => plan[holder]?.equals(wallet) === true);
}

/** Every plan in which a wallet holds a role, with its vault. */
export function usePlansRunBy(wallet: PublicKey) {
  return useChainQuery(
    ['plans-run-by', wallet.toBase58()],
    async ({ reader, programId }): Promise<FundedPlan[]> => {
      const plans = await fetchPlansByHolder(reader, wallet, programId);
      return Promise.all(
        plans.map(async (plan) => {
          const vaultAmount = await fetchVaultAmount(reader, plan);
          return { plan, vaultAmount, surplus: surplusOf(plan, vaultAmount) };
        }),
      );
    },
  );
}
