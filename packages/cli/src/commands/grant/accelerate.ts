/** `tenure grant accelerate` */
import { accelerateGrant } from '@tenure/sdk';
import type { Command } from 'commander';
import { findGrant, GRANT, grantInput } from '../../accounts/find-grant';
import { acceleratorOf } from '../../accounts/signers';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { performOnGrant } from '../../operation/perform-on';
import { percent } from '../../output/values';

/** Adds the command. */
export function addGrantAccelerate(grant: Command, open: OpenSession): void {
  grant
    .command('accelerate')
    .description('release a share of what is unvested in one grant; signed by authority or acceleration authority')
    .argument('<grant>', GRANT)
    .argument('<share>', 'of the unvested, such as 25%')
    .action(async (text: string, typed: string, _options: unknown, command: Command) => {
      const session = open(command);
      const accelerationBps = args.share(typed, 'The share');
      const found = await findGrant(session, text);
      const accelerator = acceleratorOf(session, found.plan);
      const { plan, grant: at, expiresTs } = await grantInput(session, found);
      const input = { accelerator, plan, grant: at, accelerationBps, expiresTs };
      const accelerate = accelerateGrant(input, session.programId);
      const what = `Release ${percent(accelerationBps)} of what is unvested`;
      await performOnGrant(session, found, accelerator, what, accelerate);
    });
}
