/** How every sequence ends: everybody paid to the last token, everything closed. */
import type { InstructionName } from './calls';
import { openPause, voidEnd } from './entitlement';
import { overTs } from './governance';
import { INSTRUCTION_NAMES, INSTRUCTIONS } from './instructions';
import { type MilestoneContext, milestoneContexts, milestoneVoidEnd } from './outcome';
import { requireCall } from './require-call';
import type { Run } from './run';
import type { Grant, Plan } from './state';

/** What pays all that can be claimed. */
const CLAIMS = ['claim', 'claimMilestone'] as const;
/** What makes a plan pay its debts, and all in it but its vault end. */
const PAY_OUT = [
  'settleTermination',
  'settleMilestone',
  ...CLAIMS,
  'closeMilestone',
  'closeGrant',
  'sealPlan',
  'sweepTombstone',
  'closeMetric',
  'closeOracleSet',
  'closeVoteRecord',
  'closeVoterRecord',
  'closeProposal',
  'withdrawVotes',
  'closeGovernance',
  'setRole',
  'collectWithheld',
] as const;
/** What ends a plan that owes nothing. */
const CLOSE = ['withdrawSurplus', 'closePlan', 'rejectTransfer'] as const;

const UNLISTED = INSTRUCTION_NAMES.filter(
  (name) =>
    INSTRUCTIONS[name].teardown !== undefined &&
    ![...PAY_OUT, ...CLOSE].some((listed: InstructionName) => listed === name),
);
if (UNLISTED.length > 0) throw new Error(`The teardown does not list ${UNLISTED.join(', ')}.`);

/** Sends all calls of these instructions that are left to send on a plan. */
function finish(run: Run, plan: Plan, names: readonly InstructionName[]): void {
  for (const name of names) INSTRUCTIONS[name].teardown?.(run, plan);
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
  for (const plan of world.plans.values()) finish(run, plan, ['settleMilestone']);
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
  for (const plan of world.plans.values()) finish(run, plan, CLAIMS);
  finalizeAll(run);
  const last = [...world.grants.values()].flatMap((grant) => {
    const plan = world.plans.get(grant.plan);
    return plan === undefined ? [] : [endOf(grant, plan)];
  });
  const votes = [...world.proposals.values()].map(overTs);
  run.goTo(Math.max(world.now, ...last, ...milestoneContexts(world).map(endOfMilestone), ...votes));
  for (const plan of [...world.plans.values()]) {
    finish(run, plan, PAY_OUT);
    run.expect(plan.reserved === 0n && plan.withheld === 0n, `${plan.name} still owes`);
    finish(run, plan, CLOSE);
  }
}
