/** Who attests a plan's metrics. */
import { zodResolver } from '@hookform/resolvers/zod';
import { applyOraclesOperation, setOraclesOperation } from '@tenure/operations';
import { announcedOracles, numberConstant, onlyVotesChange, type OracleSet, type Plan } from '@tenure/sdk';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { addresses } from '@/entities/fields';
import { useOperationContext } from '@/entities/operations';
import { AnnouncedNotice } from '@/entities/plan';
import { useNow } from '@/shared/chain';
import { SignedBy, useStartOperation } from '@/shared/transactions';
import { Address, Button, Card, Facts, Muted, Row, TextAreaField, TextField } from '@/shared/ui';
import styles from '@/shared/ui/fields.module.css';

const MOST = numberConstant('maxAttestors');
const FEWEST = numberConstant('minAttestors');

const schema = z
  .object({
    attestors: addresses
      .refine((keys) => keys.length >= FEWEST && keys.length <= MOST, `Name ${FEWEST} to ${MOST} oracles.`)
      .refine((keys) => new Set(keys.map(String)).size === keys.length, 'Name each once.'),
    threshold: z
      .string()
      .regex(/^\d{1,2}$/, 'Give a whole number.')
      .transform(Number),
  })
  .refine(({ attestors, threshold }) => threshold >= FEWEST && threshold <= attestors.length, {
    path: ['threshold'],
    message: `Give a number from ${FEWEST} to as many as there are oracles.`,
  });

/** The oracles, and naming them or announcing others. */
export function OracleCard({ plan, oracles }: { plan: Plan; oracles: OracleSet | null }) {
  const now = useNow(60);
  const operations = useOperationContext();
  const start = useStartOperation();
  const [open, setOpen] = useState(false);
  const next = oracles === null ? null : announcedOracles(oracles);
  const named = (oracles?.attestors ?? []).flatMap((key) => key ?? []);
  const votes = oracles !== null && onlyVotesChange(oracles, plan);
  return (
    <Card
      title="Oracles"
      aside={oracles === null ? undefined : <Muted>{`${oracles.threshold} of ${named.length} decide`}</Muted>}
    >
      {oracles === null ? (
        <p>
          A milestone pays by a result that oracles attest. Name at least {FEWEST} of them, better three or more, of
          whom more than half but not all decide.
        </p>
      ) : (
        <Row>
          {named.map((key) => (
            <Address key={key.toBase58()} address={key} />
          ))}
        </Row>
      )}
      {next !== null && (
        <>
          <AnnouncedNotice next={next} now={now} />
          <Row>
            <Button
              disabled={now < next.readyTs || (next.expiresTs !== null && now >= next.expiresTs)}
              onClick={() => start(applyOraclesOperation(operations, plan))}
            >
              Put into effect
            </Button>
          </Row>
        </>
      )}
      {votes && (
        <Muted>
          The members chose these by a vote, or are about to: only votes change them, as long as a grant has one.
        </Muted>
      )}
      {plan.status === 'open' && !votes && (
        <>
          <Row>
            <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
              {oracles === null ? 'Name the oracles' : 'Announce others'}
            </Button>
          </Row>
          {open && <OracleForm plan={plan} oracles={oracles} named={named.map(String)} />}
          <SignedBy signer={plan.authority} name="the authority" />
        </>
      )}
      {oracles === null && (
        <Facts
          facts={[{ name: 'A later change', value: 'is announced 14 days ahead, and can be applied for 3 days' }]}
        />
      )}
    </Card>
  );
}

function OracleForm({ plan, oracles, named }: { plan: Plan; oracles: OracleSet | null; named: readonly string[] }) {
  const operations = useOperationContext();
  const start = useStartOperation();
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { attestors: named.join('\n'), threshold: `${oracles?.threshold ?? FEWEST}` },
  });
  const { errors } = formState;
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) =>
        void handleSubmit((wanted) => start(setOraclesOperation(operations, plan, oracles, wanted)))(event)
      }
    >
      <TextAreaField
        label="Addresses, one a line"
        rows={4}
        error={errors.attestors?.message}
        {...register('attestors')}
      />
      <TextField
        label="How many decide"
        inputMode="numeric"
        error={errors.threshold?.message}
        {...register('threshold')}
      />
      <Row>
        <Button type="submit">{oracles === null ? 'Name them' : 'Announce them'}</Button>
      </Row>
    </form>
  );
}
