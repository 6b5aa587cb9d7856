/** The plan that a path names as `:plan`. */
import type { PublicKey } from '@solana/web3.js';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { addressIn } from '@/entities/wallet';
import { describeError } from '@/shared/errors/describeError';
import { Empty, Failure, PageHead, Skeleton, Stack } from '@/shared/ui';
import { usePlan, type FundedPlan } from './plan';

/** Reads the plan of the path, and shows what is made of it. */
export function PlanOfPath({ children }: { children: (funded: FundedPlan) => ReactNode }) {
  const address = addressIn(useParams().plan);
  if (address === undefined) {
    return (
      <>
        <PageHead title="Plan" />
        <Empty title="This is no address">Check the link: a plan has a base58 address.</Empty>
      </>
    );
  }
  return <Loaded address={address}>{children}</Loaded>;
}

function Loaded({ address, children }: { address: PublicKey; children: (funded: FundedPlan) => ReactNode }) {
  const { data, error, refetch } = usePlan(address);
  const failure = error === null ? null : describeError(error);
  // It may have been closed while it was looked at.
  if (failure?.name === 'Closed') {
    return (
      <Stack>
        <PageHead title="Plan" />
        <Empty title="This plan is closed">
          It has paid all that it ever owed. Nothing of it is left, and its address is never used again.
        </Empty>
      </Stack>
    );
  }
  if (data !== undefined) return children(data);
  if (failure !== null) {
    return (
      <Stack>
        <PageHead title="Plan" />
        <Failure failure={failure} onRetry={() => void refetch()} />
      </Stack>
    );
  }
  return <Skeleton lines={10} label="Loading the plan" />;
}
