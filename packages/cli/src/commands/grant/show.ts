/** `tenure grant show` */
import {
  claimableAt,
  endTs,
  fetchTransfer,
  formatSchedule,
  nextSteps,
  vestedAt,
  type Grant,
  type Plan,
} from '@tenure/sdk';
import type { Command } from 'commander';
import { findGrant, GRANT } from '../../accounts/find-grant';
import { milestonesOf } from '../../accounts/find-metric';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { chart } from '../../output/chart';
import { grantFacts, shapeOf, transferFacts, claimFacts } from '../../output/facts';
import { milestoneJson, milestoneLines } from '../../output/milestone-text';
import { report } from '../../output/report';
import { facts, table } from '../../output/table';
import { date, tokens } from '../../output/values';
import type { Session } from '../../session';

const NEXT_STEPS = 4;

/** Adds the command. */
export function addGrantShow(grant: Command, open: OpenSession): void {
  grant
    .command('show')
    .description('a grant: what it is worth now, its next dates, its schedule as a chart, its milestones')
    .argument('<grant>', GRANT)
    .option('--at <date>', "what it is worth then instead of at the chain's time, by what is known now")
    .action(async (text: string, { at }: { at?: string }, command: Command) => {
      const session = open(command);
      const { plan, grant: state } = await findGrant(session, text);
      await showGrant(session, plan, state, at === undefined ? await session.now() : args.instant(at, '--at'));
    });
}

async function showGrant(session: Session, plan: Plan, grant: Grant, now: number): Promise<void> {
  const transfer = await fetchTransfer(session.reader, grant.address, session.programId);
  const milestones = await milestonesOf(session, plan, grant);
  const preview = claimableAt(plan, grant, now);
  const next = nextSteps(plan, grant, now, NEXT_STEPS);
  const { columns, colors } = session.terminal;
  const { bold } = colors;
  const json = {
    ...grant,
    schedule: formatSchedule(shapeOf(grant.segments)),
    now,
    worth: preview,
    nextSteps: next,
    transfer,
    milestones: milestones.map((found) => milestoneJson(found, now)),
    milestonesEnded: grant.milestones.ended,
  };
  report(session, json, () => [
    bold(`Grant ${grant.grantId}  ${grant.address.toBase58()}`),
    facts([['plan', grant.plan.toBase58()], ...grantFacts(grant, plan.decimals)], columns),
    bold(`At ${date(now)}`),
    facts(claimFacts(plan, grant, now), columns),
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
    ...milestones.flatMap((found) => ['', ...milestoneLines(found, now, columns, bold)]),
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
