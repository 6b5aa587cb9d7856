/** Taking a grant out of the plan. */
import { useWallet } from '@solana/wallet-adapter-react';
import { closeGrantOperation, voidGrantOperation } from '@tenure/operations';
import { owed } from '@tenure/sdk';
import type { OpenHolding } from '@/entities/grant';
import { useOperationContext } from '@/entities/operations';
import { useNow } from '@/shared/chain';
import { preferredSigner, SignedBy, useStartOperation } from '@/shared/transactions';
import { Button, Card, Facts, Muted, Time } from '@/shared/ui';

function closingText(paidOut: boolean, milestones: number): string {
  if (!paidOut) return 'A grant can be closed once it has paid everything that it ever could.';
  if (milestones > 0)
    return 'Its schedule has paid everything. Its milestones have to be settled, claimed and closed first.';
  return 'It has paid everything that it ever could. Closing it returns its rent.';
}

/** Voiding a mistake, closing what is paid out. */
export function EndOfGrant({ holding }: { holding: OpenHolding }) {
  const now = useNow(5);
  const start = useStartOperation();
  const operations = useOperationContext();
  const { publicKey } = useWallet();
  const { plan, grant } = holding;
  const windowEnds = grant.issuedTs + plan.voidSecs;
  const { live } = grant.milestones;
  const paidOut = (grant.status === 'settled' || grant.claimed === grant.total) && owed(plan, grant, now) === 0n;
  const closer = preferredSigner(publicKey, [plan.authority, plan.operator, grant.beneficiary]);
  if (now < windowEnds) {
    return (
      <Card title="Void">
        <Facts facts={[{ name: 'Can be taken back until', value: <Time ts={windowEnds} precise now={now} /> }]} />
        <Muted>
          For a mistyped address or amount. Nothing can be claimed before then, and all of it returns to the plan.
        </Muted>
        {live > 0 && <Muted>Its milestones have to be voided and closed first.</Muted>}
        <Button look="danger" disabled={live > 0} onClick={() => start(voidGrantOperation(operations, holding))}>
          Void the grant
        </Button>
        <SignedBy signer={plan.authority} name="the authority" />
      </Card>
    );
  }
  return (
    <Card title="Close">
      <Muted>{closingText(paidOut, live)}</Muted>
      {paidOut && live === 0 && (
        <>
          <Button onClick={() => start(closeGrantOperation(operations, holding, closer))}>Close the grant</Button>
          <SignedBy signer={closer} name="the authority" />
        </>
      )}
    </Card>
  );
}
