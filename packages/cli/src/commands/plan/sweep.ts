/** `tenure plan sweep` */
import { sweepTombstonesOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performParts } from '../../operation/perform-operation';

/** Adds the command. */
export function addPlanSweep(plan: Command, open: OpenSession): void {
  plan
    .command('sweep')
    .description('remove what is left of the closed grants of a sealed plan; their rent comes back; anybody may')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      if (state.status !== 'sealed') {
        const remedy = 'Until it is sealed they keep their ids from living twice: seal it first.';
        throw new CliError('PlanNotSealed', `Plan ${state.planId} still issues`, remedy);
      }
      const operation = sweepTombstonesOperation(session.operations, state);
      await performParts(session, state, operation, 'Nothing is left of closed grants.');
    });
}
