/** Reading how a plan's members vote. */
import { fetchGovernance, type Governance, type Plan } from '@tenure/sdk';
import { useChainQuery } from '@/shared/chain';

/** A plan's governance, whose rules never change; nothing is read where the plan has none. */
export function useGovernance(plan: Plan) {
  return useChainQuery(
    ['governance', plan.address.toBase58()],
    ({ reader, programId }): Promise<Governance | null> => fetchGovernance(reader, plan.address, programId),
    { enabled: plan.hasGovernance },
  );
}
