import { Outlet } from 'react-router';
import { useMaybeNow, useReach } from '@/shared/chain';
import { Button, Empty, Skeleton } from '@/shared/ui';

/** Pages that read the chain: shown once its time is known. */
export function ChainGate() {
  const known = useMaybeNow(86_400) !== undefined;
  const { reach, retry } = useReach();
  if (known) return <Outlet />;
  if (reach !== 'down') return <Skeleton lines={8} label="Asking the chain for its time" />;
  return (
    <Empty page title="The RPC server does not answer" action={<Button onClick={retry}>Try now</Button>}>
      Nothing can be read without it. It is asked again every few seconds; if this lasts, check your network, or choose
      another cluster above.
    </Empty>
  );
}
