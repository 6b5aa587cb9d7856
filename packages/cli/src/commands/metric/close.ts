/** `tenure metric close` */
import { closeMetric } from '@tenure/sdk';
import type { Command } from 'commander';
import { findMetric, METRIC } from '../../accounts/find-metric';
import { anybodyOf } from '../../accounts/signers';
import type { OpenSession } from '../../open-session';
import { performOnMetric } from '../../operation/perform-on';

/** Adds the command. */
export function addMetricClose(metric: Command, open: OpenSession): void {
  metric
    .command('close')
    .description('close a metric of a sealed plan on which no milestone hangs; its rent comes back; anybody may')
    .argument('<metric>', METRIC)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findMetric(session, text);
      const { address, rentRecipient } = found.plan;
      const close = closeMetric({ plan: address, metric: found.metric.address, rentRecipient }, session.programId);
      await performOnMetric(session, found, anybodyOf(session, found.plan), 'Close', close);
    });
}
