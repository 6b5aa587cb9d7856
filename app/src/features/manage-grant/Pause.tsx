/** Pausing a grant. */
import { zodResolver } from '@hookform/resolvers/zod';
import { pauseGrantOperation, resumeGrantOperation } from '@tenure/operations';
import { endTs, stopTs } from '@tenure/sdk';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { days } from '@/entities/fields';
import type { OpenHolding } from '@/entities/grant';
import { useOperationContext } from '@/entities/operations';
import { useNow } from '@/shared/chain';
import { duration } from '@/shared/format';
import { SignedBy, useStartOperation } from '@/shared/transactions';
import { Button, Card, Facts, Muted, TextField, Time } from '@/shared/ui';
import styles from '@/shared/ui/fields.module.css';
import { pauseLeft, previewPauseEnd } from './preview';

const DAY = 86_400;

/** A pause by the authority alone. */
export function Pause({ holding }: { holding: OpenHolding }) {
  const now = useNow(5);
  const start = useStartOperation();
  const operations = useOperationContext();
  const { plan, grant } = holding;
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
          <Button onClick={() => start(resumeGrantOperation(operations, holding))}>
            {now < ends ? 'Resume now' : 'Book the pause'}
          </Button>
        </>
      ) : left < DAY ? (
        <Muted>The plan leaves no whole day for pauses without the beneficiary’s signature.</Muted>
      ) : (
        <PauseForm holding={holding} left={left} />
      )}
      <SignedBy signer={plan.authority} name="the authority" />
    </Card>
  );
}

function PauseForm({ holding, left }: { holding: OpenHolding; left: number }) {
  const now = useNow(60);
  const start = useStartOperation();
  const operations = useOperationContext();
  const { grant } = holding;
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
      onSubmit={(event) =>
        void handleSubmit((value) => start(pauseGrantOperation(operations, holding, { limitSecs: value.days })))(event)
      }
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
