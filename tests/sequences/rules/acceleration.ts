/** Rules of early releases, of one grant or of a whole plan. */
import { release } from '../entitlement';
import type { Grant, Plan, World } from '../state';
import { ensure } from './checks';

/** Accelerations of a plan. */
export const MOST_ACCELERATIONS = 16;
/** Where members vote, the rest is theirs. */
export const MOST_BY_ROLES = 8;
/** Beyond these, what grants pass without deposits. */
export const MOST_WITH_DEPOSITS = 12;

/** Authority and acceleration authority may release. */
export function checkAccelerator(plan: Plan, who: string): void {
  ensure(who === plan.authority || who === plan.roles.accelerationAuthority, 'NotAccelerator');
}

/** A release is of 1 to 10,000 basis points. */
export function checkAcceleration(bps: number): void {
  ensure(bps >= 1 && bps <= 10_000, 'BpsOutOfRange');
}

/** Whether a plan takes no more plan-wide accelerations, of roles or votes. */
export function isFull({ accelerations }: Plan): boolean {
  return accelerations.length >= MOST_ACCELERATIONS;
}

/** Releases a share of everything that is unvested in a plan that has made fewer releases than `most`. */
export function releasePlan(world: World, plan: Plan, bps: number, most: number): void {
  const keep = plan.accelerations.at(-1)?.retained ?? 1_000_000_000n;
  ensure(keep > 0n, 'PlanFullyAccelerated');
  ensure(plan.accelerations.length < most, 'AccelerationsFull');
  plan.accelerations.push({ ts: world.now, retained: release(keep, bps) });
}

/** Releases a share of what is unvested in a grant. */
export function releaseGrant(world: World, grant: Grant, bps: number): void {
  ensure(grant.stopTs === undefined || world.now < grant.stopTs, 'GrantHasStopped');
  grant.retained = release(grant.retained, bps);
}
