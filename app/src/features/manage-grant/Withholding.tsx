/** What is withheld of a grant's claims. */
import { zodResolver } from '@hookform/resolvers/zod';
import { setWithholdingOperation } from '@tenure/operations';
import { payrollAt, withholdingAt } from '@tenure/sdk';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { share } from '@/entities/fields';
import type { OpenHolding } from '@/entities/grant';
import { useOperationContext } from '@/entities/operations';
import { useNow } from '@/shared/chain';
import { percent } from '@/shared/format';
import { SignedBy, useStartOperation } from '@/shared/transactions';
import { Button, Card, Muted, TextField } from '@/shared/ui';
import styles from '@/shared/ui/fields.module.css';

/** What payroll keeps back of later claims. */
export function Withholding({ holding }: { holding: OpenHolding }) {
  const now = useNow(5);
  const start = useStartOperation();
  const operations = useOperationContext();
  const { plan, grant } = holding;
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
          void handleSubmit((typed) => start(setWithholdingOperation(operations, holding, payroll, typed.share, now)))(
            event,
          )
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
