//! Unlocking: the second clock, common to a plan.

use crate::fraction::mul_div_floor;

/// Everything unlocked, in parts per billion: an unlock curve is a schedule whose amounts sum to this.
pub const UNLOCK_ALL: u64 = 1_000_000_000;

/// Base units of `total` that are unlocked when the unlock curve stands at `unlock_ppb`; rounds down. More than
/// `UNLOCK_ALL` counts as `UNLOCK_ALL`.
pub fn unlocked(total: u64, unlock_ppb: u64) -> u64 {
    mul_div_floor(total, unlock_ppb.min(UNLOCK_ALL), UNLOCK_ALL)
}

/// Base units that can be claimed now: `min(vested, unlocked) - claimed`, 0 where more was claimed.
pub fn claimable(vested: u64, unlocked: u64, claimed: u64) -> u64 {
    vested.min(unlocked).saturating_sub(claimed)
}
