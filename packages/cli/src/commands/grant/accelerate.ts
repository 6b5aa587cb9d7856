/** `tenure grant accelerate` */
import { accelerateGrantOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findGrant, GRANT } from '../../accounts/find-grant';
import { acceleratorOf } from '../../accounts/signers';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

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
      const operation = accelerateGrantOperation(session.operations, found, accelerator, accelerationBps);
      await performOperation(session, found.plan, operation);
    });
}
