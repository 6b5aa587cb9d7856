/** Early release: a factor on what the curve has not vested yet. Factors are in parts per billion. */
import { mulDivCeil } from './fraction';

/** The factor of a grant or plan that released nothing. */
export const RETAIN_ALL = 1_000_000_000;

const BPS = 10_000;

/** The factors that apply to one grant or milestone: what is retained now, over what was retained at the issue. */
export interface Retained {
  /** The grant's own. */
  readonly grant: number;
  /** The grant's own at the issue: all for the grant itself, what was left by then for a milestone. */
  readonly grantAtIssue: number;
  /** The plan's last at or before `min(now, stopTs)`. */
  readonly planNow: number;
  /** The plan's last at the issue; never 0. If it were, only the grant's own factor would count. */
  readonly planAtIssue: number;
}

/** The factor after releasing `accelerationBps` more of what is retained; rounds up. More than 10000 counts as 10000. */
export function retainedAfter(retained: number, accelerationBps: number): number {
  const keptBps = Math.max(BPS - accelerationBps, 0);
  return Number(mulDivCeil(BigInt(retained), BigInt(keptBps), BigInt(BPS)));
}

/** Base units vested of `total` when the schedule alone has vested `curve`; rounded once, in the escrow's favor. */
export function vested(total: bigint, curve: bigint, retained: Retained): bigint {
  const unreached = total > curve ? total - curve : 0n;
  // Where nothing was left at the issue, nothing can have been released since.
  const share = (now: number, atIssue: number) => (atIssue === 0 ? [1n, 1n] : [BigInt(now), BigInt(atIssue)]);
  const [grantNow = 1n, grantThen = 1n] = share(retained.grant, retained.grantAtIssue);
  const [planNow = 1n, planThen = 1n] = share(retained.planNow, retained.planAtIssue);
  const unvested = mulDivCeil(unreached, grantNow * planNow, grantThen * planThen);
  return total - (unvested < unreached ? unvested : unreached);
}
