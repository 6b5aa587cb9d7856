import { useRouteError } from 'react-router';
import { Button, Empty } from '@/shared/ui';

/** Shown where a page failed in a way that it does not know: nothing of that reaches the chain. */
export function Crash() {
  const error = useRouteError();
  const message = error instanceof Error ? error.message : String(error);
  return (
    <Empty page title="This page failed" action={<Button onClick={() => location.reload()}>Reload</Button>}>
      {message}. Nothing was signed or sent. Reload the page; if it fails again, please report the words above.
    </Empty>
  );
}
