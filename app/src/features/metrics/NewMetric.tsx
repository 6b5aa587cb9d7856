/** Defining a metric: one question that gets one final answer. */
import { zodResolver } from '@hookform/resolvers/zod';
import { createMetricOperation } from '@tenure/operations';
import type { MetricDefinition, Plan } from '@tenure/sdk';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { sha256Of } from '@/entities/document';
import { useOperationContext } from '@/entities/operations';
import { useNow } from '@/shared/chain';
import { hex } from '@/shared/format';
import { SignedBy, useStartOperation } from '@/shared/transactions';
import { Button, Card, FileDrop, Muted, Row, SelectField, TextField } from '@/shared/ui';
import forms from '@/shared/ui/fields.module.css';
import { metricSchema, type MetricInput } from './metricSchema';

const FIRST: MetricInput = {
  ...{ key: '', decimals: '4', better: 'higher', due: '', early: '', maxAgeDays: '30', challengeHours: '72' },
  ...{ uri: '', sha256: '' },
};

/** A button that opens the form. */
export function NewMetric({ plan }: { plan: Plan }) {
  const [open, setOpen] = useState(false);
  return (
    <Card title="Define a metric">
      <p>
        One question that gets one final answer, such as “What did the model score by the end of 2027?”. Fixed for good.
      </p>
      {open ? (
        <MetricForm plan={plan} />
      ) : (
        <Row>
          <Button onClick={() => setOpen(true)}>Define a metric</Button>
        </Row>
      )}
      <SignedBy signer={plan.authority} name="the authority" />
    </Card>
  );
}

function MetricForm({ plan }: { plan: Plan }) {
  const operations = useOperationContext();
  const start = useStartOperation();
  const now = useNow(60);
  const { register, handleSubmit, formState, setValue, control } = useForm<MetricInput, unknown, MetricDefinition>({
    resolver: zodResolver(metricSchema(now)),
    defaultValues: FIRST,
  });
  const { errors } = formState;
  const sha256 = useWatch({ control, name: 'sha256' });
  const take = (file: File) =>
    void sha256Of(file).then((digest) => setValue('sha256', hex(digest), { shouldValidate: true }));
  return (
    <form
      noValidate
      className={forms.fields}
      onSubmit={(event) => void handleSubmit((metric) => start(createMetricOperation(operations, plan, metric)))(event)}
    >
      <div className={forms.pair}>
        <TextField
          label="Name"
          hint="Never used before in this plan."
          error={errors.key?.message}
          {...register('key')}
        />
        <TextField
          label="Decimals of its values"
          hint="0 to 18."
          inputMode="numeric"
          error={errors.decimals?.message}
          {...register('decimals')}
        />
        <SelectField label="Better is" {...register('better')}>
          <option value="higher">higher</option>
          <option value="lower">lower</option>
        </SelectField>
      </div>
      <div className={forms.pair}>
        <TextField label="Can become final from" type="date" error={errors.due?.message} {...register('due')} />
        <TextField
          label="Or before, once it is"
          hint="A value that is good enough early. Empty: never before."
          inputMode="decimal"
          error={errors.early?.message}
          {...register('early')}
        />
      </div>
      <div className={forms.pair}>
        <TextField
          label="Reports count for, days"
          hint="1 to 366 after they were observed."
          inputMode="numeric"
          error={errors.maxAgeDays?.message}
          {...register('maxAgeDays')}
        />
        <TextField
          label="Can be disputed for, hours"
          hint="1 to 720, before it is final."
          inputMode="numeric"
          error={errors.challengeHours?.message}
          {...register('challengeHours')}
        />
      </div>
      <TextField
        label="Where the definition is"
        placeholder="https://…"
        error={errors.uri?.message}
        {...register('uri')}
      />
      <FileDrop label="Definition of the metric" onFile={take}>
        or drop the document that says what is measured and how. It is read in your browser and sent nowhere.
      </FileDrop>
      {sha256 !== '' && (
        <p className={forms.hash}>
          <Muted>SHA-256:</Muted> <code>{sha256}</code>
        </p>
      )}
      {errors.sha256?.message !== undefined && (
        <div className={forms.error} role="alert">
          {errors.sha256.message}
        </div>
      )}
      <Row>
        <Button look="primary" type="submit">
          Review the metric
        </Button>
      </Row>
    </form>
  );
}
