/** What holders of roles may do to all grants at once: pause claims, release early. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import { acceleratePlanOperation, pauseClaimsOperation, resumeClaimsOperation } from '@tenure/operations';
import { guardianAt, numberConstant, type Plan } from '@tenure/sdk';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { hours, share } from '@/entities/fields';
import { useOperationContext } from '@/entities/operations';
import { useNow } from '@/shared/chain';
import { percent, portion } from '@/shared/format';
import { preferredSigner, SignedBy, useStartOperation } from '@/shared/transactions';
import { Button, Card, Columns, Facts, Muted, Table, TextField, Time } from '@/shared/ui';
import styles from '@/shared/ui/fields.module.css';

const MAX_CLAIMS_PAUSE_SECS = numberConstant('maxClaimsPauseSecs');
const COOLDOWN_SECS = numberConstant('claimsPauseCooldownSecs');
const MAX_ACCELERATIONS = numberConstant('maxAccelerations');
/** Where members vote, the rest are theirs. */
const MAX_BY_ROLES = numberConstant('maxAccelerationsByRoles');
const PARTS = 1_000_000_000n;

/** Operations on the plan as a whole. */
export function PlanActionsTab({ plan }: { plan: Plan }) {
  return (
    <Columns>
      <PauseClaims plan={plan} />
      <AcceleratePlan plan={plan} />
    </Columns>
  );
}

function PauseClaims({ plan }: { plan: Plan }) {
  const context = useOperationContext();
  const start = useStartOperation();
  const now = useNow(1);
  const { publicKey } = useWallet();
  const { authority, claimsPausedUntilTs } = plan;
  const guardian = guardianAt(plan, now);
  const schema = z.object({
    hours: hours(MAX_CLAIMS_PAUSE_SECS).refine((secs) => secs > 0, 'Give at least 1 hour.'),
  });
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { hours: '72' },
  });
  if (guardian === null) {
    return (
      <Card title="Pause claims">
        <Muted>Nobody is guardian. The authority can give the role to somebody under Roles.</Muted>
      </Card>
    );
  }
  const paused = now < claimsPausedUntilTs;
  const againTs = claimsPausedUntilTs + COOLDOWN_SECS;
  const resumer = preferredSigner(publicKey, [guardian, authority]);
  return (
    <Card title="Pause claims">
      <p>
        For an emergency: nobody can claim for a while, and vesting goes on. 72 hours at most, then not again for 7
        days.
      </p>
      {paused ? (
        <>
          <Facts facts={[{ name: 'Claims open again', value: <Time ts={claimsPausedUntilTs} precise now={now} /> }]} />
          <Button onClick={() => start(resumeClaimsOperation(context, plan, resumer))}>Open claims now</Button>
        </>
      ) : claimsPausedUntilTs > 0 && now < againTs ? (
        <Facts facts={[{ name: 'Possible again', value: <Time ts={againTs} precise now={now} /> }]} />
      ) : (
        <form
          noValidate
          className={styles.line}
          onSubmit={(event) =>
            void handleSubmit((typed) => start(pauseClaimsOperation(context, plan, guardian, typed.hours)))(event)
          }
        >
          <TextField
            label="For how many hours"
            hint="1 to 72."
            inputMode="numeric"
            error={formState.errors.hours?.message}
            {...register('hours')}
          />
          <Button look="danger" type="submit">
            Pause claims
          </Button>
        </form>
      )}
      <SignedBy signer={paused ? resumer : guardian} name="the guardian" />
    </Card>
  );
}

function AcceleratePlan({ plan }: { plan: Plan }) {
  const context = useOperationContext();
  const start = useStartOperation();
  const { publicKey } = useWallet();
  const { authority, accelerationAuthority, accelerations } = plan;
  const most = plan.hasGovernance ? MAX_BY_ROLES : MAX_ACCELERATIONS;
  const accelerator = preferredSigner(publicKey, [authority, accelerationAuthority]);
  const schema = z.object({ share: share.refine((bps) => bps > 0, 'Give a share above zero.') });
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { share: '' },
  });
  return (
    <Card title="Release early, everybody">
      <p>A share of everything that is unvested in the plan vests at once, in every grant. It can not be taken back.</p>
      {accelerations.length > 0 && (
        <Table
          caption={`Releases so far, ${accelerations.length} of ${MAX_ACCELERATIONS}`}
          columns={[{ name: 'When' }, { name: 'Of the unvested of then is kept', number: true }]}
          rows={accelerations.map(({ ts, retained }) => ({
            key: `${ts} ${retained}`,
            cells: [<Time key="when" ts={ts} precise />, portion(BigInt(retained), PARTS)],
          }))}
        />
      )}
      {accelerations.length >= most && plan.hasGovernance && (
        <Muted>The plan’s other releases are for its members to vote.</Muted>
      )}
      {accelerations.length < most && (
        <form
          noValidate
          className={styles.line}
          onSubmit={(event) =>
            void handleSubmit((typed) => start(acceleratePlanOperation(context, plan, accelerator, typed.share)))(event)
          }
        >
          <TextField
            label="Share of the unvested, %"
            hint={`Up to ${percent(10_000)}, which also ends issuing.`}
            inputMode="decimal"
            error={formState.errors.share?.message}
            {...register('share')}
          />
          <Button look="danger" type="submit">
            Release
          </Button>
        </form>
      )}
      <SignedBy
        signer={accelerator}
        name={accelerationAuthority?.equals(accelerator) === true ? 'the acceleration authority' : 'the authority'}
      />
    </Card>
  );
}
