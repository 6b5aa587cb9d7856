/** `tenure metric close` */
import { closeMetricOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findMetric, METRIC } from '../../accounts/find-metric';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addMetricClose(parent: Command, open: OpenSession): void {
  parent
    .command('close')
    .description('close a metric of a sealed plan on which no milestone hangs; its rent comes back; anybody may')
    .argument('<metric>', METRIC)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const { plan, metric } = await findMetric(session, text);
      await performOperation(session, plan, closeMetricOperation(session.operations, plan, metric));
    });
}
