/** `tenure grant transfer` */
import type { PublicKey } from '@solana/web3.js';
import { acceptTransferOperation, proposeTransferOperation, rejectTransferOperation } from '@tenure/operations';
import { fetchTransfer, type Transfer } from '@tenure/sdk';
import type { Command } from 'commander';
import { findGrant, GRANT, type FoundGrant } from '../../accounts/find-grant';
import * as args from '../../args';
import { CliError, UsageError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import type { Session } from '../../session';

interface Options {
  readonly to?: string;
  readonly accept: boolean;
  readonly reject: boolean;
}

/** Adds the command. */
export function addGrantTransfer(grant: Command, open: OpenSession): void {
  grant
    .command('transfer')
    .description('propose to hand a grant to another wallet, and agree to that or not; signed by the beneficiary')
    .argument('<grant>', GRANT)
    .option('--to <address>', 'propose this wallet as the next beneficiary')
    .option('--accept', 'complete the pending transfer, as the other side, or as anybody once it is ready', false)
    .option('--reject', 'end the pending transfer: veto of the beneficiary, or taken back', false)
    .action(async (text: string, options: Options, command: Command) => {
      const { to, accept, reject } = options;
      if ([to !== undefined, accept, reject].filter(Boolean).length !== 1) {
        throw new UsageError('Not one thing to do', 'Give one of --to, --accept and --reject.');
      }
      const session = open(command);
      const found = await findGrant(session, text);
      const { plan } = found;
      if (to !== undefined) {
        const proposal = proposeTransferOperation(session.operations, found, args.address(to, '--to'));
        return performOperation(session, plan, proposal);
      }
      const pending = await fetchTransfer(session.reader, found.grant.address, session.programId);
      if (pending === null) {
        throw new CliError('NoTransfer', 'No transfer of this grant is pending', 'Propose one with --to.');
      }
      const operation = accept
        ? acceptTransferOperation(session.operations, found, accepterOf(session, found, pending), pending)
        : rejectTransferOperation(session.operations, found, rejecterOf(session, found, pending), pending);
      await performOperation(session, plan, operation);
    });
}

/** The other side of the proposer; anybody else may only once it is ready. */
function accepterOf(session: Session, { plan }: FoundGrant, { proposer, from }: Transfer): PublicKey {
  const other = proposer.equals(from) ? plan.authority : from;
  return session.mode === 'export' || session.holds(other) ? other : session.self();
}

/** Of those who may end it, the one whose key is here. */
function rejecterOf(session: Session, { plan, grant }: FoundGrant, { proposer }: Transfer): PublicKey {
  const may = [grant.beneficiary, proposer, plan.authority];
  return (session.mode === 'export' ? undefined : may.find((key) => session.holds(key))) ?? plan.authority;
}
