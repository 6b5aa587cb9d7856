/** `tenure grant recover` */
import { proposeRecoveryOperation } from '@tenure/operations';
import { guardianAt } from '@tenure/sdk';
import type { Command } from 'commander';
import { findGrant, GRANT } from '../../accounts/find-grant';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

/** Adds the command. */
export function addGrantRecover(grant: Command, open: OpenSession): void {
  grant
    .command('recover')
    .description(
      'for a lost wallet: authority and guardian propose another, and wait for a veto as long as the plan says; ' +
        'any act that the beneficiary signs ends it',
    )
    .argument('<grant>', GRANT)
    .requiredOption('--to <address>', "the beneficiary's new wallet")
    .action(async (text: string, options: { to: string }, command: Command) => {
      const session = open(command);
      const found = await findGrant(session, text);
      const { plan } = found;
      if (plan.recoverySecs === 0) {
        throw new CliError(
          'RecoveryNotAllowed',
          'Grants of this plan are never recovered',
          'Nothing can be done: the plan promises so.',
        );
      }
      const guardian = guardianAt(plan, await session.now());
      if (guardian === null || guardian.equals(plan.authority)) {
        throw new CliError(
          'RecoveryNeedsGuardian',
          'A recovery needs a guardian who is not the authority',
          'Name one with `plan roles --set guardian=ADDRESS`; they act after 7 days.',
        );
      }
      const to = args.address(options.to, '--to');
      await performOperation(session, plan, proposeRecoveryOperation(session.operations, found, guardian, to));
    });
}
