/** The rows of a file, each with how it stands on the chain. */
import { conflictText } from '@tenure/operations';
import { formatSchedule, type ImportRow, type Plan, type RowStatus } from '@tenure/sdk';
import { Amount } from '@/entities/token';
import { short } from '@/shared/format';
import { VirtualTable } from '@/shared/tables/VirtualTable';
import { Badge, Card, Time, type StatusLabel } from '@/shared/ui';
import styles from './import.module.css';

const COLUMNS = [
  { name: 'Line' },
  { name: 'Grant' },
  { name: 'Beneficiary' },
  { name: 'Amount', number: true },
  { name: 'Starts' },
  { name: 'Schedule' },
  { name: 'Stands' },
];

const ROW_STATUS_LABELS: Readonly<Record<RowStatus['kind'], StatusLabel>> = {
  missing: { label: 'To be issued', tone: 'info' },
  present: { label: 'On the chain', tone: 'good' },
  closed: { label: 'Issued, closed since', tone: 'good' },
  different: { label: 'Has other terms', tone: 'bad' },
  taken: { label: 'Has other terms', tone: 'bad' },
};

interface Props {
  readonly plan: Plan;
  readonly rows: readonly ImportRow[];
  readonly statuses: ReadonlyMap<bigint, RowStatus>;
}

/** A virtual table: files have thousands of lines. */
export function RowTable({ plan, rows, statuses }: Props) {
  const cells = (index: number) => {
    const row = rows[index];
    if (row === undefined) return [];
    const status = statuses.get(row.grantId) ?? { kind: 'missing' };
    const { label, tone } = ROW_STATUS_LABELS[status.kind];
    const isConflict = status.kind === 'different' || status.kind === 'taken';
    const beneficiary = row.beneficiary.toBase58();
    return [
      row.line,
      row.grantId.toString(),
      <code key="who" title={beneficiary}>
        {short(beneficiary)}
      </code>,
      <Amount key="amount" baseUnits={row.total} token={plan} />,
      <Time key="start" ts={row.startTs} />,
      <code key="schedule">{formatSchedule(row.shape)}</code>,
      <span key="stands" title={isConflict ? conflictText(status, plan.decimals) : undefined}>
        <Badge tone={tone}>{label}</Badge>
      </span>,
    ];
  };
  return (
    <Card title="Line by line">
      <VirtualTable
        label="Grants of the file"
        rowClass={styles.row}
        columns={COLUMNS}
        count={rows.length}
        cells={cells}
      />
    </Card>
  );
}
