import type { ReactNode } from 'react';
import { Icon } from '@/shared/ui';
import styles from './PromiseList.module.css';
import type { PlanPromise } from './promises';

/** What a plan promises, or will, in plain words. `children` are further items. */
export function PromiseList({ promises, children }: { promises: readonly PlanPromise[]; children?: ReactNode }) {
  return (
    <ul className={styles.list}>
      {promises.map(({ about, text, tone }) => (
        <PromiseItem key={about + text} about={about} tone={tone}>
          {text}
        </PromiseItem>
      ))}
      {children}
    </ul>
  );
}

/** One promise. */
export function PromiseItem({ about, tone, children }: Pick<PlanPromise, 'about' | 'tone'> & { children: ReactNode }) {
  return (
    <li className={styles.item}>
      <span className={styles[tone]}>
        <Icon name={tone === 'good' ? 'check' : 'warning'} />
      </span>
      <div>
        <div className={styles.about}>{about}</div>
        <div className={styles.text}>{children}</div>
      </div>
    </li>
  );
}
