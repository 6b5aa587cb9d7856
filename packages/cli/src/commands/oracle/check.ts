/** `tenure oracle check`: whether what was attested follows from its evidence, for whoever doubts it. */
import { OracleError, readReceipts, recompute, verifyEvidence, type Receipt } from '@tenure/oracle';
import { metricPreviewAt, type Attestation, type Metric } from '@tenure/sdk';
import type { Command } from 'commander';
import { findMetric, METRIC, type FoundMetric } from '../../accounts/find-metric';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { clean } from '../../output/clean';
import { metricSentence } from '../../output/metric-text';
import { report } from '../../output/report';
import { table } from '../../output/table';
import { date, figure } from '../../output/values';
import type { Session } from '../../session';

const SAME = 'same';
const NO_RECEIPT = 'The evidence is there, but no receipt says how this metric was computed from it.';

interface Options {
  readonly evidenceDir: string;
  readonly attestor?: string;
}

/** What the evidence of one attestation says. */
interface CheckResult {
  readonly attestation: Attestation;
  /** `same`, or the name of what is wrong. */
  readonly verdict: string;
  /** What that means, and what was computed from what. */
  readonly lines: readonly string[];
}

/** Adds the command. */
export function addOracleCheck(oracle: Command, open: OpenSession): void {
  oracle
    .command('check')
    .description('compute again, from stored evidence, what counts for a metric; exit code 1 unless all of it is right')
    .argument('<metric>', METRIC)
    .requiredOption('--evidence-dir <folder>', "oracles' evidence: the folder of one of them, or theirs put together")
    .option('--attestor <address>', 'only what this oracle attested')
    .action(async (text: string, options: Options, command: Command) => {
      const session = open(command);
      await check(session, await findMetric(session, text), options);
    });
}

async function check(session: Session, found: FoundMetric, { evidenceDir, attestor }: Options): Promise<void> {
  const { metric, oracles } = found;
  const now = await session.now();
  const only = attestor === undefined ? undefined : args.address(attestor, '--attestor');
  const { counting } = metricPreviewAt(metric, oracles, now);
  const chosen = counting.filter((attestation) => only === undefined || attestation.attestor.equals(only));
  if (chosen.length === 0) {
    throw new CliError('NothingToCheck', 'No such attestation counts for the metric', 'See them with `metric show`.');
  }
  const checked: CheckResult[] = [];
  for (const attestation of chosen) checked.push(await checkOne(metric, attestation, evidenceDir));
  const wrong = checked.filter(({ verdict }) => verdict !== SAME);
  const json = {
    metric: metric.address,
    healthy: wrong.length === 0,
    checked: checked.map(({ attestation, verdict, lines }) => ({ ...attestation, verdict, says: lines })),
  };
  report(session, json, () => [
    metricSentence(found, now),
    table(
      ['seat', 'attested', 'observed', 'verdict'],
      checked.map(({ attestation, verdict }) => [
        `${attestation.seat}`,
        figure(attestation.value, metric.exponent),
        date(attestation.observedTs),
        clean(verdict),
      ]),
      session.terminal.columns,
    ),
    ...checked.flatMap(({ attestation, lines }) => [
      `  seat ${attestation.seat}: ${attestation.attestor.toBase58()}`,
      `    evidence ${hashOf(attestation)}`,
      ...lines.map((line) => `    ${clean(line)}`),
    ]),
  ]);
  if (wrong.length === 0) return;
  throw new CliError(
    'AttestationsUnproven',
    `${wrong.length} of ${checked.length} attestations do not follow from the evidence here`,
    'Ask those oracles for their evidence; while the result can be disputed, tell the guardian or an oracle.',
  );
}

function hashOf({ evidenceSha256 }: Attestation): string {
  return Buffer.from(evidenceSha256).toString('hex');
}

async function checkOne(metric: Metric, attestation: Attestation, directory: string): Promise<CheckResult> {
  try {
    const evidence = await verifyEvidence(directory, hashOf(attestation));
    const receipts = (await readReceipts(directory, hashOf(attestation))).filter(
      (receipt) => receipt.metric === metric.address.toBase58() && receipt.exponent === metric.exponent,
    );
    const results = receipts.map((receipt) => compare(metric, attestation, receipt, evidence));
    const [first = { attestation, verdict: 'ReceiptMissing', lines: [NO_RECEIPT] }] = results;
    // Somebody may have put a false receipt beside the right one.
    return results.find(({ verdict }) => verdict === SAME) ?? first;
  } catch (failure) {
    return refused(attestation, failure);
  }
}

/** What the evidence says under the settings of a receipt, beside what was attested. */
function compare(metric: Metric, attestation: Attestation, { source }: Receipt, evidence: Uint8Array): CheckResult {
  const by = `by ${JSON.stringify(source)}`;
  try {
    const { value, number, observedTs } = recompute(source, metric.exponent, evidence);
    const lines = [`computed ${number}${observedTs === undefined ? '' : `, observed ${date(observedTs)}`}`, by];
    if (value !== attestation.value) return { attestation, verdict: 'OtherValue', lines };
    const otherTime = observedTs !== undefined && observedTs !== attestation.observedTs;
    return { attestation, verdict: otherTime ? 'OtherTime' : SAME, lines };
  } catch (failure) {
    return refused(attestation, failure, by);
  }
}

function refused(attestation: Attestation, failure: unknown, ...more: string[]): CheckResult {
  if (!(failure instanceof OracleError)) throw failure;
  const { name, message, remedy } = failure;
  return { attestation, verdict: name, lines: [`${message}. ${remedy}`, ...more] };
}
