//! What a schedule alone has vested at an instant.

use crate::calendar::Date;
use crate::fraction::mul_div_floor;
use crate::schedule::MAX_TS;
use crate::segment::{Segment, UNIT_MONTHS, UNIT_SECONDS};

/// Base units vested at curve time `t` (unix seconds) by a schedule that starts at `start_ts`; rounds down.
///
/// Half-open: a step's tokens are vested at its second and not one before. On a schedule that passed `check_schedule`
/// the result never falls as `t` grows and ends at the total. On anything else the result means nothing, but there is
/// one: a start outside 1970 to 2200 vests nothing, an unknown unit ends the schedule, sums saturate.
pub fn curve(start_ts: i64, segments: &[Segment], t: i64) -> u64 {
    // A checked schedule ends by MAX_TS, so later instants add nothing; here all times are small and not negative.
    let t = t.min(MAX_TS);
    if start_ts < 0 || t < start_ts {
        return 0;
    }
    let (mut begin, t) = (start_ts.unsigned_abs(), t.unsigned_abs());
    let mut vested: u64 = 0;
    let mut run: Option<MonthRun> = None;
    for segment in segments {
        let span = u64::from(segment.span);
        if segment.unit == UNIT_SECONDS {
            if let Some(ended) = run.take() {
                begin = ended.anchor.plus_months(ended.before);
            }
            // begin <= t <= MAX_TS and span < 2^32: neither wraps.
            let elapsed = t.wrapping_sub(begin);
            if elapsed < span {
                return vested.saturating_add(within_seconds(segment, elapsed));
            }
            begin = begin.wrapping_add(span);
        } else if segment.unit == UNIT_MONTHS {
            let current = run.get_or_insert_with(|| MonthRun::new(begin, t));
            // before <= elapsed, as every earlier segment of the run has ended, and both are below 2^37.
            let elapsed = current.elapsed.wrapping_sub(current.before);
            if elapsed < span {
                return vested.saturating_add(within_months(segment, current, elapsed, t));
            }
            current.before = current.before.wrapping_add(span);
        } else {
            return vested;
        }
        vested = vested.saturating_add(segment.amount);
    }
    vested
}

/// Consecutive month segments, which all count from one anchor.
struct MonthRun {
    anchor: Date,
    /// Whole months from the anchor to the instant asked for.
    elapsed: u64,
    /// Months from the anchor to the begin of the segment at hand.
    before: u64,
}

impl MonthRun {
    // Not inlined, or the compiler moves calendar work ahead of the loop, where schedules without months pay for it.
    #[inline(never)]
    fn new(anchor_ts: u64, t: u64) -> Self {
        let anchor = Date::at(anchor_ts);
        Self { elapsed: anchor.whole_months_to(&Date::at(t)), anchor, before: 0 }
    }
}

/// Vested inside a seconds segment, `elapsed < span` seconds after its begin.
fn within_seconds(segment: &Segment, elapsed: u64) -> u64 {
    let span = u64::from(segment.span);
    let steps = u64::from(segment.steps);
    if steps == 0 {
        return mul_div_floor(segment.amount, elapsed, span);
    }
    // Step k has fallen when floor(span * k / steps) <= elapsed, that is span * k < (elapsed + 1) * steps. Here
    // elapsed < span < 2^32 and 0 < steps < 2^16.
    let done = elapsed.wrapping_add(1).wrapping_mul(steps).wrapping_sub(1).checked_div(span).unwrap_or(0);
    mul_div_floor(segment.amount, done, steps)
}

/// Vested inside a month segment, `elapsed < span` whole months after its begin.
fn within_months(segment: &Segment, run: &MonthRun, elapsed: u64, t: u64) -> u64 {
    let span = u64::from(segment.span);
    let steps = u64::from(segment.steps);
    if steps == 0 {
        let begin = run.anchor.plus_months(run.before);
        let end = run.anchor.plus_months(run.before.wrapping_add(span));
        return mul_div_floor(segment.amount, t.saturating_sub(begin), end.saturating_sub(begin));
    }
    // The step is a whole number of months, so floor division by it equals floor(elapsed * steps / span).
    let done = elapsed.wrapping_mul(steps).checked_div(span).unwrap_or(0);
    mul_div_floor(segment.amount, done, steps)
}
