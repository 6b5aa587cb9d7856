import { useId } from 'react';
import styles from './votes.module.css';

interface Props {
  readonly name: string;
  /** What was reached and what is needed, in words. */
  readonly reached: string;
  readonly needed: string;
  /** From 0 to 1, for drawing only. */
  readonly share: number;
  readonly mark: number;
  readonly enough: boolean;
  /** Whether what is not filled speaks against it, as no does against yes. */
  readonly opposed?: boolean;
}

const WIDTH = 1_000;
const MARK_WIDTH = 5;

/** How much of a whole was reached, against what is needed. */
export function Meter({ name, reached, needed, share, mark, enough, opposed = false }: Props) {
  const id = useId();
  const markAt = Math.min(mark * WIDTH, WIDTH - MARK_WIDTH);
  return (
    <div className={styles.meter}>
      <div className={styles.meterHead}>
        <span className={styles.meterName} id={id}>
          {name}
        </span>
        <span>{reached}</span>
      </div>
      <div
        role="meter"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(share * 100)}
        aria-valuetext={`${reached}; ${needed}`}
      >
        <svg className={styles.track} viewBox={`0 0 ${WIDTH} 14`} preserveAspectRatio="none" aria-hidden="true">
          <rect
            className={opposed && share > 0 ? styles.against : styles.ground}
            x="0"
            y="2"
            width={WIDTH}
            height="10"
          />
          <rect className={enough ? styles.enough : styles.short} x="0" y="2" width={share * WIDTH} height="10" />
          <rect className={styles.mark} x={markAt} y="0" width={MARK_WIDTH} height="14" />
        </svg>
      </div>
      <span className={styles.about}>{needed}</span>
    </div>
  );
}
