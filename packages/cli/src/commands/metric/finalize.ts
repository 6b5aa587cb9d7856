/** `tenure metric finalize`, called as the program's instruction is. */
import { finalizeMetricOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findMetric, METRIC } from '../../accounts/find-metric';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addMetricFinalize(parent: Command, open: OpenSession): void {
  parent
    .command('finalize')
    .description('make a result final whose time for disputes is over; anybody may')
    .argument('<metric>', METRIC)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const { plan, metric } = await findMetric(session, text);
      await performOperation(session, plan, finalizeMetricOperation(session.operations, metric));
    });
}
