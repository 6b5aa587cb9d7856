/** A grant on its way to another wallet: pending, agreed to, refused; recovery of a lost one. */
import { useWallet } from '@solana/wallet-adapter-react';
import { acceptTransferOperation, rejectTransferOperation } from '@tenure/operations';
import { guardianAt, isStaleTransfer, type Transfer } from '@tenure/sdk';
import { leftText, type OpenHolding } from '@/entities/grant';
import { useOperationContext } from '@/entities/operations';
import { useTokenText } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { duration } from '@/shared/format';
import { SignedBy, useStartOperation } from '@/shared/transactions';
import { Address, Button, Card, CopyButton, Facts, Muted, Notice, Row, Time } from '@/shared/ui';
import forms from '@/shared/ui/fields.module.css';

/** The pending transfer, or how a recovery is proposed. */
export function Transfers({ holding, transfer }: { holding: OpenHolding; transfer: Transfer | null }) {
  return (
    <Card title="Another wallet">
      {transfer === null ? <Recover holding={holding} /> : <Pending holding={holding} transfer={transfer} />}
    </Card>
  );
}

function Pending({ holding, transfer }: { holding: OpenHolding; transfer: Transfer }) {
  const now = useNow(30);
  const start = useStartOperation();
  const operations = useOperationContext();
  const text = useTokenText();
  const { publicKey } = useWallet();
  const { plan, grant } = holding;
  const { authority } = plan;
  const { proposer, from, to, readyTs, expiresTs } = transfer;
  const recovery = !proposer.equals(from);
  const stale = isStaleTransfer(transfer, grant, plan, now);
  const ready = readyTs !== null && now >= readyTs;
  // The authority agrees to what a beneficiary proposes; its own proposals wait for the time that the plan says.
  const agreeing = recovery ? null : authority;
  // Who would lose the grant by a recovery is not offered to complete it.
  const loses = recovery && publicKey?.equals(from) === true;
  const accepter = stale || loses ? null : ready ? (publicKey ?? authority) : agreeing;
  return (
    <>
      {stale && (
        <Notice title="It can not be completed any more">
          Its time is over, the beneficiary has signed something since, or the grant or the authority has changed hands.
        </Notice>
      )}
      <Facts
        facts={[
          { name: 'To', value: <Address address={to} /> },
          { name: 'Proposed by', value: <Address address={proposer} /> },
          {
            name: 'Without the other side',
            value: readyTs === null ? 'never' : <Time ts={readyTs} precise now={now} />,
          },
          { name: 'At the latest', value: <Time ts={expiresTs} precise now={now} /> },
          {
            name: recovery ? 'The beneficiary would lose' : 'Given away',
            value: leftText(holding, now, text),
            strong: true,
          },
        ]}
      />
      <Row>
        <Button look="danger" onClick={() => start(rejectTransferOperation(operations, holding, authority, transfer))}>
          {recovery || stale ? 'Take it back' : 'Refuse'}
        </Button>
        {accepter !== null && (
          <Button onClick={() => start(acceptTransferOperation(operations, holding, accepter, transfer))}>
            Complete it
          </Button>
        )}
      </Row>
      <SignedBy signer={authority} name="the authority" />
    </>
  );
}

/** Two keys sign a recovery in one transaction, which a wallet in the browser can't: it is done on the command line. */
function Recover({ holding }: { holding: OpenHolding }) {
  const now = useNow(60);
  const { plan, grant } = holding;
  const { recoverySecs, authority } = plan;
  if (recoverySecs === 0) {
    return (
      <Muted>
        The plan promises that nobody moves a grant without the signature of its wallet, also where that is lost.
      </Muted>
    );
  }
  const guardian = guardianAt(plan, now);
  const command = `tenure grant recover ${plan.address.toBase58()}/${grant.grantId} --to WALLET --signer GUARDIAN.json`;
  return (
    <>
      <p>
        For a lost wallet. Authority and guardian sign together, so it is proposed on the command line; anybody can
        complete it {duration(recoverySecs)} later. The beneficiary can veto it until then, and any act that they sign
        ends it.
      </p>
      {guardian === null || guardian.equals(authority) ? (
        <Muted>
          It needs a guardian who is not the authority. Name one under Roles of the plan: they act after 7 days.
        </Muted>
      ) : (
        <p className={forms.hash}>
          <code>{command}</code> <CopyButton text={command} label="Copy the command" />
        </p>
      )}
    </>
  );
}
