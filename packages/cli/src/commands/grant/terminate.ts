/** `tenure grant terminate` */
import {
  settleTerminationOperation,
  terminateGrantOperation,
  withdrawTerminationOperation,
  type Operation,
} from '@tenure/operations';
import { Option, type Command } from 'commander';
import { findGrant, GRANT, type FoundGrant } from '../../accounts/find-grant';
import { CAUSES } from '../../choices';
import { UsageError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import type { Session } from '../../session';

interface Options {
  readonly cause?: string;
  readonly withdraw: boolean;
  readonly settle: boolean;
}

/** Adds the command. */
export function addGrantTerminate(grant: Command, open: OpenSession): void {
  grant
    .command('terminate')
    .description("announce a termination, which takes effect after the plan's notice; signed by the authority")
    .argument('<grant>', GRANT)
    .addOption(new Option('--cause <cause>', 'why; good leavers are the last two').choices(Object.keys(CAUSES)))
    .option('--withdraw', 'take an announced termination back before it takes effect', false)
    .option('--settle', 'return what had not vested at the stop to the plan; anybody may', false)
    .action(async (text: string, options: Options, command: Command) => {
      const { cause, withdraw, settle } = options;
      if ([cause !== undefined, withdraw, settle].filter(Boolean).length !== 1) {
        throw new UsageError('Not one thing to do', 'Give one of --cause, --withdraw and --settle.');
      }
      const session = open(command);
      const found = await findGrant(session, text);
      await performOperation(session, found.plan, operationOf(session, found, options));
    });
}

function operationOf({ operations }: Session, found: FoundGrant, { cause, settle }: Options): Operation {
  if (settle) return settleTerminationOperation(operations, found);
  const kind = cause === undefined ? undefined : CAUSES[cause];
  return kind === undefined
    ? withdrawTerminationOperation(operations, found)
    : terminateGrantOperation(operations, found, kind);
}
