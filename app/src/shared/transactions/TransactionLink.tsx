import { useChain } from '@/shared/chain';
import { short } from '@/shared/format';
import { CopyButton } from '@/shared/ui';

/** A transaction, linked to the cluster's explorer where the host names one. */
export function TransactionLink({ signature }: { signature: string }) {
  const { cluster } = useChain();
  const address = cluster.explorer?.replace('{kind}', 'tx').replace('{id}', signature);
  return (
    <>
      {address === undefined ? (
        <code title={signature}>{short(signature)}</code>
      ) : (
        <a href={address} target="_blank" rel="noopener noreferrer">
          {short(signature)}
        </a>
      )}
      <CopyButton text={signature} label="Copy transaction signature" />
    </>
  );
}
