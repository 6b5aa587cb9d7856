/** Early release: a factor on what the curve has not vested yet. Factors are in parts per billion. */
import { mulDivCeil } from './fraction';

/** The factor of a grant or plan that released nothing. */
export const KEEP_ALL = 1_000_000_000;

const BPS = 10_000;

/** The factors that apply to one grant. */
export interface Keep {
  /** The grant's own. */
  readonly grant: number;
  /** The plan's last at or before `min(now, stopTs)`. */
  readonly planNow: number;
  /** The plan's last when the grant was issued; never 0. If it were, only the grant's own factor would count. */
  readonly planAtIssue: number;
}

/** The factor after releasing `releaseBps` more of what is kept; rounds up. More than 10000 counts as 10000. */
export function keepAfter(keep: number, releaseBps: number): number {
  const keptBps = Math.max(BPS - releaseBps, 0);
  return Number(mulDivCeil(BigInt(keep), BigInt(keptBps), BigInt(BPS)));
}

/** Base units vested of `total` when the schedule alone has vested `curve`; rounded once, in the escrow's favour. */
export function vested(total: bigint, curve: bigint, keep: Keep): bigint {
  const unreached = total > curve ? total - curve : 0n;
  const planReleased = keep.planAtIssue !== 0;
  const numerator = BigInt(keep.grant) * (planReleased ? BigInt(keep.planNow) : 1n);
  const denominator = BigInt(KEEP_ALL) * (planReleased ? BigInt(keep.planAtIssue) : 1n);
  const unvested = mulDivCeil(unreached, numerator, denominator);
  return total - (unvested < unreached ? unvested : unreached);
}
