//! Withholding a share of each claim.

use crate::BPS;

/// Splits a claim of `gross` base units: `(withheld, next carry)`, where `withheld = floor((gross * bps + carry) /
/// 10000)` and the next carry is the remainder, below 10000.
///
/// Starting from a carry of 0, the amounts withheld over any claims sum to `floor(sum(gross * bps) / 10000)`, so
/// neither splitting claims nor changing the rate between them avoids or exceeds it. Never more than `gross`. A rate
/// above 10000 counts as 10000, a carry above 9999 as 9999.
pub fn withhold(gross: u64, bps: u16, carry: u16) -> (u64, u16) {
    let all = u64::from(BPS);
    let rate = u64::from(bps.min(BPS));
    let carry = u64::from(carry.min(BPS.saturating_sub(1)));
    // gross = whole * 10000 + rest: whole * rate is at most gross, and the other products are below 2^28.
    let (whole, rest) = (gross / 10_000, gross % 10_000);
    let parts = rest.wrapping_mul(rate).wrapping_add(carry);
    let part = parts.checked_div(all).unwrap_or(0);
    let next = parts.checked_rem(all).unwrap_or(0);
    (whole.wrapping_mul(rate).wrapping_add(part), u16::try_from(next).unwrap_or(0))
}
