/** Stops a grant's vesting for a while. */
import { chooseGrant } from '../choose-grant';
import { openPause, pausedBy, vested } from '../entitlement';
import { checkAuthority, checkFresh, checkPlan, ensure, loadGrant, loadPlan, signer } from '../rules/checks';
import type { Grant } from '../state';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** What pauses without the beneficiary's signature took so far. */
function imposed(grant: Grant, now: number): number {
  return grant.pauses.reduce((sum, pause) => sum + (pause.consent ? 0 : pausedBy(pause, now)), 0);
}

export const pauseGrant: InstructionDefinition<{ readonly limitSecs: number }> = {
  weight: 4,
  leastAccepted: 20,
  expires: 'last',
  encode: (writer, { limitSecs }) => writer.number(limitSecs, 4),
  rule: (world, call) => {
    const authority = signer(call, 'authority');
    const beneficiary = call.accounts['beneficiary'];
    const consent = beneficiary !== undefined;
    if (consent) signer(call, 'beneficiary');
    const plan = loadPlan(world, call);
    const grant = loadGrant(world, call);
    checkPlan(grant, plan);
    checkAuthority(plan, authority);
    checkFresh(world, call.expiresTs);
    ensure(!consent || beneficiary === grant.beneficiary, 'NotBeneficiary');
    const before = openPause(grant);
    const runs = before !== undefined && world.now < before.from + before.limit;
    ensure(!runs, 'GrantAlreadyPaused');
    ensure(grant.stopTs === undefined, 'GrantAlreadyTerminated');
    const most = consent ? 1_461 * DAY : plan.policy.maxPauseSecs - imposed(grant, world.now);
    const limit = call.args.limitSecs;
    ensure(limit >= 1 && limit <= most, 'PauseTooLong');
    if (before !== undefined) before.endedAt = world.now;
    if (consent) grant.unanswered = false;
    grant.pauses.push({ from: world.now, limit, consent, endedAt: undefined });
  },
  intent: (world, draw) => {
    const { now } = world;
    const found = chooseGrant(
      world,
      draw,
      (grant, plan) =>
        grant.stopTs === undefined && openPause(grant) === undefined && vested(grant, plan, now) < grant.total,
    );
    if (found === undefined) return undefined;
    const { plan, grant } = found;
    const consent = draw.who % 2 === 1 ? { beneficiary: grant.beneficiary } : {};
    const left = Math.max(0, plan.policy.maxPauseSecs - imposed(grant, now));
    const limitSecs = pick(
      [
        Math.min(left, HOUR),
        left,
        Math.min(left, 5 * DAY),
        left >> 1,
        1,
        30 * DAY,
        Math.min(left + 1, 2 ** 32 - 1),
        1_461 * DAY,
        1_461 * DAY + 1,
        0,
      ],
      draw.amount,
    );
    const accounts = { authority: plan.authority, ...consent, plan: plan.name, grant: grant.name };
    return { instruction: 'pauseGrant', accounts, args: { limitSecs } };
  },
};
