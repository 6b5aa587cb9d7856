/** `tenure grant terminate` */
import { settleTermination, terminateGrant, withdrawTermination } from '@tenure/sdk';
import { Option, type Command } from 'commander';
import { findGrant, GRANT, grantInput, type FoundGrant } from '../../accounts/find-grant';
import { anybodyOf } from '../../accounts/signers';
import { CAUSES } from '../../choices';
import { UsageError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOnGrant } from '../../operation/perform-on';
import { span } from '../../output/values';
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
      await terminate(session, await findGrant(session, text), options);
    });
}

async function terminate(session: Session, found: FoundGrant, { cause, settle }: Options): Promise<void> {
  const { plan, grant } = found;
  const { programId } = session;
  const kind = cause === undefined ? undefined : CAUSES[cause];
  if (settle) {
    const settled = settleTermination({ plan: plan.address, grant: grant.address }, programId);
    return performOnGrant(session, found, anybodyOf(session, plan), 'Settle the termination', settled);
  }
  const input = await grantInput(session, found);
  if (kind === undefined) {
    const withdrawn = withdrawTermination(input, programId);
    return performOnGrant(session, found, plan.authority, 'Take back the termination', withdrawn);
  }
  const what = `Terminate (${cause}), with ${span(plan.noticeSecs)} of notice`;
  await performOnGrant(session, found, plan.authority, what, terminateGrant({ ...input, cause: kind }, programId));
}
