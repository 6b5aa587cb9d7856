/** `tenure grant transfer|recover`: handing a grant to another wallet. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { acceptTransfer, fetchTransfer, guardianAt, proposeTransfer, rejectTransfer, type Transfer } from '@tenure/sdk';
import type { Command } from 'commander';
import { perform } from '../../operation/perform';
import * as args from '../../args';
import { CliError, UsageError } from '../../cli-error';
import type { Session } from '../../session';
import { findGrant, type Located } from '../../accounts/find-grant';
import type { Opener } from '../../open-session';

interface Options {
  readonly to?: string;
  readonly accept: boolean;
  readonly reject: boolean;
}

/** Adds the commands. */
export function addGrantTransfer(grant: Command, open: Opener): void {
  grant
    .command('transfer')
    .description('propose to hand a grant to another wallet, and agree to that or not; signed by the beneficiary')
    .argument('<grant>', 'its address, or PLAN/ID')
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
      if (to !== undefined) return propose(session, found, found.grant.beneficiary, args.address(to, '--to'));
      const pending = await fetchTransfer(session.reader, found.grant.address, session.programId);
      if (pending === null) {
        throw new CliError('NoTransfer', 'No transfer of this grant is pending', 'Propose one with --to.');
      }
      await (accept ? complete(session, found, pending) : end(session, found, pending));
    });
  grant
    .command('recover')
    .description(
      'for a lost wallet: authority and guardian propose another, and wait for a veto as long as the plan says; ' +
        'any act that the beneficiary signs ends it',
    )
    .argument('<grant>', 'its address, or PLAN/ID')
    .requiredOption('--to <address>', "the beneficiary's new wallet")
    .action(async (text: string, { to }: { to: string }, command: Command) => {
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
      await propose(session, found, plan.authority, args.address(to, '--to'), guardian);
    });
}

function one(
  session: Session,
  { plan, grant }: Located,
  signer: PublicKey,
  what: string,
  instruction: TransactionInstruction,
): Promise<void> {
  const title = `${what} of grant ${grant.grantId}`;
  return perform(session, { title, instructions: [instruction], signer, decimals: plan.decimals });
}

async function propose(
  session: Session,
  found: Located,
  proposer: PublicKey,
  to: PublicKey,
  guardian?: PublicKey,
): Promise<void> {
  const { plan, grant } = found;
  const place = { plan: plan.address, grant: grant.address };
  const input = { proposer, guardian, ...place, to, expiresTs: await session.expiry() };
  const instruction = proposeTransfer(input, session.programId);
  await one(session, found, proposer, `Propose the transfer to ${to.toBase58()}`, instruction);
}

async function complete(session: Session, found: Located, { proposer, to, from }: Transfer): Promise<void> {
  const { plan, grant } = found;
  // The other side of the proposer; anybody else may only once it is ready.
  const other = proposer.equals(from) ? plan.authority : from;
  const signer = session.mode === 'export' || session.holds(other) ? other : session.self();
  const input = { signer, plan: plan.address, grant: grant.address, proposer, to };
  const accept = acceptTransfer({ ...input, expiresTs: await session.expiry() }, session.programId);
  await one(session, found, signer, `Complete the transfer to ${to.toBase58()}`, accept);
}

async function end(session: Session, found: Located, { proposer, to }: Transfer): Promise<void> {
  const { plan, grant } = found;
  const may = [grant.beneficiary, proposer, plan.authority];
  const signer = (session.mode === 'export' ? undefined : may.find((key) => session.holds(key))) ?? plan.authority;
  const input = { signer, plan: plan.address, grant: grant.address, proposer };
  await one(session, found, signer, `End the transfer to ${to.toBase58()}`, rejectTransfer(input, session.programId));
}
