/** `tenure plan show` and what it has in common with other views. */
import { capacityOf, curve, fetchVaultAmount, surplusOf, UNLOCK_ALL, checkSchedule, type Plan } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import type { OpenSession } from '../../open-session';
import { bar, chart } from '../../output/chart';
import { policyFacts, roleFacts, totalsFacts, type Facts } from '../../output/facts';
import { report } from '../../output/report';
import { facts } from '../../output/table';
import { portion, tokens } from '../../output/values';
import type { Session } from '../../session';

/** Adds `plan show`. */
export function addPlanShow(plan: Command, open: OpenSession): void {
  plan
    .command('show')
    .description('roles, promises, totals and what can still be issued')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      await showPlan(session, await findPlan(session, text));
    });
}

async function showPlan(session: Session, plan: Plan): Promise<void> {
  const [vaultAmount, now] = await Promise.all([fetchVaultAmount(session.reader, plan), session.now()]);
  const capacity = capacityOf(plan, vaultAmount, now);
  const surplus = surplusOf(plan, vaultAmount);
  const { columns, colors } = session.terminal;
  const { bold } = colors;
  const amount = (value: bigint) => tokens(value, plan.decimals);
  const balances: Facts = [
    ['mint', `${plan.mint.toBase58()} (${plan.decimals} decimals)`],
    ['vault', plan.vault.toBase58()],
    ['in the vault', amount(vaultAmount)],
    ...totalsFacts(plan),
    ['surplus', amount(surplus)],
    [
      'left to issue: cap / operator in 24 h / vault',
      [capacity.issueCap, capacity.operatorCap, capacity.vault].map(amount).join(' / '),
    ],
  ];
  report(session, { ...plan, vaultAmount, surplus, capacity, now }, () => [
    bold(`Plan ${plan.planId}  ${plan.address.toBase58()}`),
    facts(balances, columns),
    ...flow(plan, columns),
    '',
    bold('Roles'),
    facts(roleFacts(plan), columns),
    bold('Policy, fixed for good'),
    facts(policyFacts(plan), columns),
    ...unlockChart(session, plan, now),
  ]);
}

/** Where everything that was ever allocated is. */
function flow(plan: Plan, columns: number): string[] {
  if (plan.allocated === 0n) return [];
  const parts = [
    ['claimed', plan.claimed],
    ['reserved', plan.reserved],
    ['forfeited', plan.forfeited],
  ] as const;
  const width = Math.max(4, Math.min(24, columns - 44));
  return parts.map(([name, value]) => {
    const share = portion(value, plan.allocated);
    const drawn = bar(value, plan.allocated, width);
    return `${name.padStart(12)} ${drawn} ${share.padStart(7)} of what was allocated`;
  });
}

function unlockChart(session: Session, { unlock }: Plan, now: number): string[] {
  if (unlock === null) return [];
  const { startTs, segments } = unlock;
  const at = (ts: number) => curve(startTs, segments, ts);
  const toTs = checkSchedule(startTs, segments, UNLOCK_ALL);
  const lines = chart(
    { at, fromTs: startTs, toTs, total: UNLOCK_ALL, nowTs: now, decimals: 7 },
    session.terminal.columns,
  );
  return ['', session.terminal.colors.bold('Unlocking, per cent'), ...lines];
}
