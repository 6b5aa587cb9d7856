//! What a milestone pays for a value of its metric.

use crate::fraction::mul_div_floor;
use crate::metric::Better;
use crate::BPS;

/// Most that a milestone's maximum may pay, in basis points of what its target pays.
pub const MAX_PAYOUT_BPS: u16 = 20_000;

/// A payout curve: nothing below the threshold, straight lines from threshold to target to maximum, level beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayoutCurve {
    /// The least value that pays, in the metric's units.
    pub threshold: i64,
    /// The value that pays the target amount.
    pub target: i64,
    /// The value from which on nothing is added.
    pub maximum: i64,
    /// What the threshold pays, basis points of the target amount, 0 to 10000.
    pub threshold_bps: u16,
    /// What the maximum pays, basis points of the target amount, 10000 to 20000.
    pub max_bps: u16,
}

impl PayoutCurve {
    /// Whether the values improve from threshold to maximum and the shares lie in their ranges. Equal values make a jump;
    /// a maximum at the target itself pays no more than the target.
    pub fn is_valid(&self, better: Better) -> bool {
        let improves =
            better.reaches(self.target, self.threshold) && better.reaches(self.maximum, self.target);
        let in_range = self.threshold_bps <= BPS && (BPS..=MAX_PAYOUT_BPS).contains(&self.max_bps);
        improves && in_range && (self.maximum != self.target || self.max_bps == BPS)
    }

    /// Base units paid at the maximum: `floor(target_amount * max_bps / 10000)`; `u64::MAX` where that does not fit.
    pub fn max_amount(&self, target_amount: u64) -> u64 {
        share(target_amount, self.max_bps)
    }
}

/// Base units that a valid curve pays for `value`. Every amount is rounded down, in the escrow's favor. Never falls as
/// the value improves, and never above `max_amount`.
pub fn payout(target_amount: u64, curve: &PayoutCurve, better: Better, value: i64) -> u64 {
    if !better.reaches(value, curve.threshold) {
        return 0;
    }
    if better.reaches(value, curve.maximum) {
        return curve.max_amount(target_amount);
    }
    if better.reaches(value, curve.target) {
        let most = curve.max_amount(target_amount);
        return between(target_amount, most, value, curve.target, curve.maximum, better);
    }
    let least = share(target_amount, curve.threshold_bps);
    between(least, target_amount, value, curve.threshold, curve.target, better)
}

fn share(amount: u64, bps: u16) -> u64 {
    mul_div_floor(amount, u64::from(bps), u64::from(BPS))
}

/// The straight line from `low` at `from` to `high` at `to`, rounded down.
fn between(low: u64, high: u64, value: i64, from: i64, to: i64, better: Better) -> u64 {
    let rise = high.saturating_sub(low);
    low.saturating_add(mul_div_floor(rise, better.lead(value, from), better.lead(to, from)))
}
