/** `tenure keeper`: settles what results pay, and pays what has vested to who left claims by others on. */
import { claimPreviewOf, claimTasks, type ClaimSource, type ClaimTask } from '@tenure/operations';
import { fetchGrantsByPlan, TenureError, type Grant, type Plan } from '@tenure/sdk';
import { EngineError, packTransactions, type SimulatedTransaction } from '@tenure/transactions';
import type { PublicKey } from '@solana/web3.js';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../accounts/find-grant';
import * as args from '../args';
import { CliError, UsageError } from '../cli-error';
import type { OpenSession } from '../open-session';
import { costsOf, type Costs } from '../operation/costs';
import { costText } from '../operation/perform';
import { prepare, send } from '../operation/send';
import { sortedByForm } from '../operation/steps';
import { describeError, printError } from '../output/describe-error';
import { confirm, report } from '../output/report';
import { date, tokens } from '../output/values';
import type { Session } from '../session';
import { finalizeTasks, milestonesByGrant, settleTasks, type KeeperTask } from '../tasks/keeper-tasks';
import { pause, stopSignal } from '../tasks/stop-signal';

interface Options {
  readonly every?: string;
  readonly least: string;
  readonly openAccounts: boolean;
}

/** Failures that mean that somebody was faster: another keeper, or the beneficiary. */
const DONE_BY_OTHERS = ['NothingToClaim', 'MetricIsFinal', 'MilestoneAlreadySettled'];

/** One of the things that a round does. */
type Task = ClaimTask | KeeperTask;

interface Paid {
  readonly grantId: bigint;
  readonly net: bigint;
  readonly what: string;
  /** Number of the milestone; null for the grant's own schedule. */
  readonly milestone: number | null;
  /** Null where it was only simulated. */
  readonly signature: string | null;
}

interface Failed {
  /** Null where it was no claim. */
  readonly grantId: bigint | null;
  readonly what: string;
  readonly error: string;
  readonly remedy: string;
}

/** What a round did. */
class Round {
  readonly paid: Paid[] = [];
  readonly decided: (Pick<Paid, 'what' | 'signature'> & Pick<KeeperTask, 'outcome'>)[] = [];
  readonly failed: Failed[] = [];
  /** Without an associated account, or below the least amount. */
  skipped = 0;
  costs: Costs = { feeLamports: 0n, rentLamports: 0n, returnedLamports: 0n };

  /** `at` is the chain's time, unix seconds. */
  constructor(
    readonly plan: Plan,
    readonly at: number,
  ) {}

  /** Notes a transaction that is paid for; without a signature where it was only simulated. */
  add(transaction: SimulatedTransaction<Task>, costs: Costs, signature: string | null): void {
    for (const task of transaction.groups) {
      if ('outcome' in task) {
        this.decided.push({ what: task.label, outcome: task.outcome, signature });
      } else {
        const { grant, milestone, net, label } = task;
        this.paid.push({
          ...{ grantId: grant.grantId, net, what: label },
          ...{ milestone: milestone?.index ?? null, signature },
        });
      }
    }
    this.costs = {
      feeLamports: this.costs.feeLamports + costs.feeLamports,
      rentLamports: this.costs.rentLamports + costs.rentLamports,
      returnedLamports: this.costs.returnedLamports + costs.returnedLamports,
    };
  }
}

/** Adds the command. */
export function addKeeper(program: Command, open: OpenSession): void {
  program
    .command('keeper')
    .description(
      'make results final, settle milestones, and send claims for everybody in a plan who left claims by ' +
        'others on; once, or on an interval',
    )
    .argument('<plan>', PLAN)
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
      const { every } = options;
      const everySecs = every === undefined ? undefined : args.span(every, '--every');
      if (everySecs === 0) throw new UsageError('--every is no time at all', 'Write 1s or more.');
      if (session.mode === 'send') await confirm(session, 'Sign and send what is due without asking for each?');
      if (everySecs === undefined) await once(session, text, options);
      else await again(session, text, options, everySecs);
    });
}

/** Rounds until it is told to stop, which ends the round behind the transaction that is on its way. */
async function again(session: Session, text: string, options: Options, everySecs: number): Promise<void> {
  const stop = stopSignal();
  let [rounds, paid] = [0, 0];
  while (!stop.aborted) {
    try {
      await once(session, text, options, { stop, onPaid: (count) => (paid += count) });
    } catch (failure) {
      // The next round may do better; what is due stays due.
      printError(failure, session.terminal, session.options.json);
    }
    rounds += 1;
    await pause(everySecs * 1_000, stop);
  }
  const last = [`Stopped: ${paid} claims paid in ${rounds === 1 ? '1 round' : `${rounds} rounds`}`];
  report(session, { stopped: true, rounds, paid }, () => last, 0);
}

