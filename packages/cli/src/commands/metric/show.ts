/** `tenure metric show|list` */
import { fetchMetricsByPlan, fetchOracleSet, metricPreviewAt, type OracleSet } from '@tenure/sdk';
import type { Command } from 'commander';
import { report } from '../../operation/perform';
import { CliError } from '../../cli-error';
import type { Session } from '../../session';
import { hashOfDocument } from '../../documents/hash-of-document';
import { clean } from '../../output/clean';
import { definitionFacts, metricStatusText } from '../../output/metric-facts';
import { facts, table } from '../../output/table';
import { date, figure } from '../../output/values';
import { findPlan } from '../../accounts/find-grant';
import { findMetric, METRIC, type Measure } from '../../accounts/find-metric';
import {
  adviceLines,
  attestationLines,
  disputeFacts,
  metricAdvice,
  metricJson,
  metricSentence,
} from '../../output/metric-text';
import type { Opener } from '../../open-session';

/** Adds the commands. */
export function addMetricShow(metric: Command, open: Opener): void {
  metric
    .command('show')
    .description('a metric: what is measured, how it stands, who attested what, how to dispute')
    .argument('<metric>', METRIC)
    .option('--definition-file <file>', 'compare this document with the stored SHA-256; exit code 1 if it is another')
    .action(async (text: string, { definitionFile }: { definitionFile?: string }, command: Command) => {
      const session = open(command);
      await show(session, await findMetric(session, text), definitionFile);
    });
  metric
    .command('list')
    .description("a plan's metrics")
    .argument('<plan>', "the plan's address")
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const plan = await findPlan(session, text);
      const { reader, programId } = session;
      const oracles = await fetchOracleSet(reader, plan.address, programId);
      const metrics = await fetchMetricsByPlan(reader, plan.address, programId);
      const measures = oracles === null ? [] : metrics.map((metric) => ({ plan, metric, oracles }));
      list(session, measures, await session.now());
    });
}

async function show(session: Session, measure: Measure, definitionFile: string | undefined): Promise<void> {
  const { metric } = measure;
  const now = await session.now();
  const { columns, colors } = session.terminal;
  const sameDefinition =
    definitionFile === undefined ? undefined : hashOfDocument(definitionFile).equals(metric.definitionSha256);
  report(session, { ...metricJson(measure, now), now, sameDefinition }, () => [
    colors.bold(`Metric ${clean(metric.key)}  ${metric.address.toBase58()}`),
    metricSentence(measure, now),
    facts(
      [
        ['plan', metric.plan.toBase58()],
        ...definitionFacts(metric),
        ['milestones on it', `${metric.milestoneCount}`],
        ...disputeFacts(measure, now),
      ],
      columns,
    ),
    colors.bold('Who attested what'),
    ...attestationLines(measure, now, columns),
    ...adviceLines(metricAdvice(measure, now)),
    ...(sameDefinition === true ? ['The document is the one that the metric names.'] : []),
  ]);
  if (sameDefinition === false) {
    const remedy = 'Ask for the document that the metric was defined by; the SHA-256 above is its fingerprint.';
    throw new CliError('OtherDefinition', 'The document is not the one that the metric names', remedy);
  }
}

function list(session: Session, measures: readonly Measure[], now: number): void {
  const json = { now, metrics: measures.map((measure) => metricJson(measure, now)) };
  report(session, json, () => [
    table(
      ['metric', 'better', 'due', 'value', 'status', 'milestones'],
      measures.map(({ metric, oracles }) => [
        clean(metric.key),
        metric.better,
        date(metric.dueTs),
        valueText(metric, oracles, now),
        metricStatusText(metric),
        `${metric.milestoneCount}`,
      ]),
      session.terminal.columns,
    ),
  ]);
}

function valueText(metric: Measure['metric'], oracles: OracleSet, now: number): string {
  const { median } = metricPreviewAt(metric, oracles, now);
  if (median === null) return '';
  return `${figure(median, metric.exponent)}${metric.status === 'open' ? ' (median so far)' : ''}`;
}
