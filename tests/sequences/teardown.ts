/** How every sequence ends: everybody paid to the last token, everything closed. */
import { claimable, openPause, owed, voidEnd } from './entitlement';
import { HOLDERS, surplus, tokensOf } from './intents';
import { oraclesOf } from './metric-intents';
import {
  canSettle,
  milestoneClaimable,
  milestoneOwed,
  milestoneVoidEnd,
  type MilestoneContext,
  milestoneContexts,
} from './outcome';
import { requireCall, payTo } from './require-call';
import type { Run } from './run';
import { type Grant, NOBODY, type Plan, roleAt } from './state';
import { closeVotes } from './vote-teardown';
import { overTs } from './governance';

function claimAll(run: Run, plan: Plan): void {
  const { world } = run;
  for (const grant of world.grantsOf(plan.name)) {
    if (claimable(grant, plan, world.now) === 0n) continue;
    const destination = payTo(run, grant.beneficiary, plan.mint);
    const accounts = {
      claimant: grant.beneficiary,
      plan: plan.name,
      grant: grant.name,
      destination,
      ...tokensOf(plan),
    };
    requireCall(run, { instruction: 'claim', accounts, args: {} });
  }
  for (const { grant, milestone } of ofPlan(run, plan)) {
    if (milestoneClaimable(milestone, grant, plan, world.now) === 0n) continue;
    const destination = payTo(run, grant.beneficiary, plan.mint);
    const on = { plan: plan.name, grant: grant.name, milestone: milestone.name };
    const accounts = { claimant: grant.beneficiary, ...on, destination, ...tokensOf(plan) };
    requireCall(run, { instruction: 'claimMilestone', accounts, args: {} });
  }
}

function ofPlan(run: Run, plan: Plan): MilestoneContext[] {
  return milestoneContexts(run.world).filter(({ milestone }) => milestone.plan === plan.name);
}

/** Settles what can be settled. */
function settleAll(run: Run, plan: Plan): void {
  for (const context of ofPlan(run, plan)) {
    if (!canSettle(context, run.world.now)) continue;
    const { grant, metric, milestone } = context;
    const accounts = { plan: plan.name, grant: grant.name, metric: metric.name, milestone: milestone.name };
    requireCall(run, { instruction: 'settleMilestone', accounts, args: {} });
  }
}

/** A result whose window is over becomes final; when the last windows end, all have one or none, and what it decides is. */
function finalizeAll(run: Run): void {
  const { world } = run;
  const metrics = [...world.metrics.values()];
  const challenged = metrics.filter(({ final, challenge }) => !final && challenge !== undefined);
  run.goTo(Math.max(world.now, ...challenged.map(({ challenge }) => challenge?.endsTs ?? 0)));
  for (const { name: metric } of challenged) {
    requireCall(run, { instruction: 'finalizeMetric', accounts: { metric }, args: {} });
  }
  const voidable = milestoneContexts(world).filter(({ milestone }) => milestone.status === 'pending');
  run.goTo(Math.max(world.now, ...voidable.map(({ milestone, plan }) => milestoneVoidEnd(milestone, plan))));
  for (const plan of world.plans.values()) settleAll(run, plan);
}

/** When nothing is left to wait for. */
function endOf(grant: Grant, plan: Plan): number {
  const paused = grant.pauses.reduce((sum, pause) => sum + pause.limit, 0);
  const end = Math.max(0, ...grant.pieces.map(({ to }) => to)) + (openPause(grant) === undefined ? 0 : paused) + paused;
  const unlocked = Math.max(0, ...(plan.unlock?.pieces ?? []).map(({ to }) => to));
  return Math.max(end, unlocked, voidEnd(grant, plan), (grant.stopTs ?? 0) + 1);
}

function endOfMilestone({ milestone, metric, plan }: MilestoneContext): number {
  const { deadlineTs, pieces } = milestone;
  const decided = milestone.status === 'pending' ? Math.max(deadlineTs, metric.retryUntilTs ?? 0) + 1 : 0;
  return Math.max(decided, milestoneVoidEnd(milestone, plan), ...pieces.map(({ to }) => to));
}

/** Whatever anybody did: after at most 72 hours all that vested is paid, and in the end all that is owed. */
export function tearDown(run: Run): void {
  const { world } = run;
  run.goTo(Math.max(world.now, ...[...world.plans.values()].map(({ claimsPausedUntil }) => claimsPausedUntil)));
  for (const plan of world.plans.values()) claimAll(run, plan);
  finalizeAll(run);
  const last = [...world.grants.values()].flatMap((grant) => {
    const plan = world.plans.get(grant.plan);
    return plan === undefined ? [] : [endOf(grant, plan)];
  });
  const votes = [...world.proposals.values()].map(overTs);
  run.goTo(Math.max(world.now, ...last, ...milestoneContexts(world).map(endOfMilestone), ...votes));
  for (const plan of [...world.plans.values()]) windUp(run, plan);
}

