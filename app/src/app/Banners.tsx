import { useWallet } from '@solana/wallet-adapter-react';
import { lazy, Suspense } from 'react';
import { useClusterChoice, useMaybeNow, useNetworkProblem, useReach } from '@/shared/chain';
import { Button, Notice } from '@/shared/ui';

/** Loaded where a wallet is connected: it reads the program, which the first page doesn't. */
const RecoveryBanner = lazy(async () => ({
  default: (await import('@/features/grants/RecoveryBanner')).RecoveryBanner,
}));

/** What is wrong with the network, and what is about to be taken from the connected wallet, above every page. */
export function Banners() {
  const { reach, retry } = useReach();
  const problem = useNetworkProblem();
  const { cluster } = useClusterChoice();
  const { publicKey } = useWallet();
  const timeIsKnown = useMaybeNow(86_400) !== undefined;
  return (
    <>
      {reach === 'down' && (
        <Notice tone="warn" title="The RPC server does not answer" action={<Button onClick={retry}>Try now</Button>}>
          What you see may be out of date. It is asked again every few seconds.
        </Notice>
      )}
      {problem === 'otherCluster' && (
        <Notice tone="bad" urgent title="Wrong network">
          The RPC server answers for another chain than {cluster.name}. Choose another cluster above; nothing can be
          signed here.
        </Notice>
      )}
      {problem === 'walletElsewhere' && (
        <Notice tone="bad" urgent title="Wrong network">
          The connected wallet does not work on {cluster.name}. Change its network, or connect another wallet; nothing
          can be signed here.
        </Notice>
      )}
      {publicKey !== null && timeIsKnown && (
        <Suspense fallback={null}>
          <RecoveryBanner key={publicKey.toBase58()} owner={publicKey} />
        </Suspense>
      )}
    </>
  );
}
