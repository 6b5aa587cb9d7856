/** `tenure vote deposit` */
import { depositAddress, depositVotes, fetchDeposits } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import type { Command } from 'commander';
import { PLAN } from '../../accounts/find-grant';
import { findGovernance, type FoundGovernance } from '../../accounts/find-proposal';
import { AS, selfOr } from '../../accounts/signers';
import { transferAccountsFor, sourceFor } from '../../accounts/token-accounts';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';
import { remark } from '../../output/report';
import { date, span, tokens } from '../../output/values';
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
  const { programId } = session;
  const { decimals, address, planId } = plan;
  const owner = selfOr(session, options.as);
  const amount = args.amount(typed, decimals, 'The amount');
  const depositId =
    options.id === undefined ? await nextId(session, governance.address, owner) : args.id(options.id, '--id');
  const source = await sourceFor(session, plan, owner, options.source);
  const transfer = { source, destination: governance.vault, owner, amount };
  const transferAccounts = await transferAccountsFor(session, plan, transfer);
  const input = { owner, plan: address, planState: plan, depositId, source, amount, transferAccounts };
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
