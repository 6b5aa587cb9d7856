/** Unlocking: the second clock, common to a plan. */
import { mulDivFloor } from './fraction';

/** Everything unlocked, in parts per billion: an unlock curve is a schedule whose amounts sum to this. */
export const UNLOCK_ALL = 1_000_000_000n;

/** Base units of `total` unlocked when the unlock curve stands at `unlockPpb`; rounds down. */
export function unlocked(total: bigint, unlockPpb: bigint): bigint {
  return mulDivFloor(total, unlockPpb < UNLOCK_ALL ? unlockPpb : UNLOCK_ALL, UNLOCK_ALL);
}

/** Base units that can be claimed: `min(vested, unlocked) - claimed`, 0 where more was claimed. */
export function claimable(vested: bigint, unlocked: bigint, claimed: bigint): bigint {
  const ceiling = vested < unlocked ? vested : unlocked;
  return ceiling > claimed ? ceiling - claimed : 0n;
}
