/** A grant on its way to another wallet: pending, agreed to, refused; recovery of a lost one. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import type { Transfer } from '@tenure/sdk';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { useNow } from '@/shared/chain';
import { useAct } from '@/shared/transactions';
import { Address, Button, Card, Facts, Muted, Row, TextField, Time } from '@/shared/ui';
import styles from '../desk/desk.module.css';
import { address } from '../fields';
import { SignedBy } from '../Signing';
import { acceptTransferAct, recoverAct, rejectTransferAct, type Desk } from './acts';

/** The pending transfer, or a way to propose a recovery. */
export function Transfers({ desk, transfer }: { desk: Desk; transfer: Transfer | null }) {
  const { authority } = desk.holding.plan;
  return (
    <Card title="Another wallet">
      {transfer === null ? <Recover desk={desk} /> : <Pending desk={desk} transfer={transfer} />}
      <SignedBy signer={authority} name="the authority" />
    </Card>
  );
}

function Pending({ desk, transfer }: { desk: Desk; transfer: Transfer }) {
  const now = useNow(30);
  const act = useAct();
  const { publicKey } = useWallet();
  const { authority } = desk.holding.plan;
  const { proposer, from, to, readyTs } = transfer;
  const recovery = !proposer.equals(from);
  const ready = readyTs !== null && now >= readyTs;
  // The authority agrees to what a beneficiary proposes; its own proposals wait for the other side, or for 30 days.
  const accepter = ready ? (publicKey ?? authority) : recovery ? null : authority;
  return (
    <>
      <Facts
        facts={[
          { name: 'To', value: <Address address={to} /> },
          { name: 'Proposed by', value: <Address address={proposer} /> },
          {
            name: 'Without the other side',
            value: readyTs === null ? 'never' : <Time ts={readyTs} precise now={now} />,
          },
        ]}
      />
      <Row>
        <Button look="danger" onClick={() => act(rejectTransferAct(desk, authority, transfer))}>
          {recovery ? 'Take it back' : 'Refuse'}
        </Button>
        {accepter !== null && (
          <Button onClick={() => act(acceptTransferAct(desk, accepter, transfer))}>Complete it</Button>
        )}
      </Row>
    </>
  );
}

function Recover({ desk }: { desk: Desk }) {
  const act = useAct();
  const own = desk.holding.grant.beneficiary;
  const to = address.refine((key) => !key.equals(own), 'The grant is at this wallet already.');
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(z.object({ to })),
    defaultValues: { to: '' },
  });
  return (
    <>
      <form
        noValidate
        className={styles.line}
        onSubmit={(event) => void handleSubmit((typed) => act(recoverAct(desk, typed.to)))(event)}
      >
        <TextField
          label="The beneficiary’s new wallet"
          error={formState.errors.to?.message}
          {...register('to')}
        />
        <Button type="submit">Propose</Button>
      </form>
      <Muted>
        For a lost wallet. The beneficiary has 30 days to veto it; after that anybody may complete it.
      </Muted>
    </>
  );
}