function windUp(run: Run, plan: Plan): void {
  const { world } = run;
  const on = { plan: plan.name };
  const { authority } = plan;
  for (const { name: grant, stopTs, settled } of world.grantsOf(plan.name)) {
    if (stopTs !== undefined && !settled)
      requireCall(run, { instruction: 'settleTermination', accounts: { ...on, grant }, args: {} });
  }
  settleAll(run, plan);
  claimAll(run, plan);
  closeMilestones(run, plan);
  for (const grant of world.grantsOf(plan.name)) {
    run.expect(owed(grant, plan, world.now) === 0n, `${grant.name} is never paid out`);
    const accounts = { signer: grant.beneficiary, ...on, grant: grant.name, rentRecipient: plan.rentRecipient };
    requireCall(run, { instruction: 'closeGrant', accounts, args: {} });
  }
  if (!plan.sealed) requireCall(run, { instruction: 'sealPlan', accounts: { authority, ...on }, args: {} });
  for (const [tombstone, { plan: name }] of world.tombstones) {
    if (name !== plan.name) continue;
    requireCall(run, {
      instruction: 'sweepTombstone',
      accounts: { ...on, tombstone, rentRecipient: plan.rentRecipient },
      args: {},
    });
  }
  closeMetrics(run, plan);
  closeVotes(run, plan);
  collectAll(run, plan);
  run.expect(plan.reserved === 0n && plan.withheld === 0n, `${plan.name} still owes`);
  closeDown(run, plan);
  // A transfer that nobody completed costs nobody its rent, even now.
  for (const [transfer, { plan: name, proposer }] of world.transfers) {
    if (name !== plan.name) continue;
    requireCall(run, {
      instruction: 'rejectTransfer',
      accounts: { signer: proposer, ...on, transfer, proposer },
      args: {},
    });
  }
}

function closeMilestones(run: Run, plan: Plan): void {
  for (const { grant, metric, milestone } of ofPlan(run, plan)) {
    run.expect(milestoneOwed(milestone, grant, plan, run.world.now) === 0n, `${milestone.name} is never paid out`);
    const on = { plan: plan.name, grant: grant.name, metric: metric.name, milestone: milestone.name };
    const accounts = { signer: grant.beneficiary, ...on, rentRecipient: plan.rentRecipient };
    requireCall(run, { instruction: 'closeMilestone', accounts, args: {} });
  }
}

/** The metrics of a sealed plan, and who attested them. */
function closeMetrics(run: Run, plan: Plan): void {
  const on = { plan: plan.name, rentRecipient: plan.rentRecipient };
  for (const { name: metric } of run.world.metricsOf(plan.name)) {
    requireCall(run, { instruction: 'closeMetric', accounts: { ...on, metric }, args: {} });
  }
  const oracleSet = oraclesOf(run.world, plan.name)?.name;
  if (oracleSet === undefined) return;
  requireCall(run, { instruction: 'closeOracleSet', accounts: { ...on, oracleSet }, args: {} });
}

function collectAll(run: Run, plan: Plan): void {
  if (plan.withheld === 0n) return;
  const { world } = run;
  const on = { authority: plan.authority, plan: plan.name };
  if (roleAt(plan, 'payroll', world.now) === NOBODY) {
    requireCall(run, { instruction: 'setRole', accounts: on, args: { role: 'payroll', holder: HOLDERS.payroll } });
    run.goTo(plan.announced.payroll?.fromTs ?? world.now);
  }
  const payroll = roleAt(plan, 'payroll', world.now);
  const accounts = { payroll, plan: plan.name, destination: `${payroll}.${plan.mint}`, ...tokensOf(plan) };
  requireCall(run, { instruction: 'collectWithheld', accounts, args: { amount: plan.withheld } });
}

function closeDown(run: Run, plan: Plan): void {
  const { authority, mint, vault } = plan;
  const destination = payTo(run, authority, mint);
  const rest = surplus(run.world, plan);
  const on = { authority, plan: plan.name, destination, ...tokensOf(plan) };
  if (rest > 0n)
    requireCall(run, {
      instruction: 'withdrawSurplus',
      accounts: on,
      args: { amount: rest },
      expiresTs: run.world.now,
    });
  if ((run.world.tokens.get(vault)?.fees ?? 0n) > 0n) run.happen({ event: 'harvest', mint, account: vault });
  requireCall(run, { instruction: 'closePlan', accounts: { ...on, rentRecipient: plan.rentRecipient }, args: {} });
}
