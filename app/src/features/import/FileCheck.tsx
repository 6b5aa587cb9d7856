/** A dropped file: its problems line by line, or its rows and how they stand on the chain. */
import { fetchRowStatuses, rowsByStatus, escapeInvisible, type ImportRow, type Plan, type Problem } from '@tenure/sdk';
import { useMemo } from 'react';
import type { FundedPlan } from '@/entities/plan';
import { useChainQuery } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { VirtualTable } from '@/shared/tables/VirtualTable';
import { Badge, Card, Failure, Notice, Skeleton } from '@/shared/ui';
import { readRows, type DroppedFile } from './importFile';
import styles from './import.module.css';
import { ImportProgress } from './ImportProgress';
import { RowTable } from './RowTable';

/** Checks a file once, then follows its rows on the chain. */
export function FileCheck({ funded, file }: { funded: FundedPlan; file: DroppedFile }) {
  const { plan } = funded;
  // Of the plan only what is fixed for good bears on what a file says.
  const fixed = plan.address.toBase58();
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const { rows, problems } = useMemo(() => readRows(file.text, plan), [file, fixed]);
  return problems.length > 0 ? (
    <Problems file={file} problems={problems} />
  ) : (
    <RowStatuses funded={funded} file={file} rows={rows} plan={plan} />
  );
}

const COLUMNS = [
  { name: 'Line' },
  { name: 'Column' },
  { name: 'What stands there' },
  { name: 'What is wrong' },
  { name: 'What to do' },
];

function Problems({ file, problems }: { file: DroppedFile; problems: readonly Problem[] }) {
  const cells = (index: number) => {
    const problem = problems[index];
    if (problem === undefined) return [];
    const { line, column, value, message, remedy } = problem;
    return [
      line ?? 'file',
      <code key="column">{escapeInvisible(column ?? '')}</code>,
      <code key="value">{escapeInvisible(value)}</code>,
      `${escapeInvisible(message)}.`,
      escapeInvisible(remedy),
    ];
  };
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return (
    <Card title={file.name} aside={<Badge tone="bad">{count}</Badge>}>
      <Notice tone="bad" urgent title={`The file has ${count}, so nothing of it is sent`}>
        Correct the lines below, then choose the file again.
      </Notice>
      <VirtualTable
        label="Problems of the file"
        rowClass={styles.problem}
        stacked
        columns={COLUMNS}
        count={problems.length}
        cells={cells}
      />
    </Card>
  );
}

interface Props {
  readonly funded: FundedPlan;
  readonly plan: Plan;
  readonly file: DroppedFile;
  readonly rows: readonly ImportRow[];
}

function RowStatuses({ funded, plan, file, rows }: Props) {
  const { data, error, refetch } = useChainQuery(
    ['import', plan.address.toBase58(), file.sha256],
    ({ reader, programId }) => fetchRowStatuses(reader, plan.address, rows, programId),
  );
  const sorted = useMemo(() => data && rowsByStatus(rows, data), [rows, data]);
  if (sorted === undefined || data === undefined) {
    if (error !== null) return <Failure failure={describeError(error)} onRetry={() => void refetch()} />;
    return <Skeleton lines={8} label="Looking for the grants of the file on the chain" />;
  }
  return (
    <>
      <ImportProgress funded={funded} file={file} rows={rows} sorted={sorted} />
      <RowTable plan={plan} rows={rows} statuses={data} />
    </>
  );
}
