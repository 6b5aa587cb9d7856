import { claimOperation, type ClaimHolding } from '@tenure/operations';
import type { Holding } from '@/entities/grant';
import { useOperationContext } from '@/entities/operations';
import { useStartOperation } from '@/shared/transactions';

function claimHolding({ plan, grant, milestones }: Holding): ClaimHolding {
  return { plan, grant, milestones: milestones.map(({ milestone }) => milestone) };
}

/** Opens the review of a claim of everything that some grants pay; `reread` reads the same grants again. */
export function useStartClaim(): (
  title: string,
  holdings: readonly Holding[],
  reread: () => Promise<readonly Holding[]>,
) => void {
  const operations = useOperationContext();
  const start = useStartOperation();
  return (title, holdings, reread) => {
    const again = async () => (await reread()).map(claimHolding);
    start(claimOperation(operations, title, holdings.map(claimHolding), again));
  };
}
