/** Stops all claims of a plan for some hours. */
import { choosePlan, holder } from '../choose';
import { checkFresh, checkRole, ensure, loadPlan, signer } from '../rules/checks';
import type { Plan } from '../state';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

const HOUR = 3_600;
const DAY = 24 * HOUR;

export const pauseClaims: InstructionDefinition<{ readonly secs: number }> = {
  weight: 5,
  leastAccepted: 25,
  expires: 'last',
  encode: (writer, { secs }) => writer.number(secs, 4),
  rule: (world, call) => {
    const guardian = signer(call, 'guardian');
    const plan = loadPlan(world, call);
    checkFresh(world, call.expiresTs);
    checkRole(world, plan, 'guardian', guardian, 'NotGuardian');
    const { secs } = call.args;
    ensure(secs >= 1 && secs <= 72 * HOUR, 'ClaimsPauseTooLong');
    const last = plan.claimsPausedUntil;
    ensure(last === 0 || world.now >= last + 7 * DAY, 'ClaimsPauseTooSoon');
    plan.claimsPausedUntil = world.now + secs;
  },
  intent: (world, draw) => {
    const rested = ({ claimsPausedUntil: until }: Plan): boolean => until === 0 || world.now >= until + 7 * DAY;
    const plan = choosePlan(world, draw, rested);
    if (plan === undefined) return undefined;
    const secs = pick([72 * HOUR, HOUR, 1, 24 * HOUR, 72 * HOUR + 1, 0], draw.amount);
    const accounts = { guardian: holder(world, plan, 'guardian'), plan: plan.name };
    return { instruction: 'pauseClaims', accounts, args: { secs } };
  },
};
