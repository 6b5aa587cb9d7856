/** Announces other attestors. */
import { involved } from '../attestation';
import type { Call } from '../calls';
import { choose } from '../choose';
import type { NextSeats, OracleSet, Seats } from '../metric';
import { rotated } from '../metric-offers';
import { checkAuthority, checkFresh, ensure, loadPlan, signer } from '../rules/checks';
import { announceSeats, checkMetricPlan, checkSeats, loadOracleSet } from '../rules/metrics';
import type { Plan, World } from '../state';
import type { InstructionDefinition } from './definition';

const DAY = 86_400;

/** From when an announced change can't be applied any more; a vote's always can. */
export function expiryOf({ readyTs, byVote }: NextSeats): number {
  return byVote ? Infinity : readyTs + 3 * DAY;
}

/** By the plan's authority. */
export function proposeOracleSetCall(plan: Plan, set: OracleSet, args: Seats): Call {
  const accounts = { authority: plan.authority, plan: plan.name, oracleSet: set.name };
  return { instruction: 'proposeOracleSet', accounts, args };
}

/** Whether the authority probably may: what members voted for is theirs as long as anything is owed. */
function isFree(world: World, { plan, byVote, next }: OracleSet): boolean {
  const owes = world.plans.get(plan)?.reserved !== 0n;
  return !(byVote && owes) && (next === undefined || world.now >= expiryOf(next));
}

export const proposeOracleSet: InstructionDefinition<Seats> = {
  weight: 2,
  leastAccepted: 35,
  expires: 'last',
  encode: (writer, seats) => writer.seats(seats),
  rule: (world, call) => {
    const authority = signer(call, 'authority');
    const plan = loadPlan(world, call);
    const set = loadOracleSet(world, call);
    checkMetricPlan(plan, set);
    checkAuthority(plan, authority);
    checkFresh(world, call.expiresTs);
    checkSeats(call.args);
    // What members voted for is out of the authority's reach, announced or, as long as anything is owed, in force.
    const voted = set.byVote && plan.reserved > 0n;
    ensure(!voted && set.next?.byVote !== true, 'OraclesChosenByVote');
    announceSeats(world, set, call.args, false);
  },
  intent: (world, draw) => {
    const set = choose([...world.oracleSets.values()], draw, (one) => isFree(world, one) || draw.who % 4 === 0);
    const plan = set && world.plans.get(set.plan);
    if (set === undefined || plan === undefined) return undefined;
    return proposeOracleSetCall(plan, set, rotated(set.seats, involved(world, set), draw.amount));
  },
};
