/** Reading grants with everything that bears on what they pay. */
import type { PublicKey } from '@solana/web3.js';
import {
  fetchGrant,
  fetchGrantsByBeneficiary,
  fetchMetric,
  fetchMilestones,
  fetchTransfer,
  fetchTransfersFrom,
  transferAddress,
  StateError,
  type Grant,
  type Metric,
  type Milestone,
  type Plan,
  type Transfer,
} from '@tenure/sdk';
import { fetchPlans } from '@/entities/plan';
import { useChain, useChainQuery, useLive, type ChainAccess } from '@/shared/chain';

/** A milestone and the metric that decides it. */
export interface MilestoneWithMetric {
  readonly milestone: Milestone;
  readonly metric: Metric;
}

/** A grant, its plan and its milestones. */
export interface Holding {
  readonly plan: Plan;
  readonly grant: Grant;
  readonly milestones: readonly MilestoneWithMetric[];
}

const POLL_MS = 30_000;

async function fetchMilestonesWithMetrics(
  { reader, programId }: ChainAccess,
  grant: Grant,
): Promise<MilestoneWithMetric[]> {
  const milestones = await fetchMilestones(reader, grant, programId);
  return Promise.all(
    milestones.map(async (milestone) => ({
      milestone,
      metric: await fetchMetric(reader, milestone.metric, programId),
    })),
  );
}

/** Every live grant of a wallet. Errors: StateError. */
export async function fetchHoldings(chain: ChainAccess, beneficiary: PublicKey): Promise<Holding[]> {
  const grants = await fetchGrantsByBeneficiary(chain.reader, beneficiary, undefined, chain.programId);
  const plans = await fetchPlans(
    chain,
    grants.map(({ plan }) => plan),
  );
  return Promise.all(
    grants.map(async (grant) => {
      const plan = plans.get(grant.plan.toBase58());
      if (plan === undefined) throw new StateError('Missing', grant.plan, 'does not exist on this cluster.');
      return { plan, grant, milestones: await fetchMilestonesWithMetrics(chain, grant) };
    }),
  );
}

/** Every live grant of a wallet. */
export function useHoldings(beneficiary: PublicKey) {
  return useChainQuery(['holdings', beneficiary.toBase58()], (chain) => fetchHoldings(chain, beneficiary), {
    every: POLL_MS,
  });
}

/** One grant with its pending transfer. */
export type OpenHolding = Holding & { readonly transfer: Transfer | null };

/** A grant that somebody else wants to move. */
export type Recovery = Holding & { readonly transfer: Transfer };

function compareIds(a: Grant, b: Grant): number {
  return Number(a.grantId > b.grantId) - Number(a.grantId < b.grantId);
}

/** Every pending recovery of a wallet's grants, the most urgent first; some may be stale. Errors: StateError. */
async function fetchRecoveries(chain: ChainAccess, owner: PublicKey): Promise<Recovery[]> {
  const { reader, programId } = chain;
  const transfers = await fetchTransfersFrom(reader, owner, programId);
  const recoveries = transfers.filter(({ proposer, from }) => !proposer.equals(from));
  if (recoveries.length === 0) return [];
  const plans = await fetchPlans(
    chain,
    recoveries.map(({ plan }) => plan),
  );
  const found = await Promise.all(
    recoveries.map(async (transfer): Promise<Recovery[]> => {
      const plan = plans.get(transfer.plan.toBase58());
      const read = await fetchGrant(reader, transfer.grant, programId);
      if (plan === undefined || read.kind !== 'live') return [];
      return [{ plan, grant: read.grant, milestones: await fetchMilestonesWithMetrics(chain, read.grant), transfer }];
    }),
  );
  return found
    .flat()
    .sort((a, b) => (a.transfer.readyTs ?? 0) - (b.transfer.readyTs ?? 0) || compareIds(a.grant, b.grant));
}

/** Every pending recovery of a wallet's grants. */
export function useRecoveries(owner: PublicKey) {
  return useChainQuery(['recoveries', owner.toBase58()], (chain) => fetchRecoveries(chain, owner), { every: POLL_MS });
}

/** One grant, read again when it changes; null for one that was closed after it had paid everything. Errors: StateError. */
export function useHolding(address: PublicKey) {
  const key = ['grant', address.toBase58()];
  const { programId: program } = useChain();
  useLive([address, transferAddress(address, program)], key);
  return useChainQuery(
    key,
    async (chain): Promise<OpenHolding | null> => {
      const { reader, programId } = chain;
      const found = await fetchGrant(reader, address, programId);
      if (found.kind === 'missing') throw new StateError('Missing', address, 'does not exist on this cluster.');
      if (found.kind === 'closed') return null;
      const { grant } = found;
      const [plans, milestones, transfer] = await Promise.all([
        fetchPlans(chain, [grant.plan]),
        fetchMilestonesWithMetrics(chain, grant),
        fetchTransfer(reader, address, programId),
      ]);
      const plan = plans.get(grant.plan.toBase58());
      if (plan === undefined) throw new StateError('Missing', grant.plan, 'does not exist on this cluster.');
      return { plan, grant, milestones, transfer };
    },
    { every: POLL_MS },
  );
}
