/** Commands of more than one call: what several people do together, or one after the other. */
import type { Call } from './calls';
import type { Draw } from './draws';
import { choose, holder } from './intents';
import { LIES, rotated, VALUES } from './metric-offers';
import { attestable, attestCall, involved, oraclesOf, proposeCall, waiting } from './metric-intents';
import { tranches } from './outcome';
import { oraclesName } from './places';
import type { Run } from './run';
import type { OracleSet } from './state';
import { pick } from './time';

/** Everybody who may attests the same, or nearly; in some draws one of them lies. */
export function attestTogether(run: Run, draw: Draw): void {
  const { world } = run;
  const metric = choose(attestable(world), draw, () => true);
  if (metric === undefined) return;
  const liar = draw.detail % 3 === 0 ? draw.who % 3 : -1;
  const truth = pick(VALUES, draw.amount);
  const near = draw.who % 2 === 0 || truth < -1_000_000n || truth > 1_000_000n ? 0n : 1n;
  // Enough for any threshold that there is; a set of sixteen need not turn out.
  for (const [index, attestor] of waiting(world, metric).slice(0, 5).entries()) {
    const value = index === liar ? pick(LIES, draw.amount) : truth + BigInt(index % 3) * near;
    run.call(attestCall(world, metric, attestor, value));
  }
}

/** A change of attestors is announced, awaited and takes effect; every other time in the middle of attesting, and twice. */
function rotate(run: Run, draw: Draw): void {
  const { world } = run;
  const set = choose([...world.oracleSets.values()], draw, () => true);
  const plan = set && world.plans.get(set.plan);
  if (set === undefined || plan === undefined) return;
  const midway = draw.detail % 2 === 0;
  if (midway) attestAlone(run, set, draw);
  for (const choice of midway ? [draw.amount, draw.who] : [draw.amount]) {
    if (!run.call(proposeCall(plan, set, rotated(set.seats, involved(world, set), choice)))) return;
    run.goTo(set.next?.readyTs ?? world.now);
    run.call({ instruction: 'applyOracleSet', accounts: { oracleSet: set.name }, args: {} });
  }
  if (midway) attestTogether(run, draw);
}

/** One of a set attests something that others will have to attest too. */
function attestAlone(run: Run, { plan }: OracleSet, draw: Draw): void {
  const { world } = run;
  const metric = attestable(world).find((one) => one.plan === plan);
  if (metric === undefined) return;
  run.call(attestCall(world, metric, pick(waiting(world, metric), draw.who), pick(VALUES, draw.amount)));
}

/** An authority does what it can not to pay a result that is there: dispute, other attestors, termination. */
function escape(run: Run, draw: Draw): void {
  const { world } = run;
  const found = choose(tranches(world), draw, ({ milestone, metric }) => {
    return milestone.status === 'pending' && metric.reachedTs !== undefined;
  });
  if (found === undefined) return;
  const { plan, grant, metric } = found;
  const set = oraclesOf(world, plan.name);
  const { challenge } = metric;
  const on = { plan: plan.name, oracleSet: oraclesName(plan.name), metric: metric.name };
  const accounts = { disputer: holder(plan, 'guardian'), ...on };
  const calls: (Call | undefined)[] = [
    challenge && { instruction: 'disputeMetric', accounts, args: { value: challenge.value } },
    set && proposeCall(plan, set, { attestors: ['authority', 'thief'], threshold: 2 }),
    {
      instruction: 'terminateGrant',
      accounts: { authority: plan.authority, plan: plan.name, grant: grant.name },
      args: { cause: 'forCause' },
    },
  ];
  for (const call of calls) if (call !== undefined) run.call(call);
}

/** All of them by name. */
export const TOGETHER = { attestTogether, rotate, escape };
export type Together = keyof typeof TOGETHER;

export function isTogether(kind: string): kind is Together {
  return kind in TOGETHER;
}
