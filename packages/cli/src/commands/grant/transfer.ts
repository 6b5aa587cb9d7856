/** `tenure grant transfer` */
import { acceptTransfer, fetchTransfer, proposeTransfer, rejectTransfer, type Transfer } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import type { Command } from 'commander';
import { findGrant, GRANT, type FoundGrant } from '../../accounts/find-grant';
import * as args from '../../args';
import { CliError, UsageError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOnTransfer } from '../../operation/perform-on';
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
      if (to !== undefined) return propose(session, found, args.address(to, '--to'));
      const pending = await fetchTransfer(session.reader, found.grant.address, session.programId);
      if (pending === null) {
        throw new CliError('NoTransfer', 'No transfer of this grant is pending', 'Propose one with --to.');
      }
      await (accept ? complete(session, found, pending) : end(session, found, pending));
    });
}

async function propose(session: Session, found: FoundGrant, to: PublicKey): Promise<void> {
  const { plan, grant } = found;
  const proposer = grant.beneficiary;
  const input = { proposer, plan: plan.address, grant: grant.address, to, expiresTs: await session.expiry() };
  const instruction = proposeTransfer(input, session.programId);
  await performOnTransfer(session, found, proposer, `Propose the transfer to ${to.toBase58()}`, instruction);
}

async function complete(session: Session, found: FoundGrant, { proposer, to, from }: Transfer): Promise<void> {
  const { plan, grant } = found;
  // The other side of the proposer; anybody else may only once it is ready.
  const other = proposer.equals(from) ? plan.authority : from;
  const signer = session.mode === 'export' || session.holds(other) ? other : session.self();
  const input = { signer, plan: plan.address, grant: grant.address, proposer, to };
  const accept = acceptTransfer({ ...input, expiresTs: await session.expiry() }, session.programId);
  await performOnTransfer(session, found, signer, `Complete the transfer to ${to.toBase58()}`, accept);
}

async function end(session: Session, found: FoundGrant, { proposer, to }: Transfer): Promise<void> {
  const { plan, grant } = found;
  const may = [grant.beneficiary, proposer, plan.authority];
  const signer = (session.mode === 'export' ? undefined : may.find((key) => session.holds(key))) ?? plan.authority;
  const input = { signer, plan: plan.address, grant: grant.address, proposer };
  const reject = rejectTransfer(input, session.programId);
  await performOnTransfer(session, found, signer, `End the transfer to ${to.toBase58()}`, reject);
}
