import { useId, type ReactNode } from 'react';
import styles from './layout.module.css';

/** A stretch of a page with a heading of its own. */
export function Card({ title, aside, children }: { title?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.card}>
      {title !== undefined && (
        <div className={styles.cardHead}>
          <h2>{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}

/** The head of a page: its one `h1`, what it is about, and what can be done here. */
export function PageHead({ title, lede, actions }: { title: ReactNode; lede?: ReactNode; actions?: ReactNode }) {
  return (
    <header className={styles.pageHead}>
      <div>
        <h1>{title}</h1>
        {lede !== undefined && <div className={styles.lede}>{lede}</div>}
      </div>
      {actions !== undefined && <div className={styles.row}>{actions}</div>}
    </header>
  );
}

/** Things below each other. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className={styles.stack}>{children}</div>;
}

/** Cards beside each other where there is room; `wide` ones hold tables. */
export function Columns({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return <div className={wide ? `${styles.columns} ${styles.wide}` : styles.columns}>{children}</div>;
}

/** Small things beside each other. */
export function Row({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}

/** Less important text. */
export function Muted({ children }: { children: ReactNode }) {
  return <span className={styles.muted}>{children}</span>;
}

/** A name and its value. */
export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  readonly strong?: boolean | undefined;
}

/** Names and values below each other. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, strong }) => (
        <div key={name} className={strong === true ? `${styles.fact} ${styles.strong}` : styles.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A figure that is read at a glance. */
export interface Stat {
  readonly name: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
}

/** Figures beside each other. */
export function Stats({ stats }: { stats: readonly Stat[] }) {
  return (
    <dl className={styles.stats}>
      {stats.map(({ name, value, note }) => (
        <div key={name} className={styles.stat}>
          <dt>{name}</dt>
          <dd>
            {value}
            {note !== undefined && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A column of a table. */
export interface Column {
  readonly name: string;
  readonly number?: boolean;
}

/** A table that scrolls sideways where it must. The first cell of a row names it. */
export function Table({
  caption,
  columns,
  rows,
}: {
  caption: ReactNode;
  columns: readonly Column[];
  rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}) {
  const name = useId();
  return (
    <div>
      <div id={name} className={styles.tableName}>
        {caption}
      </div>
      {/* What scrolls must be reachable by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0} role="group" aria-labelledby={name}>
        <table className={styles.table} aria-labelledby={name}>
          <thead>
            <tr>
              {columns.map(({ name, number }) => (
                <th key={name} scope="col" className={number === true ? styles.number : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, index) => (
                  <td
                    key={columns[index]?.name}
                    className={columns[index]?.number === true ? styles.number : undefined}
                  >
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
