/** The grant that a path names as `:grant`. */
import type { PublicKey } from '@solana/web3.js';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { addressIn } from '@/entities/wallet';
import { describeError } from '@/shared/errors/describeError';
import { Empty, Failure, PageHead, Skeleton, Stack } from '@/shared/ui';
import { useHolding, type OpenHolding } from './grant';

interface Props {
  /** What is shown where the grant was closed. */
  readonly gone: ReactNode;
  readonly children: (holding: OpenHolding) => ReactNode;
}

/** Reads the grant of the path, and shows what is made of it. */
export function GrantOfPath(props: Props) {
  const address = addressIn(useParams().grant);
  if (address === undefined) {
    return (
      <Empty page title="This is no address">
        Check the link: a grant has a base58 address.
      </Empty>
    );
  }
  return <Loaded address={address} {...props} />;
}

function Loaded({ address, gone, children }: Props & { address: PublicKey }) {
  const { data, error, refetch } = useHolding(address);
  const failure = error === null ? null : describeError(error);
  // A grant of a sealed plan leaves nothing behind.
  if (data === null || (data !== undefined && failure?.name === 'Missing')) return gone;
  if (data !== undefined) return children(data);
  if (failure !== null) {
    return (
      <Stack>
        <PageHead title="Grant" />
        <Failure failure={failure} onRetry={() => void refetch()} />
      </Stack>
    );
  }
  return <Skeleton lines={10} label="Loading the grant" />;
}
