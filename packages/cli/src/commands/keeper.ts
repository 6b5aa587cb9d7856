/** `tenure keeper`: pays what has vested to people who left claims by others on. */
import {
  associatedAddress,
  claim,
  claimableAt,
  claimWithAccount,
  decodeError,
  fetchGrantsByPlan,
  MAX_TRANSACTION_BYTES,
  transactionSize,
  type Grant,
  type Plan,
} from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import type { Command } from 'commander';
import { confirm, report } from '../act';
import * as args from '../args';
import { Delivery } from '../chain/delivery';
import { budget, priorityFee } from '../chain/fees';
import { sign } from '../chain/message';
import { sleep } from '../chain/patience';
import { rehearse } from '../chain/rehearsal';
import { UsageError } from '../refusal';
import { tellFailure } from '../told';
import type { Session } from '../session';
import { date, tokens } from '../text/values';
import { findPlan } from './find';
import type { Opener } from './running';

interface Options {
  readonly every?: string;
  readonly least: string;
  readonly openAccounts: boolean;
}

/** One claim to send. */
interface Due {
  readonly grant: Grant;
  readonly net: bigint;
  readonly instructions: readonly TransactionInstruction[];
}

/** What one round did. */
interface Round {
  readonly at: number;
  readonly paid: { readonly grantId: bigint; readonly net: bigint; readonly signature: string }[];
  readonly failed: { readonly grantId: bigint; readonly error: string; readonly remedy: string }[];
  /** Without an associated account, or below the least amount. */
  readonly skipped: number;
}

/** The most claims of one transaction. */
const MOST_CLAIMS = 8;
const PAGE = 100;

/** Adds the command. */
export function addKeeper(program: Command, open: Opener): void {
  program
    .command('keeper')
    .description('send claims for everybody in a plan who left claims by others on; once, or on an interval')
    .argument('<plan>', "the plan's address")
    .option('--every <span>', 'repeat after so long, until it is stopped (Ctrl-C)')
    .option('--least <tokens>', 'leave out claims that pay less', '0')
    .option(
      '--open-accounts',
      'pay the rent of associated token accounts that do not exist (about 0.002 SOL each)',
      false,
    )
    .action(async (text: string, options: Options, command: Command) => {
      const session = open(command);
      if (session.mode === 'export') throw new UsageError('A keeper signs', 'Leave --export out.');
      const everySecs = options.every === undefined ? undefined : args.span(options.every, '--every');
      await confirm(session, 'Sign and send claims without asking for each?');
      for (;;) {
        try {
          await round(session, text, options);
        } catch (failure) {
          // On an interval the next round may do better; what is due stays due.
          if (everySecs === undefined) throw failure;
          tellFailure(failure, session.terminal, session.options.json);
        }
        if (everySecs === undefined) return;
        await sleep(everySecs * 1_000);
      }
    });
}

async function round(session: Session, text: string, options: Options): Promise<void> {
  const plan = await findPlan(session, text);
  const now = await session.now();
  const { due, skipped } = await dueOf(session, plan, now, options);
  const done: Round = { at: now, paid: [], failed: [], skipped };
  for (const batch of packed(due, session.self())) await pay(session, plan, batch, done);
  const amount = (value: bigint) => tokens(value, plan.decimals);
  report(session, { ...done, dryRun: session.mode === 'dry-run' }, () => [
    `${date(now)}: ${done.paid.length} claims paid, ${done.failed.length} failed, ${skipped} left out`,
    ...done.paid.map(({ grantId, net, signature }) => `  grant ${grantId}: ${amount(net)} ${signature}`),
    ...done.failed.map(({ grantId, error, remedy }) => `  grant ${grantId}: ${error}. ${remedy}`),
  ]);
}

async function dueOf(
  session: Session,
  plan: Plan,
  now: number,
  options: Options,
): Promise<{ due: Due[]; skipped: number }> {
  const least = args.amount(options.least, plan.decimals, '--least');
  const payable: { grant: Grant; net: bigint }[] = [];
  let skipped = 0;
  for await (const grant of fetchGrantsByPlan(session.reader, plan.address, session.programId)) {
    const { claimable, net } = claimableAt(plan, grant, now);
    if (claimable === 0n || !grant.autoClaim) continue;
    if (net < least) skipped += 1;
    else payable.push({ grant, net });
  }
  const due: Due[] = [];
  for (let from = 0; from < payable.length; from += PAGE) {
    const page = payable.slice(from, from + PAGE);
    const accounts = page.map(({ grant }) =>
      associatedAddress(grant.beneficiary, plan.mint, plan.tokenProgram),
    );
    const found = await session.reader.getMultipleAccountsInfo(accounts);
    for (const [index, { grant, net }] of page.entries()) {
      const destination = accounts[index];
      const exists = (found[index] ?? null) !== null;
      if (destination === undefined || (!exists && !options.openAccounts)) {
        skipped += 1;
        continue;
      }
      const claimant = session.self();
      const input = { claimant, plan: plan.address, planState: plan, grant: grant.address };
      const { beneficiary } = grant;
      const instructions = exists
        ? [claim({ ...input, destination }, session.programId)]
        : claimWithAccount({ ...input, beneficiary }, session.programId);
      due.push({ grant, net, instructions });
    }
  }
  return { due, skipped };
}

/** As many claims in a transaction as fit. */
function packed(due: readonly Due[], payer: PublicKey): Due[][] {
  const batches: Due[][] = [];
  let current: Due[] = [];
  for (const item of due) {
    const wider = [...current, item];
    const instructions = [...budget(1, 1n), ...wider.flatMap((each) => each.instructions)];
    const fits = wider.length <= MOST_CLAIMS && transactionSize(instructions, payer) <= MAX_TRANSACTION_BYTES;
    if (fits) {
      current = wider;
    } else {
      batches.push(current);
      current = [item];
    }
  }
  return current.length === 0 ? batches : [...batches, current];
}

/** Sends a batch; where one of it can't be paid, each alone, so that it keeps nobody else from theirs. */
async function pay(session: Session, plan: Plan, batch: readonly Due[], done: Round): Promise<void> {
  if (batch.length === 0) return;
  const payer = session.self();
  const instructions = batch.flatMap((item) => item.instructions);
  const price = await priorityFee(session, [plan.address, plan.vault]);
  const { error, units } = await rehearse(session, instructions, payer, price, plan.decimals);
  let failure = error;
  let signature = 'simulated';
  if (failure === undefined && session.mode === 'send') {
    const blockhash = await session.ask((connection) => connection.getLatestBlockhash(session.commitment));
    const signed = sign([...budget(units, price), ...instructions], payer, blockhash, session.keyring());
    const verdict = await new Delivery(session.connection, session).deliver(signed);
    ({ signature } = signed);
    // One that expired is left to the next round: what it would have paid is still claimable then.
    if (verdict.kind === 'expired') failure = decodeError(new Error('block height exceeded'));
    if (verdict.kind === 'failed') failure = decodeError(verdict.error, session.programId);
  }
  if (failure === undefined) {
    done.paid.push(...batch.map(({ grant, net }) => ({ grantId: grant.grantId, net, signature })));
    return;
  }
  const [only, ...others] = batch;
  if (only !== undefined && others.length === 0) {
    // Another keeper, or the beneficiary, was faster.
    if (failure.name === 'NothingToClaim') return;
    done.failed.push({ grantId: only.grant.grantId, error: failure.name, remedy: failure.remedy });
    return;
  }
  for (const item of batch) await pay(session, plan, [item], done);
}
