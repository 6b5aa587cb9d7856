/** What the beneficiary decides: who may send claims, and handing the grant on. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import { PublicKey } from '@solana/web3.js';
import {
  acceptTransferOperation,
  proposeTransferOperation,
  rejectTransferOperation,
  setAutoClaimOperation,
} from '@tenure/operations';
import { isStaleTransfer, type Transfer } from '@tenure/sdk';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { leftText, type Holding } from '@/entities/grant';
import { useOperationContext } from '@/entities/operations';
import { useTokenText } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { useStartOperation } from '@/shared/transactions';
import { Address, Button, Card, Facts, Muted, Notice, Row, Switch, TextField, Time } from '@/shared/ui';

/** A grant's switches, for its beneficiary; the pending transfer is shown to everybody. */
export function GrantSettings({ holding, transfer }: { holding: Holding; transfer: Transfer | null }) {
  const { publicKey } = useWallet();
  const own = publicKey?.equals(holding.grant.beneficiary) === true;
  return (
    <>
      {own && <AutoClaim holding={holding} />}
      {transfer !== null && <Pending holding={holding} transfer={transfer} />}
      {own && transfer === null && holding.plan.transferRule !== 'forbidden' && <Propose holding={holding} />}
    </>
  );
}

function AutoClaim({ holding }: { holding: Holding }) {
  const operations = useOperationContext();
  const start = useStartOperation();
  return (
    <Card title="Who may send your claims">
      <Switch
        label="Others may send my claims"
        hint="A keeper or your employer can then claim for you. The tokens go to your own account in any case. Claims also take weight from your votes."
        checked={holding.grant.autoClaim}
        onChange={(enabled) => start(setAutoClaimOperation(operations, holding, enabled))}
      />
    </Card>
  );
}

function Pending({ holding, transfer }: { holding: Holding; transfer: Transfer }) {
  const now = useNow(30);
  const operations = useOperationContext();
  const start = useStartOperation();
  const text = useTokenText();
  const { publicKey } = useWallet();
  const { plan, grant } = holding;
  const { proposer, from, to, readyTs, expiresTs } = transfer;
  const recovery = !proposer.equals(from);
  const stale = isStaleTransfer(transfer, grant, plan, now);
  const own = publicKey?.equals(grant.beneficiary) === true;
  const parties = [grant.beneficiary, proposer, plan.authority];
  const party = publicKey === null ? undefined : parties.find((key) => key.equals(publicKey));
  return (
    <Card title={recovery ? 'Recovery to another wallet' : 'Transfer to another wallet'}>
      {stale ? (
        <Notice title="It can not be completed any more">
          Its time is over, the beneficiary has signed something since, or the grant or the authority has changed hands.
        </Notice>
      ) : (
        recovery && (
          <Notice tone="warn" title="Not you?">
            Authority and guardian propose this because a wallet was lost. If yours was not, veto it or claim: whatever
            you sign with this grant ends it.
          </Notice>
        )
      )}
      <Facts
        facts={[
          { name: 'From', value: <Address address={from} /> },
          { name: 'To', value: <Address address={to} /> },
          { name: 'Proposed by', value: <Address address={proposer} /> },
          {
            name: 'Without the other side',
            value: readyTs === null ? 'never' : <Time ts={readyTs} precise now={now} />,
          },
          { name: 'At the latest', value: <Time ts={expiresTs} precise now={now} /> },
          { name: own ? 'You would give away' : 'Goes with it', value: leftText(holding, now, text), strong: true },
        ]}
      />
      <Row>
        {party !== undefined && (
          <Button look="danger" onClick={() => start(rejectTransferOperation(operations, holding, party, transfer))}>
            {party.equals(proposer) ? 'Take it back' : stale ? 'Remove it' : own ? 'Veto' : 'Refuse'}
          </Button>
        )}
        {!stale && <Complete holding={holding} transfer={transfer} now={now} />}
      </Row>
    </Card>
  );
}

/** Completing a transfer: by the authority where the beneficiary proposed it, by anybody once it is ready. */
function Complete({ holding, transfer, now }: { holding: Holding; transfer: Transfer; now: number }) {
  const operations = useOperationContext();
  const start = useStartOperation();
  const { publicKey } = useWallet();
  const { proposer, from, readyTs } = transfer;
  const recovery = !proposer.equals(from);
  if (publicKey === null) return null;
  // Who would lose the grant by a recovery is offered the veto alone.
  if (recovery && publicKey.equals(from)) return null;
  const ready = readyTs !== null && now >= readyTs;
  const agrees = !recovery && publicKey.equals(holding.plan.authority);
  if (!ready && !agrees) return null;
  return (
    <Button onClick={() => start(acceptTransferOperation(operations, holding, publicKey, transfer))}>
      Complete it
    </Button>
  );
}

function isAddress(text: string): boolean {
  try {
    return new PublicKey(text).toBase58() === text;
  } catch {
    return false;
  }
}

function Propose({ holding }: { holding: Holding }) {
  const operations = useOperationContext();
  const start = useStartOperation();
  const own = holding.grant.beneficiary.toBase58();
  const schema = z.object({
    to: z
      .string()
      .trim()
      .refine(isAddress, 'Give the address of a wallet in base58, such as one copied from it.')
      .refine((text) => text !== own, 'The grant is at this wallet already.'),
  });
  const { register, handleSubmit, formState } = useForm({ resolver: zodResolver(schema), defaultValues: { to: '' } });
  return (
    <Card title="Hand this grant to another wallet">
      <form
        noValidate
        onSubmit={(event) =>
          void handleSubmit(({ to }) => start(proposeTransferOperation(operations, holding, new PublicKey(to))))(event)
        }
      >
        <Row>
          <TextField label="New wallet" error={formState.errors.to?.message} {...register('to')} />
          <Button type="submit">Propose</Button>
        </Row>
      </form>
      <Muted>
        {holding.plan.transferRule === 'withConsent'
          ? 'The authority has to agree. You can take the proposal back until then.'
          : 'You can take the proposal back until it is completed.'}
      </Muted>
    </Card>
  );
}
