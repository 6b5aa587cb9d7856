/** What the beneficiary decides: who may send claims, and handing the grant on. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import { PublicKey } from '@solana/web3.js';
import type { Transfer } from '@tenure/sdk';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import type { Holding } from '@/entities/grant';
import { useChain, useNow } from '@/shared/chain';
import { useAct } from '@/shared/transactions';
import { Address, Button, Card, Facts, Muted, Notice, Row, Switch, TextField, Time } from '@/shared/ui';
import { acceptTransferAct, autoClaimAct, proposeTransferAct, rejectTransferAct } from './acts';

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
  const chain = useChain();
  const act = useAct();
  return (
    <Card title="Who may send your claims">
      <Switch
        label="Others may send my claims"
        hint="A keeper or your employer can then claim for you. The tokens go to your own account in any case. Claims also take weight from your votes."
        checked={holding.grant.autoClaim}
        onChange={(enabled) => act(autoClaimAct(chain, holding, enabled))}
      />
    </Card>
  );
}

function Pending({ holding, transfer }: { holding: Holding; transfer: Transfer }) {
  const now = useNow(30);
  const chain = useChain();
  const act = useAct();
  const { publicKey } = useWallet();
  const { plan, grant } = holding;
  const { proposer, from, to, readyTs } = transfer;
  const recovery = !proposer.equals(from);
  const parties = [grant.beneficiary, proposer, plan.authority];
  const party = publicKey === null ? undefined : parties.find((key) => key.equals(publicKey));
  const ready = readyTs !== null && now >= readyTs;
  const other = recovery ? from : plan.authority;
  const accepter = ready ? publicKey : publicKey?.equals(other) === true ? other : null;
  return (
    <Card title={recovery ? 'Recovery to another wallet' : 'Transfer to another wallet'}>
      {recovery && (
        <Notice tone="warn" title="Not you?">
          The authority proposes this because a wallet was lost. If yours was not, veto it.
        </Notice>
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
        ]}
      />
      <Row>
        {party !== undefined && (
          <Button look="danger" onClick={() => act(rejectTransferAct(chain, holding, party, transfer))}>
            {party.equals(proposer) ? 'Take it back' : 'Veto'}
          </Button>
        )}
        {accepter !== null && (
          <Button onClick={() => act(acceptTransferAct(chain, holding, accepter, transfer))}>Complete it</Button>
        )}
      </Row>
    </Card>
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
  const chain = useChain();
  const act = useAct();
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
          void handleSubmit(({ to }) => act(proposeTransferAct(chain, holding, new PublicKey(to))))(event)
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
