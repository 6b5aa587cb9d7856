/** `tenure grant close` */
import { closeGrant } from '@tenure/sdk';
import type { Command } from 'commander';
import { findGrant, GRANT } from '../../accounts/find-grant';
import { closerOf } from '../../accounts/signers';
import type { OpenSession } from '../../open-session';
import { performOnGrant } from '../../operation/perform-on';

/** Adds the command. */
export function addGrantClose(grant: Command, open: OpenSession): void {
  grant
    .command('close')
    .description('close a grant that can never pay again; signed by beneficiary, operator or authority')
    .argument('<grant>', GRANT)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const found = await findGrant(session, text);
      const { plan, grant: state } = found;
      const { rentRecipient, address } = plan;
      const signer = closerOf(session, found);
      const close = closeGrant({ signer, plan: address, grant: state.address, rentRecipient }, session.programId);
      await performOnGrant(session, found, signer, 'Close', close);
    });
}
