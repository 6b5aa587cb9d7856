/** `tenure grant pause` */
import { pauseGrantOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findGrant, GRANT } from '../../accounts/find-grant';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addGrantPause(grant: Command, open: OpenSession): void {
  grant
    .command('pause')
    .description("stop a grant's curve for a stated time; what vested stays claimable; signed by the authority")
    .argument('<grant>', GRANT)
    .requiredOption(
      '--for <span>',
      'ends by itself after this: at most 1461d with consent, else what the plan has left',
    )
    .option('--consent', "a leave of absence: the beneficiary signs too, and the plan's limit doesn't count", false)
    .action(async (text: string, options: { for: string; consent: boolean }, command: Command) => {
      const session = open(command);
      const limitSecs = args.span(options.for, '--for');
      const found = await findGrant(session, text);
      const operation = pauseGrantOperation(session.operations, found, { limitSecs, consent: options.consent });
      await performOperation(session, found.plan, operation);
    });
}
