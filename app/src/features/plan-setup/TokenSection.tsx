/** Which token a plan pays in, and what that token can do to the people paid. */
import type { MintFacts, Risk } from '@tenure/sdk';
import { TOKEN_2022_PROGRAM_ID } from '@solana/spl-token';
import type { ChangeEvent } from 'react';
import { useWatch } from 'react-hook-form';
import { RISK_LABELS } from '@/entities/plan';
import { useTokenText } from '@/entities/token';
import type { ErrorDescription } from '@/shared/errors/describeError';
import { percent } from '@/shared/format';
import { Facts, Notice, TextField } from '@/shared/ui';
import forms from '@/shared/ui/fields.module.css';
import { FormSection, type PlanForm } from './FormSection';
import styles from './FormSection.module.css';

interface Props {
  readonly form: PlanForm;
  readonly mint: MintFacts | undefined;
  readonly failure: ErrorDescription | undefined;
  /** What is typed as the token's address. */
  readonly onMint: (text: string) => void;
}

/** The plan's number and token. */
export function TokenSection({ form, mint, failure, onMint }: Props) {
  const { register, formState } = form;
  const { errors } = formState;
  return (
    <FormSection
      title="Plan and token"
      meaning={<p>They are paid in this token, from a vault that only the plan’s rules can open.</p>}
    >
      <TextField
        label="Number of the plan"
        hint="Your own number, never used before by the wallet that creates it."
        inputMode="numeric"
        error={errors.planId?.message}
        {...register('planId')}
      />
      <TextField
        label="Address of the token"
        hint="An SPL Token or Token-2022 mint."
        error={errors.mint?.message}
        {...register('mint', {
          onChange: ({ target }: ChangeEvent<HTMLInputElement>) => onMint(target.value),
        })}
      />
      {failure !== undefined && (
        <Notice tone="bad" title={failure.name}>
          {failure.message} {failure.remedy}
        </Notice>
      )}
      {mint !== undefined && <Found mint={mint} form={form} />}
    </FormSection>
  );
}

function Found({ mint, form }: { mint: MintFacts; form: PlanForm }) {
  const text = useTokenText();
  const { tokenProgram, decimals, supply, transferFeeBps, refused } = mint;
  return (
    <>
      <Facts
        facts={[
          { name: 'Program', value: tokenProgram.equals(TOKEN_2022_PROGRAM_ID) ? 'Token-2022' : 'SPL Token' },
          { name: 'Decimals', value: decimals },
          { name: 'In existence', value: text(supply, { mint: mint.address, decimals }) },
          ...(transferFeeBps > 0
            ? [{ name: 'Fee of the token on each transfer', value: percent(transferFeeBps) }]
            : []),
        ]}
      />
      {refused.length > 0 && (
        <Notice tone="bad" urgent title="No plan can pay in this token">
          It has {refused.join(', ')}, which would break what a plan promises. Choose another token.
        </Notice>
      )}
      <Risks mint={mint} form={form} />
    </>
  );
}

function Risks({ mint: { risks }, form }: { mint: MintFacts; form: PlanForm }) {
  const { control, formState, setValue } = form;
  const accepted = useWatch({ control, name: 'acceptedRisks' });
  if (risks.length === 0) return <Notice tone="good">Nobody can freeze, take or stop this token.</Notice>;
  const error = formState.errors.acceptedRisks?.message;
  const accept = (risk: Risk, yes: boolean) => {
    const others = accepted.filter((each) => each !== risk);
    setValue('acceptedRisks', yes ? [...others, risk] : others, { shouldValidate: formState.isSubmitted });
  };
  return (
    <fieldset className={styles.risks} aria-describedby={error === undefined ? undefined : 'risks-error'}>
      <legend>Risks of this token: accept each by name, the people you pay will read them</legend>
      {risks.map((risk) => (
        <label key={risk} className={styles.risk}>
          <input
            type="checkbox"
            checked={accepted.includes(risk)}
            onChange={({ target }) => accept(risk, target.checked)}
          />
          <span>{RISK_LABELS[risk]}</span>
        </label>
      ))}
      {error !== undefined && (
        <div id="risks-error" className={forms.error} role="alert">
          {error}
        </div>
      )}
    </fieldset>
  );
}
