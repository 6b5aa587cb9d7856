/** `tenure vote deposit` */
import { depositVotesOperation } from '@tenure/operations';
import { depositAddress, fetchDeposits, freeDepositId } from '@tenure/sdk';
import type { Command } from 'commander';
import { PLAN } from '../../accounts/find-grant';
import { findGovernance, type FoundGovernance } from '../../accounts/find-proposal';
import { AS, selfOr } from '../../accounts/signers';
import { sourceFor } from '../../accounts/source-account';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import { remark } from '../../output/report';
import { date, span } from '../../output/values';
import type { Session } from '../../session';

interface Options {
  readonly id?: string;
  readonly source?: string;
  readonly as?: string;
}

/** Adds the command. */
export function addVoteDeposit(vote: Command, open: OpenSession): void {
  vote
    .command('deposit')
    .description('deposit tokens, which then vote in later proposals; signed by their owner')
    .argument('<plan>', PLAN)
    .argument('<tokens>', 'what leaves the source, in decimal; after a transfer fee less arrives and counts')
    .option('--id <number>', "the owner's own number for it, not in use (the one after the highest)")
    .option('--source <account>', "token account of the owner that pays (the owner's associated one)")
    .option('--as <address>', AS)
    .action(async (text: string, typed: string, options: Options, command: Command) => {
      const session = open(command);
      await deposit(session, await findGovernance(session, text), typed, options);
    });
}

async function deposit(
  session: Session,
  { plan, governance }: FoundGovernance,
  typed: string,
  options: Options,
): Promise<void> {
  const { reader, programId } = session;
  const owner = selfOr(session, options.as);
  const amount = args.amount(typed, plan.decimals, 'The amount');
  const depositId =
    options.id === undefined
      ? freeDepositId(await fetchDeposits(reader, governance.address, owner, programId), owner)
      : args.id(options.id, '--id');
  const source = await sourceFor(session, plan, owner, options.source);
  const countsFrom = (await session.now()) + governance.minAgeSecs;
  remark(session, [
    `It votes on what is proposed from ${date(countsFrom)} on, ${span(governance.minAgeSecs)} from now.`,
    'It can be taken back at any time, except while a vote runs that it was cast in.',
  ]);
  const input = { amount, source, depositId };
  const operation = depositVotesOperation(session.operations, { plan, governance }, owner, input);
  const deposit = depositAddress(governance.address, owner, depositId, programId);
  await performOperation(session, plan, operation, { result: { deposit, depositId, countsFrom } });
}
