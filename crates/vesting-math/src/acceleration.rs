//! Early release: a factor on what the curve has not vested yet.

use crate::fraction::mul_div_ceil;
use crate::BPS;

/// The factor of a grant or plan that released nothing, in parts per billion.
pub const RETAIN_ALL: u32 = 1_000_000_000;

/// The factors that apply to one grant or milestone, each in parts per billion (`RETAIN_ALL`: nothing released). Only what
/// was released since the issue counts: a factor now over the same factor at the issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retained {
    /// The grant's own.
    pub grant: u32,
    /// The grant's own at the issue: `RETAIN_ALL` for the grant itself, what was left by then for a milestone. Where it is
    /// 0, nothing can have been released since.
    pub grant_at_issue: u32,
    /// The plan's last at or before `min(now, stop_ts)`.
    pub plan_now: u32,
    /// The plan's last at the issue. A plan released in full issues no more, so this is never 0; if it were, no plan-wide
    /// release could have followed.
    pub plan_at_issue: u32,
}

impl Retained {
    /// Nothing released.
    pub const ALL: Self = Self {
        grant: RETAIN_ALL,
        grant_at_issue: RETAIN_ALL,
        plan_now: RETAIN_ALL,
        plan_at_issue: RETAIN_ALL,
    };
}

/// The factor after releasing `acceleration_bps` more of what is kept: `ceil(retained * (10000 - acceleration_bps) / 10000)`.
/// Rounds up, in the escrow's favor. More than 10000 counts as 10000, which leaves 0.
pub fn retained_after(retained: u32, acceleration_bps: u16) -> u32 {
    let kept_bps = BPS.saturating_sub(acceleration_bps);
    // At most `retained`, so it fits.
    u32::try_from(mul_div_ceil(u64::from(retained), u64::from(kept_bps), u64::from(BPS))).unwrap_or(retained)
}

/// Base units vested of `total` when the schedule alone has vested `curve`:
/// `total - ceil((total - curve) * grant * plan_now / (grant_at_issue * plan_at_issue))`, rounded once, in the escrow's
/// favor.
///
/// Never below `min(curve, total)` and never above `total`, whatever the factors.
#[inline(always)]
pub fn vested(total: u64, curve: u64, retained: Retained) -> u64 {
    if retained.grant == retained.grant_at_issue && retained.plan_now == retained.plan_at_issue {
        return curve.min(total);
    }
    vested_by_accelerations(total, curve, retained)
}

#[inline(never)]
fn vested_by_accelerations(total: u64, curve: u64, retained: Retained) -> u64 {
    let grant_accelerated = retained.grant != retained.grant_at_issue && retained.grant_at_issue != 0;
    let plan_accelerated = retained.plan_now != retained.plan_at_issue && retained.plan_at_issue != 0;
    let unreached = total.saturating_sub(curve);
    let grant = (u64::from(retained.grant), u64::from(retained.grant_at_issue));
    let plan = (u64::from(retained.plan_now), u64::from(retained.plan_at_issue));
    let unvested = match (grant_accelerated, plan_accelerated) {
        (false, false) => unreached,
        (true, false) => mul_div_ceil(unreached, grant.0, grant.1),
        (false, true) => mul_div_ceil(unreached, plan.0, plan.1),
        // Each product of two u32 fits a u64; the division has to see the full product, or it would round twice.
        (true, true) => unvested_wide(unreached, grant.0.wrapping_mul(plan.0), grant.1.wrapping_mul(plan.1)),
    };
    total.saturating_sub(unvested.min(unreached))
}

/// `ceil(unreached * numerator / denominator)` for products of two factors.
#[inline(never)]
fn unvested_wide(unreached: u64, numerator: u64, denominator: u64) -> u64 {
    mul_div_ceil(unreached, numerator, denominator)
}
