/** Issuing one grant. */
import { zodResolver } from '@hookform/resolvers/zod';
import { issueGrantOperation } from '@tenure/operations';
import { capacityOf, fetchGrantIds } from '@tenure/sdk';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { dayText, schedule, startDay, tokens } from '@/entities/fields';
import { useOperationContext } from '@/entities/operations';
import { IssuerField, PlanOfPath, useIssuer, type FundedPlan } from '@/entities/plan';
import { useSymbol, useTokenText } from '@/entities/token';
import { useChainQuery, useNow } from '@/shared/chain';
import { sol } from '@/shared/format';
import { SignedBy, useStartOperation } from '@/shared/transactions';
import { Button, ButtonLink, Card, Facts, Notice, PageHead, Row, Skeleton, Stack, TextField } from '@/shared/ui';
import forms from '@/shared/ui/fields.module.css';
import { BeneficiaryCheck } from './BeneficiaryCheck';
import styles from './issue.module.css';
import { grantSchema, type GrantDraft, type GrantInput } from './grantSchema';
import { PRESETS } from './segmentInputs';
import { ScheduleChart } from './ScheduleChart';
import { ScheduleFields } from './ScheduleFields';

/** Bytes of a grant's account without segments, and of each segment: what its rent is for. */
const GRANT_BYTES = 144;
const SEGMENT_BYTES = 16;

/** The form for the plan of the path. */
export function IssuePage() {
  return <PlanOfPath>{(funded) => <Numbered funded={funded} />}</PlanOfPath>;
}

/** The form begins with the next number that was never used. */
function Numbered({ funded }: { funded: FundedPlan }) {
  const { plan } = funded;
  const { data: ids, isError } = useChainQuery(['grant-ids', plan.address.toBase58()], ({ reader, programId }) =>
    fetchGrantIds(reader, plan.address, programId),
  );
  if (plan.status === 'sealed') {
    return (
      <Notice tone="warn" title="This plan is sealed">
        It issues no more grants. Issue from another plan.
      </Notice>
    );
  }
  if (ids === undefined && !isError) return <Skeleton lines={8} label="Looking for the next number" />;
  const next = [...(ids ?? [])].reduce((most, id) => (id >= most ? id + 1n : most), 1n);
  return <IssueForm funded={funded} ids={ids ?? new Set()} next={next} />;
}

function useRent(segments: number): bigint | undefined {
  const bytes = GRANT_BYTES + SEGMENT_BYTES * segments;
  const { data } = useChainQuery(['rent', `${bytes}`], async ({ connection }) =>
    BigInt(await connection.getMinimumBalanceForRentExemption(bytes)),
  );
  return data;
}

function IssueForm({ funded, ids, next }: { funded: FundedPlan; ids: ReadonlySet<bigint>; next: bigint }) {
  const { plan, vaultAmount } = funded;
  const context = useOperationContext();
  const start = useStartOperation();
  const text = useTokenText();
  const symbol = useSymbol();
  const now = useNow(60);
  const { issuer, onChoose } = useIssuer(plan);
  const capacity = capacityOf(plan, vaultAmount, now);
  const [first] = useState<GrantInput>(() => ({
    grantId: `${next}`,
    beneficiary: '',
    total: '',
    start: dayText(now),
    schedule: PRESETS[0]?.text ?? '',
    withholding: '0',
  }));
  const { register, handleSubmit, formState, setValue, setError, control } = useForm<GrantInput, unknown, GrantDraft>({
    resolver: zodResolver(grantSchema(plan, capacity)),
    defaultValues: first,
  });
  const typed = useWatch({ control, compute: (all: GrantInput) => all });
  const { errors } = formState;
  const shape = schedule.safeParse(typed.schedule).data;
  const rent = useRent(shape?.length ?? 2);
  const byOperator = plan.operator?.equals(issuer) === true && !issuer.equals(plan.authority);
  const issue = (draft: GrantDraft) => {
    if (ids.has(draft.grantId))
      setError('grantId', { message: 'The plan has, or had, a grant with this number: give another one.' });
    else if (byOperator && draft.total > capacity.operatorCap) {
      setError('total', {
        message: `Only ${text(capacity.operatorCap, plan)} are left of the operator’s cap for 24 hours: wait, or let the authority sign.`,
      });
    } else {
      const { start: startTs, schedule: shape, withholding: withholdingBps } = draft;
      const { grantId, beneficiary, total } = draft;
      const terms = { grantId, beneficiary, total, startTs, shape, withholdingBps };
      start(issueGrantOperation(context, plan, issuer, terms));
    }
  };
  return (
    <Stack>
      <PageHead
        title="Issue a grant"
        lede={`From plan ${plan.planId} in ${symbol(plan.mint)}`}
        actions={<ButtonLink to={`/admin/${plan.address.toBase58()}`}>Back to the plan</ButtonLink>}
      />
      <form noValidate className={styles.sides} onSubmit={(event) => void handleSubmit(issue)(event)}>
        <Card title="The grant">
          <div className={forms.fields}>
            <TextField
              label="Number"
              hint="Your own, never used before in this plan."
              inputMode="numeric"
              error={errors.grantId?.message}
              {...register('grantId')}
            />
            <TextField label="Beneficiary’s wallet" error={errors.beneficiary?.message} {...register('beneficiary')} />
            <BeneficiaryCheck text={typed.beneficiary} />
            <div className={forms.pair}>
              <TextField
                label="Amount, tokens"
                hint={`${text(capacity.vault, plan)} are free.`}
                inputMode="decimal"
                error={errors.total?.message}
                {...register('total')}
              />
              <TextField
                label="Begins on"
                hint="At midnight, UTC."
                type="date"
                error={errors.start?.message}
                {...register('start')}
              />
            </div>
            <ScheduleFields
              text={typed.schedule}
              error={errors.schedule?.message}
              onText={(line) => setValue('schedule', line, { shouldValidate: formState.isSubmitted })}
            />
            {plan.maxWithholdingBps > 0 && (
              <TextField
                label="Withheld of each claim, %"
                hint="Payroll can lower it at once, and raise it with a notice of 7 days."
                inputMode="decimal"
                error={errors.withholding?.message}
                {...register('withholding')}
              />
            )}
            <IssuerField
              plan={plan}
              value={byOperator ? 'operator' : 'authority'}
              onChoose={onChoose}
              hint="The operator issues within its cap, the authority without."
              operator="Operator"
            />
            <Row>
              <Button look="primary" type="submit">
                Review and issue
              </Button>
            </Row>
            <SignedBy signer={issuer} name={byOperator ? 'the operator' : 'the authority'} />
          </div>
        </Card>
        <div className={styles.live}>
          <ScheduleChart
            token={plan}
            shape={shape}
            startTs={startDay.safeParse(typed.start).data}
            total={tokens(plan.decimals).safeParse(typed.total).data}
          />
          <Card title="What it costs">
            <Facts
              facts={[
                { name: 'Rent, which comes back', value: rent === undefined ? '…' : sol(rent) },
                { name: 'Network fee', value: 'from 0.000005 SOL, shown exactly before you sign' },
              ]}
            />
          </Card>
        </div>
      </form>
    </Stack>
  );
}
