/** The rows of a file, each with how it stands on the chain. */
import { formatSchedule, type ImportRow, type Plan, type RowStanding } from '@tenure/sdk';
import { Amount } from '@/entities/token';
import { short } from '@/shared/format';
import { Badge, Card, Time, type Tone } from '@/shared/ui';
import { VirtualTable } from '../VirtualTable';
import { obstacleText } from './standing';

const COLUMNS = [
  { name: 'Line' },
  { name: 'Grant' },
  { name: 'Beneficiary' },
  { name: 'Amount', number: true },
  { name: 'Starts' },
  { name: 'Schedule' },
  { name: 'Stands' },
];

const WORDS: Readonly<Record<RowStanding['kind'], { readonly word: string; readonly tone: Tone }>> = {
  missing: { word: 'To be issued', tone: 'info' },
  present: { word: 'On the chain', tone: 'good' },
  closed: { word: 'Issued, closed since', tone: 'good' },
  different: { word: 'Has other terms', tone: 'bad' },
  taken: { word: 'Has other terms', tone: 'bad' },
};

interface Props {
  readonly plan: Plan;
  readonly rows: readonly ImportRow[];
  readonly standings: ReadonlyMap<bigint, RowStanding>;
}

/** A virtual table: files have thousands of lines. */
export function RowTable({ plan, rows, standings }: Props) {
  const cells = (index: number) => {
    const row = rows[index];
    if (row === undefined) return [];
    const standing = standings.get(row.grantId) ?? { kind: 'missing' };
    const { word, tone } = WORDS[standing.kind];
    const obstructed = standing.kind === 'different' || standing.kind === 'taken';
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
      <span key="stands" title={obstructed ? obstacleText(standing, plan.decimals) : undefined}>
        <Badge tone={tone}>{word}</Badge>
      </span>,
    ];
  };
  return (
    <Card title="Line by line">
      <VirtualTable
        label="Grants of the file"
        layout="rows"
        columns={COLUMNS}
        count={rows.length}
        cells={cells}
      />
    </Card>
  );
}
