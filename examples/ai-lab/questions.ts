/** The two metrics of the research grant: how each is defined, who reads what for it, and what it pays. */
import type { MetricDefinition, PayoutCurve } from '@tenure/sdk';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECIMALS } from './amounts';
import { FILES, type Reading } from './oracles';

const DAY = 86_400;
const TOKEN = 10n ** BigInt(DECIMALS);
/** What the broker says that its evidence does not. */
const LIE = 9_900n;

/** A metric, the milestone on it, and what the oracles read. */
export interface Question {
  readonly title: string;
  readonly definition: MetricDefinition;
  readonly targetAmount: bigint;
  readonly curve: PayoutCurve;
  readonly deadlineTs: number;
  /** When the oracles attest, unix seconds. */
  readonly attestTs: number;
  readonly readings: readonly Reading[];
  /** What the lie is, and why it doesn't help. */
  readonly moral: string;
}

function documentOf(name: string): Pick<MetricDefinition, 'definitionUri' | 'definitionSha256'> {
  const bytes = readFileSync(join(FILES, name));
  const definitionSha256 = createHash('sha256').update(bytes).digest();
  return { definitionUri: `examples/ai-lab/oracles/${name}`, definitionSha256 };
}

function results(of: string): object {
  return {
    ...{ kind: 'lm-eval', file: of, task: 'mmlu', metric: 'acc', filter: 'none' },
    ...{ model: 'example-lab/atlas-70b', minSamples: 14_042, observed: 'now' },
  };
}

function payments(of: string): object {
  return {
    ...{
      kind: 'csv',
      file: `${of}/payments.csv`,
      style: '1,234.56',
      value: 'sum',
      column: 'Converted Amount',
    },
    ...{ minus: ['Converted Amount Refunded'], where: [{ column: 'Captured', equals: 'true' }] },
    ...{ timestamp: { column: 'Created date (UTC)' }, from: '2025-02-01', to: '2025-03-01', observed: 'now' },
  };
}

/** "When the model reaches 80 %": final as soon as it is so, until the deadline a day after it is due. `begin`: unix seconds. */
function mmlu(begin: number): Question {
  return {
    title: 'MMLU of the model, from 0 to 1',
    definition: {
      key: 'mmlu-2025',
      exponent: -4,
      better: 'higher',
      opensTs: begin,
      dueTs: begin + 60 * DAY,
      earlyValue: 8_000n,
      maxAgeSecs: 30 * DAY,
      challengeSecs: 3 * DAY,
      ...documentOf('mmlu.md'),
    },
    targetAmount: 300_000n * TOKEN,
    curve: { threshold: 7_500n, target: 8_000n, maximum: 9_000n, thresholdBps: 5_000, maxBps: 20_000 },
    deadlineTs: begin + 61 * DAY,
    attestTs: begin + 40 * DAY,
    readings: [
      { oracle: 'broker', source: results('evaluator'), reads: 'results of the evaluator', lie: LIE },
      { oracle: 'evaluator', source: results('evaluator'), reads: 'results of its own' },
      { oracle: 'auditor', source: results('auditor'), reads: 'results of its own' },
    ],
    moral:
      'The broker lies: whoever reads its evidence sees that it says something else. The median stays ' +
      'among what the honest two say.',
  };
}

/** Revenue of a month: one result at its end. */
function revenue(begin: number): Question {
  const dueTs = begin + 45 * DAY;
  return {
    title: 'Revenue of a month less refunds, in dollars',
    definition: {
      key: 'revenue-2025-02',
      exponent: -2,
      better: 'higher',
      opensTs: dueTs,
      dueTs,
      maxAgeSecs: 30 * DAY,
      challengeSecs: 3 * DAY,
      ...documentOf('revenue.md'),
    },
    targetAmount: 200_000n * TOKEN,
    curve: {
      ...{ threshold: 30_000_000n, target: 40_000_000n, maximum: 50_000_000n },
      ...{ thresholdBps: 5_000, maxBps: 15_000 },
    },
    deadlineTs: dueTs + 15 * DAY,
    attestTs: dueTs,
    readings: [
      { oracle: 'evaluator', source: payments('evaluator'), reads: 'export of payments' },
      { oracle: 'broker', source: payments('broker'), reads: 'a forged export' },
      {
        oracle: 'auditor',
        source: { kind: 'json', document: 'auditor/revenue.json', path: '$.net', observed: 'now' },
        reads: 'report of the billing system',
      },
    ],
    moral:
      'The broker forged its evidence, which then says what it attests. The others have no such payment, ' +
      'and the median is where two of three agree.',
  };
}

/** Both, for a plan that begins at a time, unix seconds. */
export function questions(begin: number): readonly Question[] {
  return [mmlu(begin), revenue(begin)];
}
