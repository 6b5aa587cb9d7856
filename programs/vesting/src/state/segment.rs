//! Schedules as the accounts and the instructions carry them.
use anchor_lang::{prelude::*, Discriminator};
use bytemuck::Pod;

use crate::{
    ensure,
    errors::{fail, VestingError},
};

/// One stretch of a schedule, stored. Same layout as `vesting_math::Segment`, which explains the rules; it is here
/// once more only because an IDL needs a type of this crate.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// What vests over the segment, base units (parts per billion in an unlock curve).
    pub amount: u64,
    /// Length in the segment's unit.
    pub span: u32,
    /// 0 vests continuously, n in n equal steps of which the last falls on the segment's end.
    pub steps: u16,
    /// 0 seconds, 1 calendar months.
    pub unit: u8,
    /// Always 0.
    pub reserved: u8,
}

impl Segment {
    /// The same segments as the math crate sees them.
    pub fn as_math(segments: &[Self]) -> &[vesting_math::Segment] {
        bytemuck::cast_slice(segments)
    }
}

/// Reads the data of an account that is a header and its segments; fails with `wrong` where it is not one. Ownership by
/// this program is the caller's to check.
#[inline(always)]
pub fn header_and_segments<T: Pod + Discriminator>(
    data: &mut [u8],
    wrong: VestingError,
) -> Result<(&mut T, &mut [Segment])> {
    let size = size_of::<T>().saturating_add(8);
    let (head, tail) = data.split_at_mut_checked(size).ok_or_else(|| fail(wrong))?;
    let (discriminator, header) = head.split_at_mut_checked(8).ok_or_else(|| fail(wrong))?;
    ensure!(discriminator == T::DISCRIMINATOR, wrong);
    let header = bytemuck::try_from_bytes_mut(header).map_err(|_| fail(wrong))?;
    let segments = bytemuck::try_cast_slice_mut(tail).map_err(|_| fail(wrong))?;
    Ok((header, segments))
}

/// Writes the discriminator and the header into a new account; returns its segments, still zero.
pub fn write_header<'a, T: Pod + Discriminator>(
    header: &T,
    data: &'a mut [u8],
    wrong: VestingError,
) -> Result<&'a mut [Segment]> {
    let discriminator = data.get_mut(..8).ok_or_else(|| fail(wrong))?;
    discriminator.copy_from_slice(T::DISCRIMINATOR);
    let (place, segments) = header_and_segments::<T>(data, wrong)?;
    *place = *header;
    Ok(segments)
}

/// One stretch of a shape: a schedule whose amounts are still proportions.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct ShapeSegment {
    /// Share of the total relative to the other segments' weights; the weights sum to at most `u64::MAX`. Amounts
    /// themselves are weights that reproduce themselves exactly.
    pub weight: u64,
    /// Length in the segment's unit.
    pub span: u32,
    /// 0 vests continuously, n in n equal steps of which the last falls on the segment's end.
    pub steps: u16,
    /// 0 seconds, 1 calendar months.
    pub unit: u8,
}

impl ShapeSegment {
    /// Sum of the weights of at least one segment, which must be above zero and fit 64 bits.
    pub fn weight_sum(shape: &[Self]) -> Result<u64> {
        ensure!(!shape.is_empty(), VestingError::NoSegments);
        let mut sum = 0u64;
        for segment in shape {
            sum =
                sum.checked_add(segment.weight).ok_or_else(|| fail(VestingError::AmountsDoNotSumToTotal))?;
        }
        ensure!(sum > 0, VestingError::TotalIsZero);
        Ok(sum)
    }

    /// Writes the schedule that splits `total` by the shape's weights: cumulative shares are rounded down, so the
    /// parts always sum to `total`. `target` has one entry for each of the shape's segments.
    pub fn apportion(shape: &[Self], weight_sum: u64, total: u64, target: &mut [Segment]) -> Result<()> {
        let mut before = 0u64;
        for (part, slot) in shape.iter().zip(target) {
            *slot = Segment {
                amount: vesting_math::apportion(total, before, part.weight, weight_sum),
                span: part.span,
                steps: part.steps,
                unit: part.unit,
                reserved: 0,
            };
            before = before.checked_add(part.weight).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_is_the_math_crates() {
        assert_eq!(size_of::<Segment>(), 16);
        let segments = [Segment { amount: 7, span: 48, steps: 36, unit: 1, reserved: 0 }];
        let [seen] = Segment::as_math(&segments) else { panic!("one segment") };
        assert_eq!((seen.amount, seen.span, seen.steps, seen.unit), (7, 48, 36, 1));
    }
}
