/** `tenure vote deposit|withdraw`: tokens that vote, and taking them back. */
import { depositAddress, depositVotes, fetchDeposits, withdrawVotes, type Deposit } from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import type { PublicKey } from '@solana/web3.js';
import type { Command } from 'commander';
import { perform, performAll, remark, type Operation, type Step } from '../../operation/perform';
import * as args from '../../args';
import { stepsOf } from '../../operation/steps';
import { CliError } from '../../cli-error';
import type { Session } from '../../session';
import { date, span, tokens } from '../../output/values';
import { destinationFor, hookAccountsFor, sourceFor, type Destination } from '../../accounts/find-grant';
import { AS, findGovernance, type Governed } from '../../accounts/find-proposal';
import type { Opener } from '../../open-session';

interface DepositOptions {
  readonly id?: string;
  readonly source?: string;
  readonly as?: string;
}

interface WithdrawOptions {
  readonly to?: string;
  readonly as?: string;
}

/** Adds the commands. */
export function addVoteDeposit(vote: Command, open: Opener): void {
  vote
    .command('deposit')
    .description('deposit tokens, which then vote in later proposals; signed by their owner')
    .argument('<plan>', "the plan's address")
    .argument('<tokens>', 'what leaves the source, in decimal; after a transfer fee less arrives and counts')
    .option('--id <number>', "the owner's own number for it, not in use (the one after the highest)")
    .option('--source <account>', "token account of the owner that pays (the owner's associated one)")
    .option('--as <address>', AS)
    .action(async (text: string, typed: string, options: DepositOptions, command: Command) => {
      const session = open(command);
      await deposit(session, await findGovernance(session, text), typed, options);
    });
  vote
    .command('withdraw')
    .description('take deposits back that are in no running vote; signed by their owner')
    .argument('<plan>', "the plan's address")
    .argument('[number...]', "the owner's numbers of the deposits; all that are free unless named")
    .option('--to <account>', 'token account of the owner (the associated one, opened if there is none)')
    .option('--as <address>', AS)
    .action(async (text: string, numbers: string[], options: WithdrawOptions, command: Command) => {
      const session = open(command);
      await withdraw(session, await findGovernance(session, text), numbers, options);
    });
}

function ownerOf(session: Session, as: string | undefined): PublicKey {
  return as === undefined ? session.self() : args.address(as, '--as');
}

async function deposit(
  session: Session,
  { plan, governance }: Governed,
  typed: string,
  options: DepositOptions,
): Promise<void> {
  const { programId } = session;
  const { decimals, address, planId } = plan;
  const owner = ownerOf(session, options.as);
  const amount = args.amount(typed, decimals, 'The amount');
  const depositId =
    options.id === undefined ? await nextId(session, governance.address, owner) : args.id(options.id, '--id');
  const source = await sourceFor(session, plan, owner, options.source);
  const transfer = { source, destination: governance.vault, owner, amount };
  const hookAccounts = await hookAccountsFor(session, plan, transfer);
  const input = { owner, plan: address, planState: plan, depositId, source, amount, hookAccounts };
  const countsFrom = (await session.now()) + governance.minAgeSecs;
  remark(session, [
    `It votes on what is proposed from ${date(countsFrom)} on, ${span(governance.minAgeSecs)} from now.`,
    'It can be taken back at any time, except while a vote runs that it was cast in.',
  ]);
  await perform(session, {
    title: `Deposit ${tokens(amount, decimals)} for votes on plan ${planId}, as deposit ${depositId}`,
    instructions: [depositVotes(input, programId)],
    signer: owner,
    decimals,
    result: {
      deposit: depositAddress(governance.address, owner, depositId, programId),
      ...{ depositId, countsFrom },
    },
  });
}

async function nextId({ reader, programId }: Session, governance: PublicKey, owner: PublicKey): Promise<bigint> {
  const deposits = await fetchDeposits(reader, governance, owner, programId);
  return deposits.reduce((next, { depositId }) => (depositId >= next ? depositId + 1n : next), 0n);
}

/** One deposit that is taken back. */
interface Return extends InstructionGroup {
  readonly deposit: Deposit;
}

async function withdraw(
  session: Session,
  governed: Governed,
  numbers: readonly string[],
  { to, as }: WithdrawOptions,
): Promise<void> {
  const { plan, governance } = governed;
  const owner = ownerOf(session, as);
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
  await performAll(session, returns(session, governed, owner, chosen, place), 'Nothing is taken back.');
}

async function* returns(
  session: Session,
  { plan, governance }: Governed,
  owner: PublicKey,
  deposits: readonly Deposit[],
  { destination, opening, opensFor }: Destination,
): AsyncGenerator<Step> {
  const payer = session.feePayer(owner);
  const all: Return[] = [];
  for (const deposit of deposits) {
    const { amount, depositId } = deposit;
    const transfer = { source: governance.vault, destination, owner: governance.address, amount, opensFor };
    const hookAccounts = await hookAccountsFor(session, plan, transfer);
    const place = { owner, plan: plan.address, planState: plan, destination };
    const back = withdrawVotes({ ...place, depositId, hookAccounts }, session.programId);
    const instructions = [...(all.length === 0 ? opening : []), back];
    all.push({ form: 'withdraw', label: `deposit ${depositId}`, deposit, instructions });
  }
  const operationOf = (some: readonly Return[]): Operation => {
    const sum = some.reduce((total, each) => total + each.deposit.amount, 0n);
    const names = some.map((each) => `deposit ${each.deposit.depositId}`).join(', ');
    return {
      title: `Take ${tokens(sum, plan.decimals)} back from votes on plan ${plan.planId} (${names})`,
      instructions: some.flatMap(({ instructions }) => instructions),
      ...{ signer: owner, payer, decimals: plan.decimals },
      result: { deposits: some.map(({ deposit: { depositId, amount } }) => ({ depositId, amount })) },
    };
  };
  yield* stepsOf(session, all, payer, operationOf);
}
