/** Every grant of a plan. Only the rows in sight are drawn, so that ten thousand scroll as one does. */
import type { Plan } from '@tenure/sdk';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import { grantStatusLabel } from '@/entities/grant';
import { Amount } from '@/entities/token';
import { portion, short } from '@/shared/format';
import { Badge, Card, Muted, TextField, Time, type Column } from '@/shared/ui';
import styles from './GrantsTable.module.css';
import { filterRows, sortRows, type GrantRow, type RowOrder, type SortKey } from './grantRows';

const ROW_PIXELS = 44;
const OVERSCAN = 12;
/** The header and at most twelve rows. */
const MOST_ROWS = 12;
const HEAD_PIXELS = 42;

interface GrantColumn extends Column {
  readonly sort?: SortKey;
  /** Left out where there is little room. */
  readonly wide?: boolean;
}

const COLUMNS: readonly GrantColumn[] = [
  { name: 'Grant', sort: 'grant' },
  { name: 'Beneficiary', wide: true },
  { name: 'Granted', sort: 'total', number: true },
  { name: 'Vested', sort: 'vested', number: true },
  { name: 'Claimed', sort: 'claimed', number: true, wide: true },
  { name: 'Starts', sort: 'start', wide: true },
  { name: 'Stands', wide: true },
];

function classOf({ number, wide }: GrantColumn): string {
  return [number === true && styles.number, wide === true && styles.wide].filter(Boolean).join(' ');
}

/** The grants, to search and to sort. */
export function GrantsTable({ plan, rows, now }: { plan: Plan; rows: readonly GrantRow[]; now: number }) {
  const [text, setText] = useState('');
  const [order, setOrder] = useState<RowOrder>({ by: 'grant', descending: false });
  const wanted = useDeferredValue(text);
  const shown = useMemo(() => sortRows(filterRows(rows, wanted), order), [rows, wanted, order]);
  if (rows.length === 0) {
    return (
      <Card title="Grants">
        <Muted>The plan has no live grants.</Muted>
      </Card>
    );
  }
  return (
    <Card title="Grants">
      <div className={styles.tools}>
        <TextField
          label="Find a grant"
          hint="By its number, or by the address of whom it pays"
          type="search"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <span className={styles.count} role="status">
          {shown.length === rows.length
            ? `${rows.length.toLocaleString()} grants`
            : `${shown.length.toLocaleString()} of ${rows.length.toLocaleString()} grants`}
        </span>
      </div>
      <Rows plan={plan} rows={shown} now={now} order={order} onOrder={setOrder} />
    </Card>
  );
}

interface RowsProps {
  readonly plan: Plan;
  readonly rows: readonly GrantRow[];
  readonly now: number;
  readonly order: RowOrder;
  readonly onOrder: (order: RowOrder) => void;
}

function Rows({ plan, rows, now, order, onOrder }: RowsProps) {
  const scroll = useRef<HTMLDivElement>(null);
  // The virtualizer's functions answer differently at each drawing; nothing here is memoized by them.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PIXELS,
    overscan: OVERSCAN,
  });
  const height = HEAD_PIXELS + ROW_PIXELS * Math.min(Math.max(rows.length, 1), MOST_ROWS);
  return (
    <div
      ref={scroll}
      className={styles.scroll}
      style={{ height }}
      // A region that scrolls must be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      aria-label="Grants, scrolls"
    >
      <div role="table" aria-label="Grants of the plan" aria-rowcount={rows.length + 1}>
        <div role="rowgroup">
          <div role="row" aria-rowindex={1} className={styles.head}>
            {COLUMNS.map((column) => (
              <Head key={column.name} column={column} order={order} onOrder={onOrder} />
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: Math.max(virtual.getTotalSize(), ROW_PIXELS) }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <Row key={key} plan={plan} row={row} now={now} index={index} start={start} />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Head({ column, order, onOrder }: { column: GrantColumn } & Pick<RowsProps, 'order' | 'onOrder'>) {
  const { name, sort } = column;
  if (sort === undefined) {
    return (
      <div role="columnheader" className={classOf(column)}>
        {name}
      </div>
    );
  }
  const sorted = order.by === sort;
  const direction = order.descending ? 'descending' : 'ascending';
  return (
    <div role="columnheader" className={classOf(column)} aria-sort={sorted ? direction : 'none'}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => onOrder({ by: sort, descending: sorted ? !order.descending : sort !== 'grant' })}
      >
        {name}
        <span aria-hidden="true">{sorted ? (order.descending ? '↓' : '↑') : ''}</span>
      </button>
    </div>
  );
}

interface RowProps {
  readonly plan: Plan;
  readonly row: GrantRow;
  readonly now: number;
  readonly index: number;
  /** Pixels from the first row. */
  readonly start: number;
}

function Row({ plan, row: { grant, vested }, now, index, start }: RowProps) {
  const { label, tone } = grantStatusLabel(plan, grant, now);
  const beneficiary = grant.beneficiary.toBase58();
  return (
    <div role="row" aria-rowindex={index + 2} className={styles.row} style={{ transform: `translateY(${start}px)` }}>
      <div role="cell">
        <Link to={`/grants/${grant.address.toBase58()}`}>{grant.grantId.toString()}</Link>
      </div>
      <div role="cell" className={styles.wide}>
        <code title={beneficiary}>{short(beneficiary)}</code>
      </div>
      <div role="cell" className={styles.number}>
        <Amount baseUnits={grant.total} token={plan} />
      </div>
      <div role="cell" className={styles.number} title={portion(vested, grant.total)}>
        <Amount baseUnits={vested} token={plan} />
      </div>
      <div role="cell" className={`${styles.number} ${styles.wide}`}>
        <Amount baseUnits={grant.claimed} token={plan} />
      </div>
      <div role="cell" className={styles.wide}>
        <Time ts={grant.startTs} />
      </div>
      <div role="cell" className={styles.wide}>
        <Badge tone={tone}>{label}</Badge>
      </div>
    </div>
  );
}
