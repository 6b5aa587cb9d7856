/** Releasing a grant early. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import { accelerateGrantOperation } from '@tenure/operations';
import { endTs, stopTs } from '@tenure/sdk';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { share } from '@/entities/fields';
import type { OpenHolding } from '@/entities/grant';
import { useOperationContext } from '@/entities/operations';
import { Amount } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { preferredSigner, SignedBy, useStartOperation } from '@/shared/transactions';
import { Button, Card, Facts, TextField } from '@/shared/ui';
import styles from '@/shared/ui/fields.module.css';
import { previewAcceleration } from './preview';

/** An early release of one grant. */
export function Accelerate({ holding }: { holding: OpenHolding }) {
  const now = useNow(5);
  const start = useStartOperation();
  const operations = useOperationContext();
  const { publicKey } = useWallet();
  const { plan, grant } = holding;
  const { authority, accelerationAuthority } = plan;
  const accelerator = preferredSigner(publicKey, [authority, accelerationAuthority]);
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
          void handleSubmit((value) => start(accelerateGrantOperation(operations, holding, accelerator, value.share)))(
            event,
          )
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
