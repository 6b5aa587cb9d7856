/** What a milestone pays for a value of its metric. Every amount rounds down. */
import { mulDivFloor } from './fraction';
import { lead, reaches, type Better } from './metric';

/** Most that a milestone's maximum may pay, basis points of what its target pays. */
export const MAX_PAYOUT_BPS = 20_000;
const BPS = 10_000;

/** A payout curve: nothing below the threshold, straight lines from threshold to target to maximum, level beyond. */
export interface PayoutCurve {
  /** The least value that pays, in the metric's units. */
  readonly threshold: bigint;
  /** The value that pays the target amount. */
  readonly target: bigint;
  /** The value from which on nothing is added. */
  readonly maximum: bigint;
  /** What the threshold pays, basis points of the target amount, 0 to 10000. */
  readonly thresholdBps: number;
  /** What the maximum pays, basis points of the target amount, 10000 to 20000. */
  readonly maxBps: number;
}

/** Whether the values improve from threshold to maximum and the shares lie in their ranges. */
export function isValidCurve(curve: PayoutCurve, better: Better): boolean {
  const { threshold, target, maximum, thresholdBps, maxBps } = curve;
  const improves = reaches(better, target, threshold) && reaches(better, maximum, target);
  const inRange = thresholdBps >= 0 && thresholdBps <= BPS && maxBps >= BPS && maxBps <= MAX_PAYOUT_BPS;
  return improves && inRange && (maximum !== target || maxBps === BPS);
}

/** Base units paid at the maximum, which is what a milestone reserves. */
export function maxAmount(targetAmount: bigint, { maxBps }: Pick<PayoutCurve, 'maxBps'>): bigint {
  return share(targetAmount, maxBps);
}

/** Base units that a valid curve pays for `value`. */
export function payout(targetAmount: bigint, curve: PayoutCurve, better: Better, value: bigint): bigint {
  const { threshold, target, maximum } = curve;
  if (!reaches(better, value, threshold)) return 0n;
  if (reaches(better, value, maximum)) return maxAmount(targetAmount, curve);
  const line = (low: bigint, high: bigint, from: bigint, to: bigint): bigint =>
    low + mulDivFloor(high - low, lead(better, value, from), lead(better, to, from));
  return reaches(better, value, target)
    ? line(targetAmount, maxAmount(targetAmount, curve), target, maximum)
    : line(share(targetAmount, curve.thresholdBps), targetAmount, threshold, target);
}

function share(amount: bigint, bps: number): bigint {
  return mulDivFloor(amount, BigInt(bps), BigInt(BPS));
}
