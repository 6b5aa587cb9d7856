/** How far an import has come, and its next step. */
import { conflictText, GRANTS_AT_ONCE, issueGrantsOperation } from '@tenure/operations';
import type { ImportRow, RowsByStatus } from '@tenure/sdk';
import { useOperationContext } from '@/entities/operations';
import { IssuerField, useIssuer, type FundedPlan } from '@/entities/plan';
import { useTokenText } from '@/entities/token';
import { useChainQuery, useNow } from '@/shared/chain';
import { sol } from '@/shared/format';
import { SignedBy, useStartOperation } from '@/shared/transactions';
import { Button, Card, Facts, Muted, Notice, Row } from '@/shared/ui';
import { issueShortages, type DroppedFile } from './importFile';
import styles from './import.module.css';

/** Bytes of a grant's account without segments, and of each segment: what its rent is for. */
const GRANT_BYTES = 144;
const SEGMENT_BYTES = 16;

interface Props {
  readonly funded: FundedPlan;
  readonly file: DroppedFile;
  readonly rows: readonly ImportRow[];
  readonly sorted: RowsByStatus;
}

/** Lamports of rent for all of these rows; undefined while it is asked for. */
function useRent(rows: readonly ImportRow[]): bigint | undefined {
  const counts = [...new Set(rows.map(({ shape }) => shape.length))].sort((a, b) => a - b);
  const { data } = useChainQuery(['rents', ...counts.map(String)], async ({ connection }) => {
    const rents = new Map<number, bigint>();
    for (const count of counts) {
      rents.set(count, BigInt(await connection.getMinimumBalanceForRentExemption(GRANT_BYTES + SEGMENT_BYTES * count)));
    }
    return rents;
  });
  return data && rows.reduce((sum, { shape }) => sum + (data.get(shape.length) ?? 0n), 0n);
}

/** Bar, totals, what stands in the way, and the button for the next grants. */
export function ImportProgress({ funded, file, rows, sorted }: Props) {
  const { plan } = funded;
  const { missing, present, closed, conflicts } = sorted;
  const done = present.length + closed.length;
  const text = useTokenText();
  const rent = useRent(missing);
  const sum = missing.reduce((all, { total }) => all + total, 0n);
  return (
    <Card title={file.name} aside={<Muted>{`${done} of ${rows.length} on the chain`}</Muted>}>
      <progress
        className={styles.bar}
        max={rows.length}
        value={done}
        aria-label="Grants of the file that are on the chain"
      >
        {done} of {rows.length}
      </progress>
      {missing.length === 0 && conflicts.length === 0 ? (
        <Notice tone="good" urgent title="Every grant of the file is on the chain">
          All {rows.length} were read back, and each has the terms of its line.
        </Notice>
      ) : (
        <>
          <Facts
            facts={[
              { name: 'Grants of the file', value: rows.length },
              { name: 'On the chain already, as the file says', value: done },
              { name: 'To be issued', value: `${missing.length} grants, ${text(sum, plan)}`, strong: true },
              { name: 'Transactions', value: `about ${Math.ceil(missing.length / 10)}` },
              { name: 'Rent, which comes back', value: rent === undefined ? '…' : sol(rent) },
              {
                name: 'SHA-256 of the file',
                value: <code title={file.sha256}>{file.sha256.slice(0, 16)}…</code>,
              },
            ]}
          />
          <Next funded={funded} missing={missing} conflicts={conflicts} sum={sum} />
        </>
      )}
    </Card>
  );
}

interface NextProps {
  readonly funded: FundedPlan;
  readonly missing: readonly ImportRow[];
  readonly conflicts: RowsByStatus['conflicts'];
  /** Of what is missing, base units. */
  readonly sum: bigint;
}

function Next({ funded: { plan, vaultAmount }, missing, conflicts, sum }: NextProps) {
  const context = useOperationContext();
  const start = useStartOperation();
  const now = useNow(10);
  const { issuer, onChoose } = useIssuer(plan);
  const reasons = issueShortages(sum, { plan, vaultAmount, issuer, now });
  if (conflicts.length > 0) {
    return (
      <Notice tone="bad" urgent title="Grants with numbers of the file exist with other terms">
        Nothing is sent. Give new grants numbers of their own:{' '}
        {conflicts
          .slice(0, 5)
          .map(({ row, status }) => `line ${row.line}, grant ${row.grantId}: ${conflictText(status, plan.decimals)}`)
          .join('; ')}
        {conflicts.length > 5 ? ` and ${conflicts.length - 5} more, marked below.` : '.'}
      </Notice>
    );
  }
  const next = missing.slice(0, GRANTS_AT_ONCE);
  const all = next.length === missing.length;
  return (
    <>
      {reasons.length > 0 && (
        <Notice tone="bad" urgent title="The plan has no room for these grants">
          {reasons.join(' ')}
        </Notice>
      )}
      <IssuerField
        plan={plan}
        value={plan.operator?.equals(issuer) === true ? 'operator' : 'authority'}
        onChoose={onChoose}
        operator="Operator, within its cap for 24 hours"
      />
      <Row>
        <Button
          look="primary"
          disabled={reasons.length > 0}
          onClick={() => start(issueGrantsOperation(context, plan, issuer, next))}
        >
          {all
            ? `Issue ${next.length === 1 ? '1 grant' : `${next.length} grants`}`
            : `Issue the next ${next.length} of ${missing.length}`}
        </Button>
        {!all && <Muted>{GRANTS_AT_ONCE} at a time, each reviewed and signed together.</Muted>}
      </Row>
      <SignedBy signer={issuer} name={plan.operator?.equals(issuer) === true ? 'the operator' : 'the authority'} />
    </>
  );
}
