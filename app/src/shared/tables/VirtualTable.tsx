/** A long table: only the rows in view are made. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';
import type { Column } from '@/shared/ui';
import styles from './VirtualTable.module.css';

interface Props {
  /** What the table shows. */
  readonly label: string;
  /** The class that gives a row the widths of its columns, as `grid-template-columns`. */
  readonly rowClass: string | undefined;
  /** Whether the cells of a row stand below each other where there is no room for columns; otherwise the table scrolls. */
  readonly stacked?: boolean;
  readonly columns: readonly Column[];
  readonly count: number;
  /** The cells of a row, by its number from 0. */
  readonly cells: (index: number) => readonly ReactNode[];
}

const ROW_HEIGHT = 44;

/** Rows that scroll in a box of their own; heights are measured, so cells may wrap. */
export function VirtualTable({ label, rowClass, stacked = false, columns, count, cells }: Props) {
  const box = useRef<HTMLDivElement>(null);
  // Nothing that it returns is passed on, so nothing that is kept can be out of date.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const row = [styles.row, rowClass, stacked && styles.stacked].filter(Boolean).join(' ');
  return (
    // A region that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={box} className={styles.box} tabIndex={0} role="group" aria-label={label}>
      <div role="table" aria-label={label} aria-rowcount={count + 1} className={styles.table}>
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={row}>
            {columns.map(({ name, number }) => (
              <div key={name} role="columnheader" className={number === true ? styles.number : undefined}>
                {name}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, key, start }) => (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              role="row"
              aria-rowindex={index + 2}
              className={`${row} ${styles.placed}`}
              style={{ transform: `translateY(${start}px)` }}
            >
              {cells(index).map((cell, column) => (
                <div
                  key={columns[column]?.name}
                  role="cell"
                  className={columns[column]?.number === true ? styles.number : undefined}
                >
                  {cell}
                </div>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
