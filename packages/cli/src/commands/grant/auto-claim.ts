/** `tenure grant auto-claim` */
import { setAutoClaimOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findGrant, GRANT } from '../../accounts/find-grant';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addGrantAutoClaim(grant: Command, open: OpenSession): void {
  grant
    .command('auto-claim')
    .description('let others send claims, or not; signed by the beneficiary')
    .argument('<grant>', GRANT)
    .argument('<on|off>', 'whether anybody may send a claim to the associated account')
    .action(async (text: string, typed: string, _options: unknown, command: Command) => {
      const session = open(command);
      const enabled = args.choice(typed, ['on', 'off'], 'The switch') === 'on';
      const found = await findGrant(session, text);
      await performOperation(session, found.plan, setAutoClaimOperation(session.operations, found, enabled));
    });
}
