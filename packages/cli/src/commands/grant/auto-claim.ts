/** `tenure grant auto-claim` */
import { setAutoClaim } from '@tenure/sdk';
import type { Command } from 'commander';
import { findGrant, GRANT } from '../../accounts/find-grant';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { performOnGrant } from '../../operation/perform-on';

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
      const { beneficiary, address } = found.grant;
      const set = setAutoClaim({ beneficiary, grant: address, enabled }, session.programId);
      await performOnGrant(session, found, beneficiary, `Switch claims by others ${typed}`, set);
    });
}
