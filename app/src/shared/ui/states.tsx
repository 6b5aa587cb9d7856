import type { ReactNode } from 'react';
import type { ErrorDescription } from '@/shared/errors/describeError';
import { Button } from './Button';
import styles from './states.module.css';

/** How something stands. */
export type Tone = 'info' | 'good' | 'warn' | 'bad';

/** How something stands, in a word or two. */
export interface StatusLabel {
  readonly label: string;
  readonly tone: Tone;
}

/** Something that has to be said, and what to do about it. `urgent` is read out at once. */
export function Notice({
  tone = 'info',
  title,
  children,
  action,
  urgent = false,
}: {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  urgent?: boolean;
}) {
  return (
    <div className={`${styles.notice} ${styles[tone]}`} role={urgent ? 'alert' : 'status'}>
      <div className={styles.text}>
        {title !== undefined && <strong>{title}</strong>}
        {children}
      </div>
      {action}
    </div>
  );
}

/** A word on how something stands. */
export function Badge({ tone, children }: { tone?: Tone; children: ReactNode }) {
  return <span className={tone === undefined ? styles.badge : `${styles.badge} ${styles[tone]}`}>{children}</span>;
}

/** Where there is nothing yet: what would be here, and how it comes. `page`: there is nothing else, not even a `PageHead`. */
export function Empty({
  title,
  children,
  action,
  page = false,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  page?: boolean;
}) {
  return (
    <div className={styles.empty}>
      {page ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children !== undefined && <p>{children}</p>}
      {action}
    </div>
  );
}

/** A failure with what to do about it. */
export function Failure({ failure, onRetry }: { failure: ErrorDescription; onRetry?: () => void }) {
  const { name, message, remedy } = failure;
  const retry = onRetry === undefined ? undefined : <Button onClick={onRetry}>Try again</Button>;
  return (
    <Notice tone="bad" urgent title={name} action={retry}>
      {/[.!?]$/.test(message) ? message : `${message}.`} {remedy}
    </Notice>
  );
}

/** Shown while something loads; as many lines as it will about have. */
export function Skeleton({ lines = 4, label = 'Loading' }: { lines?: number; label?: string }) {
  return (
    <div className={styles.skeleton} role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={styles.bone} />
      ))}
    </div>
  );
}

/** Something is being done. */
export function Busy({ children }: { children: ReactNode }) {
  return (
    <div className={styles.busy} role="status">
      <div className={styles.spinner} aria-hidden="true" />
      <div>{children}</div>
    </div>
  );
}
