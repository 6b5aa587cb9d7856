/** `tenure oracle check`: whether what was attested follows from its evidence, for whoever doubts it. */
import { OracleError, readReceipts, recompute, verifyEvidence, type Receipt } from '@tenure/oracle';
import { metricPreviewAt, type Attestation, type Metric } from '@tenure/sdk';
import type { Command } from 'commander';
import { report } from '../../output/report';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { Session } from '../../session';
import { clean } from '../../output/clean';
import { table } from '../../output/table';
import { date, figure } from '../../output/values';
import { findMetric, METRIC, type Measure } from '../../accounts/find-metric';
import { metricSentence } from '../../output/metric-text';
import type { OpenSession } from '../../open-session';

const SAME = 'same';
const NO_RECEIPT = 'The evidence is there, but no receipt says how this metric was computed from it.';

interface Options {
  readonly evidenceDir: string;
  readonly attestor?: string;
}

/** What the evidence of one attestation says. */
interface Checked {
  readonly said: Attestation;
  /** `same`, or the name of what is wrong. */
  readonly verdict: string;
  /** What that means, and what was computed from what. */
  readonly says: readonly string[];
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

async function check(session: Session, measure: Measure, { evidenceDir, attestor }: Options): Promise<void> {
  const { metric, oracles } = measure;
  const now = await session.now();
  const only = attestor === undefined ? undefined : args.address(attestor, '--attestor');
  const { counting } = metricPreviewAt(metric, oracles, now);
  const chosen = counting.filter((said) => only === undefined || said.attestor.equals(only));
  if (chosen.length === 0) {
    throw new CliError('NothingToCheck', 'No such attestation counts for the metric', 'See them with `metric show`.');
  }
  const checked: Checked[] = [];
  for (const said of chosen) checked.push(await checkOne(metric, said, evidenceDir));
  const wrong = checked.filter(({ verdict }) => verdict !== SAME);
  const json = {
    metric: metric.address,
    healthy: wrong.length === 0,
    checked: checked.map(({ said, verdict, says }) => ({ ...said, verdict, says })),
  };
  report(session, json, () => [
    metricSentence(measure, now),
    table(
      ['seat', 'attested', 'observed', 'verdict'],
      checked.map(({ said, verdict }) => [
        `${said.seat}`,
        figure(said.value, metric.exponent),
        date(said.observedTs),
        clean(verdict),
      ]),
      session.terminal.columns,
    ),
    ...checked.flatMap(({ said, says }) => [
      `  seat ${said.seat}: ${said.attestor.toBase58()}`,
      `    evidence ${hashOf(said)}`,
      ...says.map((line) => `    ${clean(line)}`),
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

async function checkOne(metric: Metric, said: Attestation, directory: string): Promise<Checked> {
  try {
    const evidence = await verifyEvidence(directory, hashOf(said));
    const receipts = (await readReceipts(directory, hashOf(said))).filter(
      (receipt) => receipt.metric === metric.address.toBase58() && receipt.exponent === metric.exponent,
    );
    const results = receipts.map((receipt) => compare(metric, said, receipt, evidence));
    const [first = { said, verdict: 'ReceiptMissing', says: [NO_RECEIPT] }] = results;
    // Somebody may have put a false receipt beside the right one.
    return results.find(({ verdict }) => verdict === SAME) ?? first;
  } catch (failure) {
    return refused(said, failure);
  }
}

/** What the evidence says under the settings of a receipt, beside what was attested. */
function compare(metric: Metric, said: Attestation, { source }: Receipt, evidence: Uint8Array): Checked {
  const by = `by ${JSON.stringify(source)}`;
  try {
    const { value, number, observedTs } = recompute(source, metric.exponent, evidence);
    const says = [`computed ${number}${observedTs === undefined ? '' : `, observed ${date(observedTs)}`}`, by];
    if (value !== said.value) return { said, verdict: 'OtherValue', says };
    const otherTime = observedTs !== undefined && observedTs !== said.observedTs;
    return { said, verdict: otherTime ? 'OtherTime' : SAME, says };
  } catch (failure) {
    return refused(said, failure, by);
  }
}

function refused(said: Attestation, failure: unknown, ...more: string[]): Checked {
  if (!(failure instanceof OracleError)) throw failure;
  const { name, message, remedy } = failure;
  return { said, verdict: name, says: [`${message}. ${remedy}`, ...more] };
}
