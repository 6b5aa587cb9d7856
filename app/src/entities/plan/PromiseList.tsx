import { Icon } from '@/shared/ui';
import styles from './PromiseList.module.css';
import { promisesOf, type PlanPolicy } from './promises';

/** What a plan promises, or will, in plain words. */
export function PromiseList({ plan }: { plan: PlanPolicy }) {
  return (
    <ul className={styles.list}>
      {promisesOf(plan).map(({ about, says, tone }) => (
        <li key={about + says} className={styles.item}>
          <span className={styles[tone]}>
            <Icon name={tone === 'good' ? 'check' : 'warning'} />
          </span>
          <div>
            <div className={styles.about}>{about}</div>
            <div className={styles.says}>{says}</div>
          </div>
        </li>
      ))}
    </ul>
  );
}