/** One of several rounds: what ends it early, and who counts. */
interface Repetition {
  readonly stop: AbortSignal;
  /** Called at its end with the number of claims that were paid, also where it failed on the way. */
  readonly onPaid: (count: number) => void;
}

/**
 * One round. Tells what it did also where it fails on the way. A dry run tells what could be done at once:
 * not what would follow from that.
 */
async function once(session: Session, text: string, options: Options, repeat?: Repetition): Promise<void> {
  const plan = await findPlan(session, text);
  const round = new Round(plan, await session.now());
  const work = async (tasks: readonly Task[]) => {
    for await (const transaction of packed(session, tasks)) {
      if (repeat?.stop.aborted === true) return;
      await carryOut(session, transaction, round);
    }
  };
  try {
    const grants: Grant[] = [];
    for await (const grant of fetchGrantsByPlan(session.reader, plan.address, session.programId)) grants.push(grant);
    if (plan.metricCount > 0) {
      await work(await finalizeTasks(session, plan, round.at));
      await work(await settleTasks(session, plan, grants, round.at));
    }
    await work(await dueOf(session, round, grants, options));
  } finally {
    repeat?.onPaid(round.paid.length);
    reportRound(session, round, repeat === undefined ? 2 : 0);
  }
}

function payerOf(session: Session): PublicKey {
  return session.feePayer(session.self());
}

function packed(session: Session, tasks: readonly Task[]): AsyncIterable<SimulatedTransaction<Task>> {
  const plan = { groups: sortedByForm(tasks), payer: payerOf(session) };
  return packTransactions(session.rpc, plan, session);
}

/** Of several rounds each is one line of JSON. */
function reportRound(session: Session, round: Round, indent: number): void {
  const { plan, at, paid, decided, failed, skipped, costs } = round;
  const dryRun = session.mode === 'dry-run';
  const json = { at, dryRun, paid, decided, failed, skipped, costs };
  const counts = `${paid.length} claims paid, ${failed.length} failed, ${skipped} left out`;
  const signed = (line: string, signature: string | null) => `  ${line} ${signature ?? ''}`.trimEnd();
  const lines = () => [
    `${date(at)}: ${counts}${dryRun ? ' (simulated)' : ''}`,
    ...decided.map(({ what, outcome, signature }) => signed(`${what}: ${outcome}`, signature)),
    ...paid.map(({ what, net, signature }) => signed(`${what}: ${tokens(net, plan.decimals)}`, signature)),
    ...failed.map(({ what, error, remedy }) => `  ${what}: ${error}. ${remedy}`),
    ...(paid.length + decided.length > 0 ? [costText(costs)] : []),
  ];
  report(session, json, lines, indent);
}

async function dueOf(session: Session, round: Round, grants: readonly Grant[], options: Options): Promise<ClaimTask[]> {
  const { plan, at } = round;
  const least = args.amount(options.least, plan.decimals, '--least');
  const milestones = await milestonesByGrant(session.reader, plan, session.programId);
  const payable: ClaimSource[] = [];
  for (const grant of grants.filter(({ autoClaim }) => autoClaim)) {
    for (const milestone of [null, ...(milestones.get(grant.address.toBase58()) ?? [])]) {
      const { claimable, net } = claimPreviewOf(plan, { grant, milestone }, at);
      if (claimable === 0n) continue;
      if (net < least) round.skipped += 1;
      else payable.push({ grant, milestone });
    }
  }
  const claimer = { claimant: session.self(), payer: payerOf(session), now: at };
  const all = await claimTasks(session.operations, plan, payable, claimer);
  const due = all.filter(({ opens }) => !opens || options.openAccounts);
  round.skipped += all.length - due.length;
  return due;
}

/** Sends a transaction; where it fails on the chain, each task alone, so that none keeps another from theirs. */
async function carryOut(session: Session, transaction: SimulatedTransaction<Task>, round: Round): Promise<void> {
  const { groups, simulation } = transaction;
  try {
    if (simulation.error !== undefined) throw simulation.error;
    const signature = session.mode === 'send' ? (await send(session, transaction)).signature : null;
    round.add(transaction, costsOf(transaction, session.programId), signature);
  } catch (failure) {
    const { name: error, remedy } = describeError(failure);
    const known = [TenureError, EngineError, CliError].some((known) => failure instanceof known);
    if (!known || error === 'ClusterUnreachable') throw failure;
    const [only, ...others] = groups;
    if (others.length > 0) return eachAlone(session, groups, round);
    if (only === undefined || DONE_BY_OTHERS.includes(error)) return;
    const grantId = 'outcome' in only ? null : only.grant.grantId;
    round.failed.push({ grantId, what: only.label, error, remedy });
  }
}

async function eachAlone(session: Session, tasks: readonly Task[], round: Round): Promise<void> {
  for (const each of tasks) {
    await carryOut(session, await prepare(session, each, payerOf(session)), round);
  }
}
