/** `tenure grant show|list` */
import {
  claimableAt,
  endTs,
  fetchGrantsByPlan,
  fetchTransfer,
  formatSchedule,
  nextSteps,
  vestedAt,
  type Grant,
  type GrantStatus,
  type Plan,
} from '@tenure/sdk';
import { Option, type Command } from 'commander';
import { report } from '../../operation/perform';
import * as args from '../../args';
import type { Session } from '../../session';
import { chart } from '../../output/chart';
import { grantFacts, shapeOf, transferFacts, worthFacts } from '../../output/facts';
import { facts, table } from '../../output/table';
import { date, portion, tokens } from '../../output/values';
import { findGrant, findPlan } from '../../accounts/find-grant';
import { tranchesOf } from '../../accounts/find-metric';
import { milestoneJson, milestoneLines } from '../../output/milestone-text';
import type { Opener } from '../../open-session';

const NEXT_STEPS = 4;
const STATUSES: readonly GrantStatus[] = ['active', 'pausedByConsent', 'pausedByAuthority', 'terminating', 'settled'];

interface ListOptions {
  readonly beneficiary?: string;
  readonly status?: string;
}

/** Adds the commands. */
export function addGrantShow(grant: Command, open: Opener): void {
  grant
    .command('show')
    .description('a grant: what it is worth now, its next dates, its schedule as a chart, its milestones')
    .argument('<grant>', 'its address, or PLAN/ID')
    .option('--at <date>', "what it is worth then instead of at the chain's time, by what is known now")
    .action(async (text: string, { at }: { at?: string }, command: Command) => {
      const session = open(command);
      const { plan, grant: state } = await findGrant(session, text);
      await showGrant(session, plan, state, at === undefined ? await session.now() : args.instant(at, '--at'));
    });
  grant
    .command('list')
    .description("a plan's live grants")
    .argument('<plan>', "the plan's address")
    .option('--beneficiary <address>', 'only of this wallet')
    .addOption(new Option('--status <status>', 'only with this status').choices(STATUSES))
    .action(async (text: string, options: ListOptions, command: Command) => {
      const session = open(command);
      await list(session, await findPlan(session, text), options);
    });
}

async function showGrant(session: Session, plan: Plan, grant: Grant, now: number): Promise<void> {
  const transfer = await fetchTransfer(session.reader, grant.address, session.programId);
  const tranches = await tranchesOf(session, plan, grant);
  const worth = claimableAt(plan, grant, now);
  const next = nextSteps(plan, grant, now, NEXT_STEPS);
  const { columns, colors } = session.terminal;
  const { bold } = colors;
  const json = {
    ...grant,
    schedule: formatSchedule(shapeOf(grant.segments)),
    now,
    worth,
    nextSteps: next,
    transfer,
    milestones: tranches.map((tranche) => milestoneJson(tranche, now)),
    milestonesEnded: grant.milestones.ended,
  };
  report(session, json, () => [
    bold(`Grant ${grant.grantId}  ${grant.address.toBase58()}`),
    facts([['plan', grant.plan.toBase58()], ...grantFacts(grant, plan.decimals)], columns),
    bold(`At ${date(now)}`),
    facts(worthFacts(plan, grant, now), columns),
    ...(next.length === 0
      ? []
      : [
          table(
            ['next', 'vests more'],
            next.map((step) => stepRow(step, plan.decimals)),
            columns,
          ),
        ]),
    ...(transfer === null ? [] : [bold('Pending transfer'), facts(transferFacts(transfer), columns)]),
    '',
    ...grantChart(session, plan, grant, now),
    ...tranches.flatMap((tranche) => ['', ...milestoneLines(tranche, now, columns, bold)]),
  ]);
}

function stepRow(step: ReturnType<typeof nextSteps>[number], decimals: number): string[] {
  const when = step.kind === 'step' ? date(step.ts) : `${date(step.fromTs)} to ${date(step.ts)}, continuously`;
  return [when, tokens(step.amount, decimals)];
}

/** Vested over time, shaded; in it what was claimed, full. */
function grantChart(session: Session, plan: Plan, grant: Grant, now: number): string[] {
  const toTs = Math.max(endTs(grant), grant.startTs + 1);
  const at = (ts: number) => vestedAt(plan, grant, ts);
  const inner = (ts: number) => (ts > now ? 0n : grant.claimed < at(ts) ? grant.claimed : at(ts));
  const { decimals } = plan;
  const input = { at, inner, fromTs: grant.startTs, toTs, total: grant.total, nowTs: now, decimals };
  return [...chart(input, session.terminal.columns), 'shaded: vested; full: claimed so far'];
}

async function list(session: Session, plan: Plan, options: ListOptions): Promise<void> {
  const now = await session.now();
  const beneficiary =
    options.beneficiary === undefined ? undefined : args.address(options.beneficiary, '--beneficiary');
  const grants: Grant[] = [];
  for await (const grant of fetchGrantsByPlan(session.reader, plan.address, session.programId)) {
    if (beneficiary !== undefined && !grant.beneficiary.equals(beneficiary)) continue;
    if (options.status !== undefined && grant.status !== options.status) continue;
    grants.push(grant);
  }
  grants.sort((a, b) => (a.grantId < b.grantId ? -1 : 1));
  const amount = (value: bigint) => tokens(value, plan.decimals);
  const json = grants.map((grant) => ({ ...grant, worth: claimableAt(plan, grant, now) }));
  report(session, json, () => [
    table(
      ['id', 'beneficiary', 'total', 'vested', 'claimed', 'claimable', 'ends', 'status'],
      grants.map((grant) => [
        `${grant.grantId}`,
        grant.beneficiary.toBase58(),
        amount(grant.total),
        portion(vestedAt(plan, grant, now), grant.total),
        amount(grant.claimed),
        amount(claimableAt(plan, grant, now).claimable),
        date(endTs(grant)),
        grant.status,
      ]),
      session.terminal.columns,
    ),
    `${grants.length} of ${plan.grantCount} live grants`,
  ]);
}
