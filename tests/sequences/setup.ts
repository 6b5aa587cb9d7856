/** How every sequence begins: with funded plans, and most of them with something that is measured. */
import { DEPOSITORS, governanceName, METRIC_KEYS, metricName, PLANS } from './addresses';
import type { Draw, Setting } from './arbitraries';
import { tokensOf } from './choose';
import { createGovernanceCall } from './instructions/create-governance';
import { createMetricCall } from './instructions/create-metric';
import { createOracleSetCall } from './instructions/create-oracle-set';
import { createPlanCall } from './instructions/create-plan';
import { depositVotesCall } from './instructions/deposit-votes';
import { issueGrantsCall } from './instructions/issue-grants';
import { issueMilestoneCall } from './instructions/issue-milestone';
import type { Run } from './run';
import type { Plan } from './state';

function drawOf(kind: Draw['kind'], who: number, which: number): Draw {
  return { kind, wait: 0, which, who, amount: 0, mutation: 0, detail: 0 };
}

/** The plans that stand at the beginning, funded; all but the last with two grants. */
export function setUp(run: Run, { policies, funding, metrics, votes }: Setting): void {
  for (const [index, choice] of policies.entries()) {
    const name = PLANS[index]?.name ?? 'A';
    const create = createPlanCall(run.world, name, choice, 0);
    if (create === undefined || !run.call(create)) continue;
    const plan = run.world.plans.get(name);
    if (plan === undefined) continue;
    const amount = [10n ** 12n, 2_000_000n, 10n ** 18n][(funding + index) % 3] ?? 0n;
    const funder = 'creator';
    const accounts = { funder, plan: name, source: `${funder}.${plan.mint}`, ...tokensOf(plan) };
    run.call({ instruction: 'fundPlan', accounts, args: { amount } });
    if ((votes + index) % 5 < 3) assemble(run, plan, votes + 17 * index);
    if (index === 2) continue;
    run.call(issueGrantsCall(run.world, drawOf('issueGrants', choice, 8), plan));
    if ((metrics + index) % 4 !== 3) measure(run, plan, metrics + 31 * index);
  }
}

/** Attestors, a metric, and a milestone on it for one or two grants. */
function measure(run: Run, plan: Plan, choice: number): void {
  run.call(createOracleSetCall(plan, choice, 'creator'));
  const [key = ''] = METRIC_KEYS;
  run.call(createMetricCall(run.world, plan, key, choice, choice));
  const metric = run.world.metrics.get(metricName(plan.name, key));
  if (metric === undefined) return;
  for (const [index, grant] of run.world
    .grantsOf(plan.name)
    .slice(choice % 2)
    .entries()) {
    const draw = { ...drawOf('issueMilestone', choice + index, 0), detail: choice + index };
    run.call(issueMilestoneCall(run.world, plan, grant, metric, draw));
  }
}

/** A governance, and a deposit or two to vote with. */
function assemble(run: Run, plan: Plan, choice: number): void {
  run.call(createGovernanceCall(plan, choice, 0));
  const governance = run.world.governances.get(governanceName(plan.name));
  if (governance === undefined) return;
  for (const owner of DEPOSITORS.slice(0, 1 + (choice % 2))) {
    run.call(depositVotesCall(run.world, { plan, governance }, owner, 0n, drawOf('depositVotes', 0, 0)));
  }
}
