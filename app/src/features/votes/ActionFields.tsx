/** The fields of each action. */
import type { ActionName, Governance } from '@tenure/sdk';
import type { FieldErrors, UseFormRegister } from 'react-hook-form';
import { ACTION_LABELS } from '@/entities/governance';
import { SelectField, TextAreaField, TextField } from '@/shared/ui';
import { CHOICES, type ProposalInput } from './proposalSchema';
import { CAUSE_LABELS } from './labels';

interface Props {
  readonly governance: Governance;
  readonly kind: ActionName;
  readonly register: UseFormRegister<ProposalInput>;
  readonly errors: FieldErrors<ProposalInput>;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Which action, and what it needs to know. */
export function ActionFields(props: Props) {
  const { governance, register } = props;
  return (
    <>
      <SelectField label="Action" {...register('kind')}>
        {governance.actions.map((name) => (
          <option key={name} value={name}>
            {capital(ACTION_LABELS[name])}
          </option>
        ))}
      </SelectField>
      <Details {...props} />
    </>
  );
}

function Details({ kind, register, errors }: Props) {
  const grant = (
    <TextField
      label="Grant"
      hint="Its number"
      inputMode="numeric"
      error={errors.grant?.message}
      {...register('grant')}
    />
  );
  const share = (
    <TextField
      label="Share of what has not vested, in %"
      hint="100 releases all of it"
      inputMode="decimal"
      error={errors.share?.message}
      {...register('share')}
    />
  );
  switch (kind) {
    case 'acceleratePlan':
      return share;
    case 'accelerateGrant':
      return (
        <>
          {grant}
          {share}
        </>
      );
    case 'terminateGrant':
      return (
        <>
          {grant}
          <SelectField label="Cause" {...register('cause')}>
            {CHOICES.causes.map((cause) => (
              <option key={cause} value={cause}>
                {capital(CAUSE_LABELS[cause])}
              </option>
            ))}
          </SelectField>
        </>
      );
    case 'setIssueCap':
      return (
        <TextField
          label="The most that may ever be granted, in tokens"
          inputMode="decimal"
          error={errors.cap?.message}
          {...register('cap')}
        />
      );
    case 'replaceOracles':
      return (
        <>
          <TextAreaField
            label="Oracles"
            hint="Their addresses, one a line, at most 16"
            error={errors.attestors?.message}
            {...register('attestors')}
          />
          <TextField
            label="How many of them decide"
            inputMode="numeric"
            error={errors.threshold?.message}
            {...register('threshold')}
          />
        </>
      );
  }
}
