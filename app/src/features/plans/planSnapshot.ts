/** Everything of a plan, read at one moment, and what follows from it. */
import type { PublicKey } from '@solana/web3.js';
import {
  auditPlan,
  fetchAllGrants,
  fetchMetricsByPlan,
  fetchMilestonesByPlan,
  fetchPlan,
  fetchVaultAmount,
  fetchVoting,
  forecastOf,
  type AuditInput,
  type Finding,
  type Forecast,
} from '@tenure/sdk';
import { useMemo } from 'react';
import { fetchNow, useChain, useChainQuery, usePrefetch, type ChainAccess } from '@/shared/chain';

/** How far the forecast goes. */
const MONTHS = 48;
const POLL_MS = 60_000;
/** How often it is read again where somebody claimed or issued meanwhile. */
const TRIES = 3;

/** A plan with all that belongs to it. */
export type PlanSnapshot = AuditInput;

async function readOnce(chain: ChainAccess, address: PublicKey): Promise<PlanSnapshot & { changed: boolean }> {
  const { reader, programId } = chain;
  const [before, grants, now] = await Promise.all([
    fetchPlan(reader, address, programId),
    fetchAllGrants(reader, address, programId),
    fetchNow(chain),
  ]);
  const measures = before.metricCount > 0;
  const [milestones, metrics, voting] = await Promise.all([
    measures ? fetchMilestonesByPlan(reader, address, programId) : [],
    measures ? fetchMetricsByPlan(reader, address, programId) : [],
    before.hasGovernance ? fetchVoting(reader, before, programId) : null,
  ]);
  const [plan, vaultAmount] = await Promise.all([
    fetchPlan(reader, address, programId),
    fetchVaultAmount(reader, before),
  ]);
  const changed = plan.reserved !== before.reserved || plan.grantCount !== before.grantCount;
  return { plan, grants, milestones, metrics, voting, vaultAmount, now, changed };
}

async function fetchPlanSnapshot(chain: ChainAccess, address: PublicKey): Promise<PlanSnapshot> {
  let snapshot = await readOnce(chain, address);
  for (let tries = 1; snapshot.changed && tries < TRIES; tries += 1) snapshot = await readOnce(chain, address);
  return snapshot;
}

/** A plan with all that belongs to it. Many grants take a moment: what the plan's own account tells is read before. */
export function usePlanSnapshot(address: PublicKey) {
  return useChainQuery(keyOf(address), (chain) => fetchPlanSnapshot(chain, address), { every: POLL_MS });
}

/** Begins to read it while the plan's own account is read. */
export function usePrefetchedPlanSnapshot(address: PublicKey): void {
  usePrefetch(keyOf(address), (chain) => fetchPlanSnapshot(chain, address));
}

function keyOf(address: PublicKey): string[] {
  return ['plan-snapshot', address.toBase58()];
}

/** What vests in the coming months. */
export function useForecast({ plan, grants, milestones, now }: PlanSnapshot): Forecast {
  return useMemo(() => forecastOf({ plan, grants, milestones, now, months: MONTHS }), [plan, grants, milestones, now]);
}

/** What a snapshot shows of each promise. */
export function useFindings(snapshot: PlanSnapshot): readonly Finding[] {
  const { programId } = useChain();
  return useMemo(() => auditPlan(snapshot, programId), [snapshot, programId]);
}
