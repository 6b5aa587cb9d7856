/** The policy: each field with its range, and what it means for the people paid. */
import type { WarnedPolicy } from '@tenure/sdk';
import { useWatch } from 'react-hook-form';
import type { PlanPolicy } from '@/entities/plan';
import { Notice, SelectField, Switch, TextField } from '@/shared/ui';
import forms from '@/shared/ui/fields.module.css';
import { PromisesAbout, FormSection, Warnings, type PlanForm } from './FormSection';
import { weakOf } from './planSchema';

/** What can be granted, and by whom in a day. */
export function CapsSection({ form: { register, formState }, warned }: { form: PlanForm; warned: WarnedPolicy }) {
  const { errors } = formState;
  const { issueCap, operatorCap } = warned;
  return (
    <FormSection
      title="How much can be granted"
      meaning={
        <>
          <p>The issue cap is the dilution that they can count on: the plan never grants more than that.</p>
          <p>
            <strong>Funding.</strong> A grant can only be issued when the vault holds all of it beside everything else
            that is owed.
          </p>
        </>
      }
    >
      <div className={forms.pair}>
        <TextField
          label="Issue cap, tokens"
          hint="The most that may ever be granted. Only a vote of the members can change it, where there is one."
          inputMode="decimal"
          error={errors.issueCap?.message}
          {...register('issueCap')}
        />
        <TextField
          label="Operator’s cap in 24 hours, tokens"
          hint="What a stolen operator key could issue in a day. Empty: as the issue cap."
          inputMode="decimal"
          error={errors.operatorCap?.message}
          {...register('operatorCap')}
        />
      </div>
      <Warnings warnings={weakOf({ issueCap, operatorCap })} />
      <TextField
        label="Fund it now, tokens"
        hint="Moved from your wallet into the vault in the same transaction. You can also do it later."
        inputMode="decimal"
        error={errors.funding?.message}
        {...register('funding')}
      />
    </FormSection>
  );
}

interface Props {
  readonly form: PlanForm;
  readonly policy: PlanPolicy;
  readonly warned: WarnedPolicy;
}

/** Ending, pausing, handing on, recovering, withholding, taking back. */
export function PolicySection({ form, policy, warned }: Props) {
  const { register, formState, setValue, control } = form;
  const { noticeSecs, voidSecs, maxWithholdingBps } = warned;
  const { errors } = formState;
  const cancellable = useWatch({ control, name: 'cancellable' });
  return (
    <>
      <FormSection title="Ending a grant" meaning={<PromisesAbout policy={policy} about={['Ending a grant']} />}>
        <Switch
          label="The authority may end a grant"
          hint="Off: a grant, once issued, runs to its end whatever happens."
          checked={cancellable}
          onChange={(checked) => setValue('cancellable', checked)}
        />
        {cancellable && (
          <div className={forms.pair}>
            <TextField
              label="Notice, days"
              hint="0 to 366. Vesting goes on until it is over."
              inputMode="numeric"
              error={errors.noticeDays?.message}
              {...register('noticeDays')}
            />
            <TextField
              label="Good leavers get, %"
              hint="0 to 100. Of what is unvested, at once, for whoever is dismissed without cause, dies or becomes disabled."
              inputMode="decimal"
              error={errors.goodLeaver?.message}
              {...register('goodLeaver')}
            />
          </div>
        )}
        <Warnings warnings={weakOf({ cancellable, noticeSecs })} />
      </FormSection>
      <FormSection
        title="Pausing"
        meaning={<PromisesAbout policy={policy} about={['Pausing vesting', 'Pausing claims']} />}
      >
        <TextField
          label="Pauses without the beneficiary’s signature, days in all"
          hint="0 to 3653. A leave that both sign doesn’t count."
          inputMode="numeric"
          error={errors.maxPauseDays?.message}
          {...register('maxPauseDays')}
        />
      </FormSection>
      <FormSection
        title="Handing on, withholding, taking back"
        meaning={<PromisesAbout policy={policy} about={['Another wallet', 'Withholding', 'Right after issue']} />}
      >
        <SelectField
          label="Handing a grant to another wallet"
          error={errors.transferRule?.message}
          {...register('transferRule')}
        >
          <option value="forbidden">Not by the beneficiary</option>
          <option value="withConsent">Beneficiary and authority together</option>
          <option value="free">As the beneficiary likes</option>
        </SelectField>
        <div className={forms.pair}>
          <TextField
            label="Withheld of a claim at most, %"
            hint="0 to 65, for taxes for example. A higher share for somebody is announced 7 days ahead."
            inputMode="decimal"
            error={errors.maxWithholding?.message}
            {...register('maxWithholding')}
          />
          <TextField
            label="Void window, hours"
            hint="0 to 168. A new grant pays nothing for so long, and a mistake can be taken back."
            inputMode="numeric"
            error={errors.voidHours?.message}
            {...register('voidHours')}
          />
        </div>
        <Warnings warnings={weakOf({ voidSecs, maxWithholdingBps })} />
      </FormSection>
      <RecoverySection form={form} policy={policy} warned={warned} />
    </>
  );
}

/** Whether a grant can be moved without the signature of its wallet. */
function RecoverySection({ form, policy, warned: { recoverySecs } }: Props) {
  const { register, formState, setValue, control } = form;
  const [on, guardian, authority] = useWatch({ control, name: ['recovery.on', 'guardian', 'authority'] });
  return (
    <FormSection title="Lost wallets" meaning={<PromisesAbout policy={policy} about={['A lost wallet']} />}>
      <Switch
        label="A lost wallet can be replaced"
        hint="Off: never. Nobody can move a grant without the signature of its wallet, and who loses it loses the grant."
        checked={on}
        onChange={(checked) => setValue('recovery.on', checked)}
      />
      {on && (
        <TextField
          label="Authority and guardian wait, days"
          hint="30 to 365. The beneficiary can veto it all that time, and whatever they sign with the grant ends it."
          inputMode="numeric"
          error={formState.errors.recovery?.days?.message}
          {...register('recovery.days')}
        />
      )}
      {on && (guardian.trim() === '' || guardian.trim() === authority.trim()) && (
        <Notice tone="warn" title="Nobody can propose it yet">
          It takes a guardian who is not the authority. Name one below, or later: they act 7 days after that.
        </Notice>
      )}
      <Warnings warnings={weakOf({ recoverySecs })} />
    </FormSection>
  );
}
