/** `tenure vote withdraw` */
import { withdrawVotesOperation } from '@tenure/operations';
import { fetchDeposits } from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import type { Command } from 'commander';
import { PLAN } from '../../accounts/find-grant';
import { findGovernance, type FoundGovernance } from '../../accounts/find-proposal';
import { AS, selfOr } from '../../accounts/signers';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { isAbout, performParts } from '../../operation/perform-operation';
import { remark } from '../../output/report';
import { date, tokens } from '../../output/values';
import type { Session } from '../../session';

interface Options {
  readonly to?: string;
  readonly as?: string;
}

/** Adds the command. */
export function addVoteWithdraw(vote: Command, open: OpenSession): void {
  vote
    .command('withdraw')
    .description('take deposits back that are in no running vote; signed by their owner')
    .argument('<plan>', PLAN)
    .argument('[number...]', "the owner's numbers of the deposits; all that are free unless named")
    .option('--to <account>', 'token account of the owner (the associated one, opened if there is none)')
    .option('--as <address>', AS)
    .action(async (text: string, numbers: string[], options: Options, command: Command) => {
      const session = open(command);
      await withdraw(session, await findGovernance(session, text), numbers, options);
    });
}

async function withdraw(
  session: Session,
  found: FoundGovernance,
  numbers: readonly string[],
  { to, as }: Options,
): Promise<void> {
  const { plan, governance } = found;
  const owner = selfOr(session, as);
  const all = await fetchDeposits(session.reader, governance.address, owner, session.programId);
  const now = await session.now();
  const ids = numbers.map((number) => args.id(number, 'The deposit'));
  const missing = ids.find((id) => !all.some(({ depositId }) => depositId === id));
  if (missing !== undefined) {
    const remedy = 'See `governance show` for the deposits that there are.';
    throw new CliError('DepositMissing', `${owner.toBase58()} has no deposit ${missing}`, remedy);
  }
  // What is named is tried anyway: the program itself says why it stays.
  const chosen =
    ids.length > 0
      ? all.filter(({ depositId }) => ids.includes(depositId))
      : all.filter(({ lockedUntilTs }) => lockedUntilTs <= now);
  const kept = all.filter((each) => !chosen.includes(each));
  const keptLines = kept.map(
    ({ depositId, amount, lockedUntilTs }) =>
      `deposit ${depositId} (${tokens(amount, plan.decimals)}) stays` +
      (lockedUntilTs > now ? `: locked by a vote until ${date(lockedUntilTs)}` : ''),
  );
  if (chosen.length === 0) {
    const remedy = 'Deposits are free again once the last vote that they were cast in has ended.';
    throw new CliError('NothingToWithdraw', `${owner.toBase58()} has no free deposit here`, remedy, keptLines);
  }
  remark(session, keptLines);
  const destination = to === undefined ? undefined : args.address(to, '--to');
  const operation = withdrawVotesOperation(session.operations, found, owner, chosen, destination);
  const resultOf = (some: readonly InstructionGroup[]) => ({
    deposits: chosen
      .filter(({ address }) => some.some((group) => isAbout(group, address)))
      .map(({ depositId, amount }) => ({ depositId, amount })),
  });
  await performParts(session, plan, operation, 'Nothing is taken back.', { resultOf });
}
