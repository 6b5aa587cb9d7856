/** `tenure plan pause-claims` */
import { guardianAt, pauseClaims } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';
import { span } from '../../output/values';

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
      const input = { guardian, plan: state.address, secs, expiresTs: await session.expiry() };
      const title = `Pause claims of plan ${state.planId} for ${span(secs)}`;
      const instructions = [pauseClaims(input, session.programId)];
      await perform(session, { title, instructions, signer: guardian, decimals: state.decimals });
    });
}
