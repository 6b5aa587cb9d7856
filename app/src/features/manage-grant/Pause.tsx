/** Pausing a grant, and releasing it early. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import { endTs, stopTs } from '@tenure/sdk';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { Amount } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { duration } from '@/shared/format';
import { useStartOperation } from '@/shared/transactions';
import { Button, Card, Facts, Muted, TextField, Time } from '@/shared/ui';
import styles from '../desk/desk.module.css';
import { days, share } from '../fields';
import { preferred, SignedBy } from '../Signing';
import { accelerateOperation, pauseOperation, resumeOperation, type Desk } from './operations';
import { pauseLeft, previewAcceleration, previewPauseEnd } from './preview';

const DAY = 86_400;

/** A pause by the authority alone. */
export function Pause({ desk }: { desk: Desk }) {
  const now = useNow(5);
  const start = useStartOperation();
  const { plan, grant } = desk.holding;
  const left = pauseLeft(plan, grant, now);
  const ends = grant.statusTs + grant.pauseLimitSecs;
  const paused = grant.status === 'pausedByAuthority' || grant.status === 'pausedByConsent';
  return (
    <Card title="Pause">
      {stopTs(grant) !== null ? (
        <Muted>A grant that ends can not be paused.</Muted>
      ) : endTs(grant) <= now ? (
        <Muted>Everything has vested: there is nothing left to pause.</Muted>
      ) : paused ? (
        <>
          <Facts
            facts={[
              { name: 'Stands still since', value: <Time ts={grant.statusTs} precise /> },
              {
                name: now < ends ? 'Goes on at the latest' : 'Went on',
                value: <Time ts={ends} precise now={now} />,
              },
            ]}
          />
          <Button onClick={() => start(resumeOperation(desk))}>{now < ends ? 'Resume now' : 'Book the pause'}</Button>
        </>
      ) : left < DAY ? (
        <Muted>The plan leaves no whole day for pauses without the beneficiary’s signature.</Muted>
      ) : (
        <PauseForm desk={desk} left={left} />
      )}
      <SignedBy signer={plan.authority} name="the authority" />
    </Card>
  );
}

function PauseForm({ desk, left }: { desk: Desk; left: number }) {
  const now = useNow(60);
  const start = useStartOperation();
  const { grant } = desk.holding;
  const span = days(left).refine((secs) => secs > 0, 'Give at least 1 day.');
  const { register, handleSubmit, formState, control } = useForm({
    resolver: zodResolver(z.object({ days: span })),
    defaultValues: { days: '30' },
  });
  const typed = span.safeParse(useWatch({ control, name: 'days' })).data;
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => void handleSubmit((value) => start(pauseOperation(desk, value.days)))(event)}
    >
      <div className={styles.line}>
        <TextField
          label="Days"
          hint={`The authority alone may pause for ${duration(left)} more. What has vested stays claimable.`}
          inputMode="numeric"
          error={formState.errors.days?.message}
          {...register('days')}
        />
        <Button type="submit">Pause</Button>
      </div>
      {typed !== undefined && (
        <Facts
          facts={[
            { name: 'All vested by, now', value: <Time ts={endTs(grant)} /> },
            { name: 'Afterwards', value: <Time ts={previewPauseEnd(grant, typed, now)} /> },
          ]}
        />
      )}
    </form>
  );
}

/** An early release of one grant. */
export function Accelerate({ desk }: { desk: Desk }) {
  const now = useNow(5);
  const start = useStartOperation();
  const { publicKey } = useWallet();
  const { plan, grant } = desk.holding;
  const { authority, accelerationAuthority } = plan;
  const accelerator = preferred(publicKey, [authority, accelerationAuthority]);
  const bps = share.refine((value) => value > 0, 'Give a share above zero.');
  const { register, handleSubmit, formState, control } = useForm({
    resolver: zodResolver(z.object({ share: bps })),
    defaultValues: { share: '' },
  });
  const typed = bps.safeParse(useWatch({ control, name: 'share' })).data;
  const stop = stopTs(grant);
  if ((stop !== null && now >= stop) || endTs(grant) <= now) return null;
  return (
    <Card title="Release early">
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) =>
          void handleSubmit((value) => start(accelerateOperation(desk, accelerator, value.share)))(event)
        }
      >
        <div className={styles.line}>
          <TextField
            label="Share of the unvested, %"
            hint="Vests at once, and can not be taken back."
            inputMode="decimal"
            error={formState.errors.share?.message}
            {...register('share')}
          />
          <Button type="submit">Release</Button>
        </div>
        {typed !== undefined && (
          <Facts
            facts={[
              {
                name: 'Vests at once',
                value: <Amount baseUnits={previewAcceleration(plan, grant, typed, now)} token={plan} />,
                strong: true,
              },
            ]}
          />
        )}
      </form>
      <SignedBy
        signer={accelerator}
        name={accelerationAuthority?.equals(accelerator) === true ? 'the acceleration authority' : 'the authority'}
      />
    </Card>
  );
}
