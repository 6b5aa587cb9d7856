/** `tenure metric show` */
import type { Command } from 'commander';
import { findMetric, METRIC, type FoundMetric } from '../../accounts/find-metric';
import { CliError } from '../../cli-error';
import { hashOfDocument } from '../../documents/hash-of-document';
import type { OpenSession } from '../../open-session';
import { clean } from '../../output/clean';
import { definitionFacts } from '../../output/metric-facts';
import {
  adviceLines,
  attestationLines,
  disputeFacts,
  metricAdvice,
  metricJson,
  metricSentence,
} from '../../output/metric-text';
import { report } from '../../output/report';
import { facts } from '../../output/table';
import type { Session } from '../../session';

/** Adds the command. */
export function addMetricShow(metric: Command, open: OpenSession): void {
  metric
    .command('show')
    .description('a metric: what is measured, how it stands, who attested what, how to dispute')
    .argument('<metric>', METRIC)
    .option('--definition-file <file>', 'compare this document with the stored SHA-256; exit code 1 if it is another')
    .action(async (text: string, { definitionFile }: { definitionFile?: string }, command: Command) => {
      const session = open(command);
      await show(session, await findMetric(session, text), definitionFile);
    });
}

async function show(session: Session, found: FoundMetric, definitionFile: string | undefined): Promise<void> {
  const { metric } = found;
  const now = await session.now();
  const { columns, colors } = session.terminal;
  const sameDefinition =
    definitionFile === undefined ? undefined : hashOfDocument(definitionFile).equals(metric.definitionSha256);
  report(session, { ...metricJson(found, now), now, sameDefinition }, () => [
    colors.bold(`Metric ${clean(metric.key)}  ${metric.address.toBase58()}`),
    metricSentence(found, now),
    facts(
      [
        ['plan', metric.plan.toBase58()],
        ...definitionFacts(metric),
        ['milestones on it', `${metric.milestoneCount}`],
        ...disputeFacts(found, now),
      ],
      columns,
    ),
    colors.bold('Who attested what'),
    ...attestationLines(found, now, columns),
    ...adviceLines(metricAdvice(found, now)),
    ...(sameDefinition === true ? ['The document is the one that the metric names.'] : []),
  ]);
  if (sameDefinition === false) {
    const remedy = 'Ask for the document that the metric was defined by; the SHA-256 above is its fingerprint.';
    throw new CliError('OtherDefinition', 'The document is not the one that the metric names', remedy);
  }
}
