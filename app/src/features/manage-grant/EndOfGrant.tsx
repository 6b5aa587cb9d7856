/** What is withheld of a grant's claims, and taking a grant out of the plan. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import { owed, payrollAt, withholdingAt } from '@tenure/sdk';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { useNow } from '@/shared/chain';
import { percent } from '@/shared/format';
import { useStartOperation } from '@/shared/transactions';
import { Button, Card, Facts, Muted, TextField, Time } from '@/shared/ui';
import styles from '../desk/desk.module.css';
import { share } from '../fields';
import { preferred, SignedBy } from '../Signing';
import { closeOperation, voidOperation, withholdingOperation, type Desk } from './operations';

/** What payroll keeps back of later claims. */
export function Withholding({ desk }: { desk: Desk }) {
  const now = useNow(5);
  const start = useStartOperation();
  const { plan, grant } = desk.holding;
  const { maxWithholdingBps } = plan;
  const payroll = payrollAt(plan, now);
  const counts = withholdingAt(grant, now);
  const schema = z.object({
    share: share.refine((bps) => bps <= maxWithholdingBps, `The plan promises at most ${percent(maxWithholdingBps)}.`),
  });
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { share: percent(counts).replace(' %', '') },
  });
  if (maxWithholdingBps === 0) return null;
  if (payroll === null) {
    return (
      <Card title="Withholding">
        <Muted>Nobody is payroll of this plan, so {percent(counts)} stays withheld of each claim.</Muted>
      </Card>
    );
  }
  return (
    <Card title="Withholding">
      <form
        noValidate
        className={styles.line}
        onSubmit={(event) =>
          void handleSubmit((typed) => start(withholdingOperation(desk, payroll, typed.share, counts)))(event)
        }
      >
        <TextField
          label="Withheld of later claims, %"
          hint={`Now ${percent(counts)}, at most ${percent(maxWithholdingBps)}. Less counts at once; more is announced and counts after 7 days at least.`}
          inputMode="decimal"
          error={formState.errors.share?.message}
          {...register('share')}
        />
        <Button type="submit">Set</Button>
      </form>
      <SignedBy signer={payroll} name="payroll" />
    </Card>
  );
}

function closingText(paidOut: boolean, milestones: number): string {
  if (!paidOut) return 'A grant can be closed once it has paid everything that it ever could.';
  if (milestones > 0)
    return 'Its schedule has paid everything. Its milestones have to be settled, claimed and closed first.';
  return 'It has paid everything that it ever could. Closing it returns its rent.';
}

/** Voiding a mistake, closing what is paid out. */
export function EndOfGrant({ desk }: { desk: Desk }) {
  const now = useNow(5);
  const start = useStartOperation();
  const { publicKey } = useWallet();
  const { plan, grant } = desk.holding;
  const windowEnds = grant.issuedTs + plan.voidSecs;
  const { live } = grant.milestones;
  const paidOut = (grant.status === 'settled' || grant.claimed === grant.total) && owed(plan, grant, now) === 0n;
  const closer = preferred(publicKey, [plan.authority, plan.operator, grant.beneficiary]);
  if (now < windowEnds) {
    return (
      <Card title="Void">
        <Facts facts={[{ name: 'Can be taken back until', value: <Time ts={windowEnds} precise now={now} /> }]} />
        <Muted>
          For a mistyped address or amount. Nothing can be claimed before then, and all of it returns to the plan.
        </Muted>
        {live > 0 && <Muted>Its milestones have to be voided and closed first.</Muted>}
        <Button look="danger" disabled={live > 0} onClick={() => start(voidOperation(desk))}>
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
          <Button onClick={() => start(closeOperation(desk, closer))}>Close the grant</Button>
          <SignedBy signer={closer} name="the authority" />
        </>
      )}
    </Card>
  );
}
