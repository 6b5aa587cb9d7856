/** What a snapshot shows of each promise. */
import type { Finding } from '@tenure/sdk';
import { Badge, Card, Icon, Muted, Time } from '@/shared/ui';
import styles from './FindingList.module.css';

/** Each promise that can be measured, and whether it holds. */
export function FindingList({ findings, now }: { findings: readonly Finding[]; now: number }) {
  const broken = findings.filter(({ holds }) => !holds).length;
  return (
    <Card
      title="Promises, measured"
      aside={
        <Badge tone={broken === 0 ? 'good' : 'bad'}>
          {broken === 0 ? `all ${findings.length} hold` : `${broken} of ${findings.length} broken`}
        </Badge>
      }
    >
      <ul className={styles.list}>
        {findings.map(({ promise, says, holds, figures }) => (
          <li key={says} className={styles.item}>
            <span className={holds ? styles.good : styles.bad}>
              <Icon name={holds ? 'check' : 'warning'} />
            </span>
            <div>
              <div className={styles.text}>
                {says} {!holds && <strong>Broken.</strong>}
              </div>
              <div className={styles.figures}>
                Promise {promise}: {figures}
              </div>
            </div>
          </li>
        ))}
      </ul>
      <Muted>
        From every account of the plan, read <Time ts={now} precise />. Amounts are base units of the token.
      </Muted>
    </Card>
  );
}
