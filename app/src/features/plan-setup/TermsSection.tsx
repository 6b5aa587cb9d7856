/** The terms document and the unlock curve. */
import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { sha256Of } from '@/entities/document';
import type { PlanPolicy } from '@/entities/plan';
import { hex } from '@/shared/format';
import { FileDrop, Muted, Switch, TextField } from '@/shared/ui';
import forms from '@/shared/ui/fields.module.css';
import { PromisesAbout, FormSection, type PlanForm } from './FormSection';

/** Where the terms are, and their fingerprint. */
export function TermsSection({ form }: { form: PlanForm }) {
  const { register, formState, setValue, control } = form;
  const { errors } = formState;
  const [name, setName] = useState<string | undefined>();
  const sha256 = useWatch({ control, name: 'termsSha256' });
  const take = (file: File) =>
    void sha256Of(file).then((digest) => {
      setName(file.name);
      setValue('termsSha256', hex(digest), { shouldValidate: true });
    });
  return (
    <FormSection
      title="Terms"
      meaning={
        <p>
          The fingerprint of your document is stored on the chain. Anybody can check that the text they were shown is
          that document, byte for byte.
        </p>
      }
    >
      <TextField
        label="Where the terms are"
        hint="An address that stays, up to 128 characters."
        placeholder="https://…"
        error={errors.termsUri?.message}
        {...register('termsUri')}
      />
      <FileDrop label="Terms document" onFile={take}>
        or drop the terms document here. It is read in your browser and sent nowhere.
      </FileDrop>
      {sha256 !== '' && (
        <p className={forms.hash}>
          <Muted>{name ?? 'SHA-256'}:</Muted> <code>{sha256}</code>
        </p>
      )}
      {errors.termsSha256?.message !== undefined && (
        <div className={forms.error} role="alert">
          {errors.termsSha256.message}
        </div>
      )}
    </FormSection>
  );
}

/** The plan-wide second clock. */
export function UnlockSection({ form, policy }: { form: PlanForm; policy: PlanPolicy }) {
  const { register, formState, setValue, control } = form;
  const on = useWatch({ control, name: 'unlock.on' });
  const errors = formState.errors.unlock;
  return (
    <FormSection
      title="Unlocking"
      meaning={
        policy.unlock === null ? (
          <p>What has vested can be claimed at once.</p>
        ) : (
          <PromisesAbout policy={policy} about={['Unlocking']} />
        )
      }
    >
      <Switch
        label="A second clock for everybody"
        hint="For a lock-up after a token’s launch: what has vested can be claimed only as far as this curve has come."
        checked={on}
        onChange={(checked) => setValue('unlock.on', checked)}
      />
      {on && (
        <div className={forms.pair}>
          <TextField
            label="Unlock schedule"
            hint="As in the import file, such as cliff:12m or linear:365d."
            error={errors?.schedule?.message}
            {...register('unlock.schedule')}
          />
          <TextField label="Begins on" type="date" error={errors?.start?.message} {...register('unlock.start')} />
        </div>
      )}
    </FormSection>
  );
}
