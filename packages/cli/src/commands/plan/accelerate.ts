/** `tenure plan accelerate` */
import { acceleratePlanOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { acceleratorOf } from '../../accounts/signers';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addPlanAccelerate(plan: Command, open: OpenSession): void {
  plan
    .command('accelerate')
    .description('release a share of everything unvested in the plan; signed by authority or acceleration authority')
    .argument('<plan>', PLAN)
    .argument('<share>', 'of the unvested, such as 25%; 100% ends issuing')
    .action(async (text: string, typed: string, _options: unknown, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const accelerationBps = args.share(typed, 'The share');
      const accelerator = acceleratorOf(session, state);
      const operation = acceleratePlanOperation(session.operations, state, accelerator, accelerationBps);
      await performOperation(session, state, operation);
    });
}
