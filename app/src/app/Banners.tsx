import { useNetworkProblem, useReach, useClusterChoice } from '@/shared/chain';
import { Button, Notice } from '@/shared/ui';

/** What is wrong with the network, above every page. */
export function Banners() {
  const { reach, retry } = useReach();
  const problem = useNetworkProblem();
  const { cluster } = useClusterChoice();
  return (
    <>
      {reach === 'down' && (
        <Notice tone="warn" title="The RPC server does not answer" action={<Button onClick={retry}>Try now</Button>}>
          What you see may be out of date. It is asked again every few seconds.
        </Notice>
      )}
      {problem === 'otherCluster' && (
        <Notice tone="bad" urgent title="Wrong network">
          The RPC server answers for another chain than {cluster.name}. Choose another cluster above; nothing can be signed
          here.
        </Notice>
      )}
      {problem === 'walletElsewhere' && (
        <Notice tone="bad" urgent title="Wrong network">
          The connected wallet does not work on {cluster.name}. Change its network, or connect another wallet; nothing can be
          signed here.
        </Notice>
      )}
    </>
  );
}
