//! Products and quotients that can't overflow.

/// `floor(a * b / d)`, exact; `u64::MAX` where the result does not fit, 0 where `d` is 0.
///
/// Stays in 64 bits while `b <= d < 2^32`, or while `a * b` fits by its width.
#[inline]
pub fn mul_div_floor(a: u64, b: u64, d: u64) -> u64 {
    mul_div(a, b, d, 0)
}

/// `ceil(a * b / d)`, exact; `u64::MAX` where the result does not fit, 0 where `d` is 0.
#[inline]
pub fn mul_div_ceil(a: u64, b: u64, d: u64) -> u64 {
    mul_div(a, b, d, d.saturating_sub(1))
}

/// One part of `total` divided by weights: `floor(total * (weight_before + weight) / weight_sum)` less the same for
/// `weight_before` alone. The parts of all weights, in order, sum to `total` exactly; each is its weight where the
/// weights sum to `total`.
///
/// `weight_before` is the sum of the weights earlier in the list. Cumulative weights above `weight_sum` count as
/// `weight_sum`; the result is 0 where `weight_sum` is 0.
pub fn apportion(total: u64, weight_before: u64, weight: u64, weight_sum: u64) -> u64 {
    let before = weight_before.min(weight_sum);
    let through = weight_before.saturating_add(weight).min(weight_sum);
    if total == weight_sum {
        return through.saturating_sub(before);
    }
    mul_div_floor(total, through, weight_sum).saturating_sub(mul_div_floor(total, before, weight_sum))
}

/// `floor((a * b + extra) / d)` for `extra < d`.
#[inline]
fn mul_div(a: u64, b: u64, d: u64, extra: u64) -> u64 {
    let (Some(quotient), Some(rest)) = (a.checked_div(d), a.checked_rem(d)) else {
        return 0;
    };
    if b <= d && d >> 32 == 0 {
        // a = quotient * d + rest. The result is at most a, and rest * b + extra < d * d < 2^64: nothing can wrap.
        let part = rest.wrapping_mul(b).wrapping_add(extra).checked_div(d).unwrap_or(0);
        return quotient.wrapping_mul(b).wrapping_add(part);
    }
    if (a | b) >> 32 == 0 {
        if let Some(product) = a.wrapping_mul(b).checked_add(extra) {
            return product.checked_div(d).unwrap_or(0);
        }
    }
    mul_div_wide(a, b, d, extra)
}

/// The same in 128 bits: `a * b + extra` is at most `(2^64 - 1)^2 + 2^64 - 2`, which fits.
#[inline(never)]
fn mul_div_wide(a: u64, b: u64, d: u64, extra: u64) -> u64 {
    let product = u128::from(a).wrapping_mul(u128::from(b)).wrapping_add(u128::from(extra));
    let quotient = product.checked_div(u128::from(d)).unwrap_or(0);
    u64::try_from(quotient).unwrap_or(u64::MAX)
}
