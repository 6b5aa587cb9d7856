/** The milestones of a grant, for those who run its plan: setting one, taking it back, settling it. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useWallet } from '@solana/wallet-adapter-react';
import {
  closeMilestoneOperation,
  issueMilestoneOperation,
  settleMilestoneOperation,
  voidMilestoneOperation,
} from '@tenure/operations';
import { fetchMetricsByPlan, isMilestoneOver, settlementAt, type Metric } from '@tenure/sdk';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { MilestoneWithMetric, OpenHolding } from '@/entities/grant';
import { useOperationContext } from '@/entities/operations';
import { Amount } from '@/entities/token';
import { useChainQuery, useNow } from '@/shared/chain';
import { clean } from '@/shared/format';
import { preferredSigner, SignedBy, useStartOperation } from '@/shared/transactions';
import { Badge, Button, Card, Facts, Muted, Row, SelectField, TextField, Time } from '@/shared/ui';
import forms from '@/shared/ui/fields.module.css';
import { milestoneSchema, type MilestoneDraft, type MilestoneInput } from './milestoneSchema';

/** The milestones that there are, and a form for another. */
export function Milestones({ holding }: { holding: OpenHolding }) {
  const { plan, grant, milestones } = holding;
  const { data: metrics } = useChainQuery(['metrics-of', plan.address.toBase58()], ({ reader, programId }) =>
    fetchMetricsByPlan(reader, plan.address, programId),
  );
  const open = (metrics ?? []).filter(({ status }) => status === 'open');
  const takesMore = plan.status === 'open' && !grant.milestones.ended;
  return (
    <Card title="Milestones">
      {milestones.length === 0 && <Muted>A milestone pays by a verified result, beside what the schedule vests.</Muted>}
      {milestones.map((entry) => (
        <Held key={entry.milestone.index} holding={holding} entry={entry} />
      ))}
      {takesMore &&
        metrics !== undefined &&
        (open.length === 0 ? (
          <Muted>The plan has no metric without a result. Define one under Metrics of the plan.</Muted>
        ) : (
          <Choose holding={holding} metrics={open} />
        ))}
    </Card>
  );
}

const WORDS = {
  pending: 'Waits for its result',
  met: 'Met',
  missed: 'Missed',
  expired: 'Expired',
  cancelled: 'Cancelled',
  voided: 'Voided',
  stopped: 'Stopped',
} as const;

function Held({ holding, entry: { milestone, metric } }: { holding: OpenHolding; entry: MilestoneWithMetric }) {
  const now = useNow(10);
  const start = useStartOperation();
  const operations = useOperationContext();
  const { publicKey } = useWallet();
  const { plan, grant } = holding;
  const { status } = milestone;
  const held = { plan, grant, milestone };
  const voidable = status === 'pending' && now < milestone.issuedTs + plan.voidSecs;
  const due = settlementAt(plan, grant, metric, milestone, now) !== null;
  const amount = (baseUnits: bigint) => <Amount baseUnits={baseUnits} token={plan} />;
  const closer = preferredSigner(publicKey, [plan.authority, plan.operator, grant.beneficiary]);
  return (
    <>
      <Row>
        <h3>
          {milestone.index}: {clean(metric.key)}
        </h3>
        <Badge tone={status === 'met' ? 'good' : 'info'}>{WORDS[status]}</Badge>
      </Row>
      <Facts
        facts={[
          status === 'pending'
            ? { name: 'Pays at the target', value: amount(milestone.targetAmount) }
            : { name: 'Pays', value: amount(milestone.payout) },
          { name: 'Result by', value: <Time ts={milestone.deadlineTs} now={now} /> },
        ]}
      />
      <Row>
        {due && <Button onClick={() => start(settleMilestoneOperation(operations, held))}>Settle</Button>}
        {voidable && (
          <Button look="danger" onClick={() => start(voidMilestoneOperation(operations, held))}>
            Void
          </Button>
        )}
        {isMilestoneOver(plan, grant, milestone, now) && (
          <Button onClick={() => start(closeMilestoneOperation(operations, held, closer))}>Close</Button>
        )}
      </Row>
      {voidable && <SignedBy signer={plan.authority} name="the authority" />}
    </>
  );
}

function Choose({ holding, metrics }: { holding: OpenHolding; metrics: readonly Metric[] }) {
  const [key, setKey] = useState('');
  const metric = metrics.find((each) => each.key === key);
  return (
    <>
      <SelectField label="Add one, decided by" value={key} onChange={({ target }) => setKey(target.value)}>
        <option value="">Choose a metric</option>
        {metrics.map((each) => (
          <option key={each.key} value={each.key}>
            {clean(each.key)}
          </option>
        ))}
      </SelectField>
      {metric !== undefined && <MilestoneForm key={metric.key} holding={holding} metric={metric} />}
    </>
  );
}

function MilestoneForm({ holding, metric }: { holding: OpenHolding; metric: Metric }) {
  const now = useNow(60);
  const start = useStartOperation();
  const operations = useOperationContext();
  const { publicKey } = useWallet();
  const { plan } = holding;
  const issuer = preferredSigner(publicKey, [plan.operator ?? plan.authority, plan.authority]);
  const { register, handleSubmit, formState } = useForm<MilestoneInput, unknown, MilestoneDraft>({
    resolver: zodResolver(milestoneSchema(metric, plan.decimals, now)),
    defaultValues: {
      ...{ amount: '', threshold: '', thresholdShare: '0', target: '', maximum: '', maximumShare: '100' },
      ...{ deadline: '', schedule: '' },
    },
  });
  const { errors } = formState;
  return (
    <form
      noValidate
      className={forms.fields}
      onSubmit={(event) =>
        void handleSubmit((draft) => start(issueMilestoneOperation(operations, holding, metric, issuer, draft)))(event)
      }
    >
      <TextField
        label="Pays at the target, tokens"
        inputMode="decimal"
        error={errors.amount?.message}
        {...register('amount')}
      />
      <div className={forms.pair}>
        <TextField
          label="Threshold"
          hint="Below it nothing is paid."
          inputMode="decimal"
          error={errors.threshold?.message}
          {...register('threshold')}
        />
        <TextField
          label="The threshold pays, %"
          inputMode="decimal"
          error={errors.thresholdShare?.message}
          {...register('thresholdShare')}
        />
      </div>
      <TextField label="Target" inputMode="decimal" error={errors.target?.message} {...register('target')} />
      <div className={forms.pair}>
        <TextField
          label="Maximum"
          hint="Beyond it nothing is added. As the target for none."
          inputMode="decimal"
          error={errors.maximum?.message}
          {...register('maximum')}
        />
        <TextField
          label="The maximum pays, %"
          hint="100 to 200."
          inputMode="decimal"
          error={errors.maximumShare?.message}
          {...register('maximumShare')}
        />
      </div>
      <div className={forms.pair}>
        <TextField label="Result by" type="date" error={errors.deadline?.message} {...register('deadline')} />
        <TextField
          label="Then vests by"
          hint="Empty: at once."
          error={errors.schedule?.message}
          {...register('schedule')}
        />
      </div>
      <Row>
        <Button type="submit">Add the milestone</Button>
      </Row>
      <SignedBy signer={issuer} name={plan.operator?.equals(issuer) === true ? 'the operator' : 'the authority'} />
    </form>
  );
}
