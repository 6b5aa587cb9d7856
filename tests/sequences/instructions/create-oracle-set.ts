/** Names the attestors of a plan. */
import { oraclesName } from '../addresses';
import { oraclesOf } from '../attestation';
import { at, type Call } from '../calls';
import { choosePlan } from '../choose';
import { ORACLE_SET_SIZE } from '../layout';
import type { Seats } from '../metric';
import { seatsFrom } from '../metric-offers';
import { checkAuthority, checkFresh, ensure, loadPlan, payRent, signer } from '../rules/checks';
import { checkSeats } from '../rules/metrics';
import type { Name, Plan } from '../state';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

/** By the plan's authority, paid for by somebody. */
export function createOracleSetCall(plan: Plan, choice: number, payer: Name): Call {
  const accounts = { authority: plan.authority, payer, plan: plan.name, oracleSet: oraclesName(plan.name) };
  return { instruction: 'createOracleSet', accounts, args: seatsFrom(choice) };
}

export const createOracleSet: InstructionDefinition<Seats> = {
  weight: 2,
  leastAccepted: 40,
  expires: 'last',
  encode: (writer, seats) => writer.seats(seats),
  rule: (world, call) => {
    const authority = signer(call, 'authority');
    const payer = signer(call, 'payer');
    const plan = loadPlan(world, call);
    const name = at(call, 'oracleSet');
    ensure(name === oraclesName(plan.name), 'ConstraintSeeds');
    checkAuthority(plan, authority);
    checkFresh(world, call.expiresTs);
    ensure(!plan.sealed, 'PlanIsSealed');
    ensure(!world.isOurs(name), 'OracleSetExists');
    ensure(plan.rentRecipient !== name, 'PolicyOutOfRange');
    checkSeats(call.args);
    payRent(world, name, ORACLE_SET_SIZE, payer);
    world.oracleSets.set(name, { name, plan: plan.name, seats: call.args, byVote: false, next: undefined });
  },
  intent: (world, draw) => {
    const plan = choosePlan(world, draw, (one) => !one.sealed && oraclesOf(world, one.name) === undefined);
    return plan && createOracleSetCall(plan, draw.amount, pick([plan.authority, 'creator'], draw.who));
  },
};
