//! The rules that a schedule must meet before it is stored.

use crate::calendar::Date;
use crate::segment::{Segment, UNIT_MONTHS, UNIT_SECONDS};

/// Latest instant that a schedule may start or end at: 2200-01-01T00:00:00Z.
pub const MAX_TS: i64 = 7_258_118_400;
/// Most segments of one schedule.
pub const MAX_SEGMENTS: usize = 24;

/// Why a schedule is refused. Rules are checked in the order of `check_schedule`; the first that fails is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduleError {
    /// The list is empty.
    NoSegments,
    /// More than `MAX_SEGMENTS`.
    TooManySegments,
    /// A unit that is neither seconds nor months.
    UnknownUnit,
    /// A reserved byte is set.
    ReservedNotZero,
    /// A span of 0, other than seconds with one step.
    SpanTooShort,
    /// More steps than seconds.
    StepsExceedSpan,
    /// A step would not be a whole number of months.
    StepsDoNotDivideMonths,
    /// The amounts add up to something else than the total.
    AmountsDoNotSumToTotal,
    /// The total is 0.
    TotalIsZero,
    /// The start is before 1970 or after `MAX_TS`.
    StartOutOfRange,
    /// The end is after `MAX_TS`.
    EndOutOfRange,
}

/// Checks a whole schedule and returns the second at which its last segment ends (unix seconds).
///
/// In this order: number of segments, total, start; then each segment's unit, reserved byte, span, steps and end;
/// then the sum of the amounts, in base units.
pub fn check_schedule(start_ts: i64, segments: &[Segment], total: u64) -> Result<i64, ScheduleError> {
    if segments.is_empty() {
        return Err(ScheduleError::NoSegments);
    }
    if segments.len() > MAX_SEGMENTS {
        return Err(ScheduleError::TooManySegments);
    }
    if total == 0 {
        return Err(ScheduleError::TotalIsZero);
    }
    if !(0..=MAX_TS).contains(&start_ts) {
        return Err(ScheduleError::StartOutOfRange);
    }
    let mut end = start_ts.unsigned_abs();
    let mut sum: Option<u64> = Some(0);
    let mut run: Option<(Date, u64)> = None;
    for segment in segments {
        check_segment(segment)?;
        let span = u64::from(segment.span);
        if segment.unit == UNIT_SECONDS {
            run = None;
            end = end.saturating_add(span);
        } else {
            let (anchor, months) = run.get_or_insert_with(|| (Date::at(end), 0));
            *months = months.saturating_add(span);
            end = anchor.plus_months(*months);
        }
        if end > MAX_TS.unsigned_abs() {
            return Err(ScheduleError::EndOutOfRange);
        }
        sum = sum.and_then(|so_far| so_far.checked_add(segment.amount));
    }
    if sum != Some(total) {
        return Err(ScheduleError::AmountsDoNotSumToTotal);
    }
    i64::try_from(end).map_err(|_| ScheduleError::EndOutOfRange)
}

/// The rules of one segment by itself.
fn check_segment(segment: &Segment) -> Result<(), ScheduleError> {
    let steps = u32::from(segment.steps);
    if segment.unit != UNIT_SECONDS && segment.unit != UNIT_MONTHS {
        return Err(ScheduleError::UnknownUnit);
    }
    if segment.reserved != 0 {
        return Err(ScheduleError::ReservedNotZero);
    }
    if segment.span == 0 {
        // A span of 0 is a tranche that vests at once, which only one step of seconds describes.
        return if segment.unit == UNIT_SECONDS && steps == 1 {
            Ok(())
        } else {
            Err(ScheduleError::SpanTooShort)
        };
    }
    if segment.unit == UNIT_SECONDS && steps > segment.span {
        return Err(ScheduleError::StepsExceedSpan);
    }
    if segment.unit == UNIT_MONTHS && segment.span.checked_rem(steps).unwrap_or(0) != 0 {
        return Err(ScheduleError::StepsDoNotDivideMonths);
    }
    Ok(())
}
