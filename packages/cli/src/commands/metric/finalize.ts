/** `tenure metric finalize`, called as the program's instruction is. */
import { finalizeMetric } from '@tenure/sdk';
import type { Command } from 'commander';
import { findMetric, METRIC } from '../../accounts/find-metric';
import { anybodyOf } from '../../accounts/signers';
import type { OpenSession } from '../../open-session';
import { performOnMetric } from '../../operation/perform-on';

/** Adds the command. */
export function addMetricFinalize(metric: Command, open: OpenSession): void {
  metric
    .command('finalize')
    .description('make a result final whose time for disputes is over; anybody may')
    .argument('<metric>', METRIC)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findMetric(session, text);
      const finalize = finalizeMetric(found.metric.address, session.programId);
      await performOnMetric(session, found, anybodyOf(session, found.plan), 'Finalize', finalize);
    });
}
