/** `tenure plan seal` */
import { sealPlanOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addPlanSeal(plan: Command, open: OpenSession): void {
  plan
    .command('seal')
    .description('end issuing for good; signed by the authority')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      await performOperation(session, state, sealPlanOperation(session.operations, state));
    });
}
