/** On every page: that somebody wants to move a grant of the connected wallet to another one. */
import type { PublicKey } from '@solana/web3.js';
import { rejectTransferOperation } from '@tenure/operations';
import { isStaleTransfer } from '@tenure/sdk';
import { Link } from 'react-router';
import { leftText, useRecoveries, type Recovery } from '@/entities/grant';
import { useOperationContext } from '@/entities/operations';
import { useTokenText } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { useStartOperation } from '@/shared/transactions';
import { Address, Button, Notice, Time } from '@/shared/ui';

/** One notice for each recovery that can still be completed; nothing where there is none. */
export function RecoveryBanner({ owner }: { owner: PublicKey }) {
  const now = useNow(30);
  const { data, error, refetch } = useRecoveries(owner);
  if (data === undefined) {
    if (error === null) return null;
    return (
      <Notice
        tone="warn"
        title="Recoveries could not be read"
        action={<Button onClick={() => void refetch()}>Try again</Button>}
      >
        So it is not known here whether somebody wants to move a grant of yours to another wallet.
      </Notice>
    );
  }
  return data
    .filter(({ plan, grant, transfer }) => !isStaleTransfer(transfer, grant, plan, now))
    .map((recovery) => <Pending key={recovery.grant.address.toBase58()} recovery={recovery} now={now} />);
}

function Pending({ recovery, now }: { recovery: Recovery; now: number }) {
  const operations = useOperationContext();
  const start = useStartOperation();
  const text = useTokenText();
  const { plan, grant, transfer } = recovery;
  const { to, readyTs, expiresTs } = transfer;
  const ready = readyTs === null || now >= readyTs;
  return (
    <Notice
      tone="bad"
      urgent
      title={`Somebody wants to move your grant ${grant.grantId} to another wallet`}
      action={
        <Button
          look="danger"
          aria-label={`Veto the recovery of grant ${grant.grantId}`}
          onClick={() => start(rejectTransferOperation(operations, recovery, grant.beneficiary, transfer))}
        >
          Veto
        </Button>
      }
    >
      Authority and guardian of plan {plan.planId.toString()} say that your wallet is lost, and propose{' '}
      <Address address={to} />.{' '}
      {ready ? (
        <>
          Anybody can complete that now, until <Time ts={expiresTs} precise now={now} />.
        </>
      ) : (
        <>
          If you do nothing, anybody can complete that from <Time ts={readyTs} precise now={now} />.
        </>
      )}{' '}
      You would lose {leftText(recovery, now, text)}. Veto it, or sign anything else with this grant, such as a{' '}
      <Link to={`/grants/${grant.address.toBase58()}`}>claim</Link>: that ends it too.
    </Notice>
  );
}
