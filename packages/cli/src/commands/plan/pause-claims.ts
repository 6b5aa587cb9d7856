/** `tenure plan pause-claims` */
import { pauseClaimsOperation } from '@tenure/operations';
import { guardianAt } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addPlanPauseClaims(plan: Command, open: OpenSession): void {
  plan
    .command('pause-claims')
    .description('stop all claims for a while; vesting goes on; signed by the guardian')
    .argument('<plan>', PLAN)
    .argument('<span>', 'at most 72h')
    .action(async (text: string, typed: string, _options: unknown, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const guardian = guardianAt(state, await session.now());
      if (guardian === null) {
        throw new CliError('NoGuardian', 'Nobody is guardian here', 'Set it with `plan roles --set guardian=ADDRESS`.');
      }
      const secs = args.span(typed, 'The span');
      await performOperation(session, state, pauseClaimsOperation(session.operations, state, guardian, secs));
    });
}
