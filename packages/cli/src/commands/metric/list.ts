/** `tenure metric list` */
import { fetchMetricsByPlan, fetchOracleSet, metricPreviewAt, type OracleSet } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import type { FoundMetric } from '../../accounts/find-metric';
import type { OpenSession } from '../../open-session';
import { clean } from '../../output/clean';
import { metricStatusText } from '../../output/metric-facts';
import { metricJson } from '../../output/metric-text';
import { report } from '../../output/report';
import { table } from '../../output/table';
import { date, figure } from '../../output/values';
import type { Session } from '../../session';

/** Adds the command. */
export function addMetricList(metric: Command, open: OpenSession): void {
  metric
    .command('list')
    .description("a plan's metrics")
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const plan = await findPlan(session, text);
      const { reader, programId } = session;
      const oracles = await fetchOracleSet(reader, plan.address, programId);
      const metrics = await fetchMetricsByPlan(reader, plan.address, programId);
      const found = oracles === null ? [] : metrics.map((metric) => ({ plan, metric, oracles }));
      list(session, found, await session.now());
    });
}

function list(session: Session, found: readonly FoundMetric[], now: number): void {
  const json = { now, metrics: found.map((each) => metricJson(each, now)) };
  report(session, json, () => [
    table(
      ['metric', 'better', 'due', 'value', 'status', 'milestones'],
      found.map(({ metric, oracles }) => [
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

function valueText(metric: FoundMetric['metric'], oracles: OracleSet, now: number): string {
  const { median } = metricPreviewAt(metric, oracles, now);
  if (median === null) return '';
  return `${figure(median, metric.exponent)}${metric.status === 'open' ? ' (median so far)' : ''}`;
}
