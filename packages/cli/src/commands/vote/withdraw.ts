/** `tenure vote withdraw` */
import { fetchDeposits, withdrawVotes, type Deposit } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import type { InstructionGroup } from '@tenure/transactions';
import type { Command } from 'commander';
import { PLAN } from '../../accounts/find-grant';
import { findGovernance, type FoundGovernance } from '../../accounts/find-proposal';
import { AS, selfOr } from '../../accounts/signers';
import { destinationFor, transferAccountsFor, type Destination } from '../../accounts/token-accounts';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performAll, type TransactionRequest, type Step } from '../../operation/perform';
import { stepsOf } from '../../operation/steps';
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

/** One deposit that is taken back. */
interface Return extends InstructionGroup {
  readonly deposit: Deposit;
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
  const payer = session.feePayer(owner);
  const place = await destinationFor(session, plan, owner, to, payer);
  await performAll(session, returns(session, found, owner, chosen, place), 'Nothing is taken back.');
}

async function* returns(
  session: Session,
  { plan, governance }: FoundGovernance,
  owner: PublicKey,
  deposits: readonly Deposit[],
  { destination, opening, opensFor }: Destination,
): AsyncGenerator<Step> {
  const payer = session.feePayer(owner);
  const all: Return[] = [];
  for (const deposit of deposits) {
    const { amount, depositId } = deposit;
    const transfer = { source: governance.vault, destination, owner: governance.address, amount, opensFor };
    const transferAccounts = await transferAccountsFor(session, plan, transfer);
    const place = { owner, plan: plan.address, planState: plan, destination };
    const back = withdrawVotes({ ...place, depositId, transferAccounts }, session.programId);
    const instructions = [...(all.length === 0 ? opening : []), back];
    all.push({ form: 'withdraw', label: `deposit ${depositId}`, deposit, instructions });
  }
  const requestOf = (some: readonly Return[]): TransactionRequest => {
    const sum = some.reduce((total, each) => total + each.deposit.amount, 0n);
    const names = some.map((each) => `deposit ${each.deposit.depositId}`).join(', ');
    return {
      title: `Take ${tokens(sum, plan.decimals)} back from votes on plan ${plan.planId} (${names})`,
      instructions: some.flatMap(({ instructions }) => instructions),
      ...{ signer: owner, payer, decimals: plan.decimals },
      result: { deposits: some.map(({ deposit: { depositId, amount } }) => ({ depositId, amount })) },
    };
  };
  yield* stepsOf(session, all, payer, requestOf);
}
