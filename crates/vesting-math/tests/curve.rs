//! The curve: monotone, bounded, exact at each boundary, and it never panics.

mod support;

use proptest::prelude::*;
use support::{config, schedule, schedule_and_instant, start_ts};
use vesting_math::{
    check_schedule, curve, ScheduleError, Segment, MAX_SEGMENTS, MAX_TS, UNIT_MONTHS, UNIT_SECONDS,
};

const DAY: i64 = 86_400;

fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn length(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Year, month and day, found by walking from 1970.
fn date(ts: i64) -> (i64, i64, i64) {
    let (mut year, mut month, mut days) = (1970, 1, ts / DAY);
    while days >= if leap(year) { 366 } else { 365 } {
        days -= if leap(year) { 366 } else { 365 };
        year += 1;
    }
    while days >= length(year, month) {
        days -= length(year, month);
        month += 1;
    }
    (year, month, days + 1)
}

/// The boundary so many months after an anchor, found by walking.
fn walk(anchor: i64, months: u32) -> i64 {
    let (mut year, mut month, day) = date(anchor);
    let mut first = anchor - (day - 1) * DAY;
    for _ in 0..months {
        first += length(year, month) * DAY;
        month += 1;
        if month == 13 {
            (year, month) = (year + 1, 1);
        }
    }
    first + (day.min(length(year, month)) - 1) * DAY
}

fn part(amount: u64, done: u64, of: u64) -> u64 {
    u64::try_from(u128::from(amount) * u128::from(done) / u128::from(of)).unwrap()
}

/// Begin of each segment, and the end of the last.
fn begins(start_ts: i64, segments: &[Segment]) -> Vec<i64> {
    let (mut all, mut anchor, mut months) = (vec![start_ts], start_ts, 0);
    for segment in segments {
        if segment.unit == UNIT_SECONDS {
            anchor = all[all.len() - 1] + i64::from(segment.span);
            months = 0;
        } else {
            months += segment.span;
        }
        all.push(walk(anchor, months));
    }
    all
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn grows_with_time_and_ends_at_the_total((s, t) in schedule_and_instant(), later in 0_i64..100_000_000) {
        let (now, then) = (s.curve(t), s.curve(t + later));
        prop_assert!(now <= then && then <= s.total);
        prop_assert_eq!(s.curve(s.start_ts - 1), 0);
        prop_assert_eq!(s.curve(s.end_ts), s.total);
        prop_assert_eq!(s.curve(i64::MAX), s.total);
        prop_assert_eq!(s.curve(i64::MIN), 0);
    }

    #[test]
    fn is_exact_where_segments_meet(s in schedule()) {
        let begins = begins(s.start_ts, &s.segments);
        prop_assert_eq!(begins[s.segments.len()], s.end_ts);
        let mut sum = 0;
        for (i, segment) in s.segments.iter().enumerate() {
            // Tranches of this very second are vested at it as well.
            let at_once: u64 = s.segments[i..].iter().take_while(|s| s.span == 0).map(|s| s.amount).sum();
            prop_assert_eq!(s.curve(begins[i]), sum + at_once);
            sum += segment.amount;
        }
    }

    #[test]
    fn steps_of_seconds_fall_at_their_second(
        start in 0_i64..2_000_000_000, amount in 1_u64.., span in 1_u32.., steps in 1_u16.., k in 1_u16..,
    ) {
        let steps = u16::try_from(u32::from(steps).min(span)).unwrap();
        let k = (k - 1) % steps + 1;
        let schedule = [Segment::seconds(amount, span, steps)];
        let falls = start + i64::try_from(u64::from(span) * u64::from(k) / u64::from(steps)).unwrap();
        prop_assert_eq!(curve(start, &schedule, falls), part(amount, k.into(), steps.into()));
        prop_assert_eq!(curve(start, &schedule, falls - 1), part(amount, u64::from(k) - 1, steps.into()));
    }

    #[test]
    fn steps_of_months_fall_on_the_calendar(
        start in start_ts().prop_filter("room", |t| *t < 5_000_000_000),
        amount in 1_u64.., wait in 0_u32..30, whole in 1_u32..7, steps in 1_u16..60, k in 1_u16..60,
    ) {
        let k = (k - 1) % steps + 1;
        let mut schedule = vec![Segment::months(0, wait, 1)];
        if wait == 0 {
            schedule.clear();
        }
        schedule.push(Segment::months(amount, whole * u32::from(steps), steps));
        let falls = walk(start, wait + whole * u32::from(k));
        prop_assert_eq!(curve(start, &schedule, falls), part(amount, k.into(), steps.into()));
        prop_assert_eq!(curve(start, &schedule, falls - 1), part(amount, u64::from(k) - 1, steps.into()));
        let end = check_schedule(start, &schedule, amount);
        prop_assert_eq!(end, Ok(walk(start, wait + whole * u32::from(steps))));
    }

    #[test]
    fn continuous_months_are_linear_between_their_boundaries(
        start in start_ts().prop_filter("room", |t| *t < 3_000_000_000),
        amount in 1_u64.., wait in 0_u32..30, span in 1_u32..1_200, at in 0.0..1.0_f64,
    ) {
        let mut schedule = vec![Segment::months(0, wait.max(1), 1), Segment::months(amount, span, 0)];
        if wait == 0 {
            schedule.remove(0);
        }
        let (begin, end) = (walk(start, wait), walk(start, wait + span));
        let t = begin + ((end - begin) as f64 * at) as i64;
        let (done, whole) = (u64::try_from(t - begin).unwrap(), u64::try_from(end - begin).unwrap());
        prop_assert_eq!(curve(start, &schedule, t), part(amount, done, whole));
    }

    #[test]
    fn never_drifts_to_a_shorter_day(start in start_ts(), months in 1_u32..40) {
        let schedule = vec![Segment::months(7, 1, 1); usize::try_from(months.min(24)).unwrap()];
        let total = 7 * u64::try_from(schedule.len()).unwrap();
        if let Ok(end) = check_schedule(start, &schedule, total) {
            let (year, month, day) = date(end);
            let (_, _, started) = date(start);
            prop_assert_eq!(day, started.min(length(year, month)));
            prop_assert_eq!(end % DAY, start % DAY);
        }
    }

    #[test]
    fn never_panics_and_stays_below_the_sum(
        start in prop_oneof![any::<i64>(), -10_i64..10, start_ts()],
        t in prop_oneof![any::<i64>(), -10_i64..10, start_ts()],
        raw in prop::collection::vec(
            (any::<u64>(), prop_oneof![any::<u32>(), 0_u32..5], prop_oneof![any::<u16>(), 0_u16..5], 0_u8..4, 0_u8..2),
            0..30,
        ),
    ) {
        let segments: Vec<Segment> = raw
            .into_iter()
            .map(|(amount, span, steps, unit, reserved)| Segment { amount, span, steps, unit, reserved })
            .collect();
        let sum = segments.iter().fold(0_u64, |sum, s| sum.saturating_add(s.amount));
        prop_assert!(curve(start, &segments, t) <= sum);
        let checked = check_schedule(start, &segments, sum);
        if let Ok(end) = checked {
            prop_assert!((start..=MAX_TS).contains(&end));
        }
    }
}

#[test]
fn every_second_of_a_small_schedule() {
    for span in 1..40_u32 {
        for steps in 0..=u16::try_from(span).unwrap() {
            let schedule = [Segment::seconds(1_009, span, steps)];
            for t in 0..=span {
                let expected = if t == span {
                    1_009
                } else if steps == 0 {
                    part(1_009, t.into(), span.into())
                } else {
                    let falls = |k: &u16| u64::from(span) * u64::from(*k) / u64::from(steps) <= u64::from(t);
                    let done = (1..=steps).filter(falls).count();
                    part(1_009, u64::try_from(done).unwrap(), steps.into())
                };
                assert_eq!(curve(1_000, &schedule, 1_000 + i64::from(t)), expected, "{span} {steps} {t}");
            }
        }
    }
}

#[test]
fn every_day_to_2200_starts_a_month_rightly() {
    let month = [Segment::months(1, 1, 1)];
    for day in (0..=MAX_TS / DAY - 32).step_by(3) {
        let start = day * DAY + 43_200;
        assert_eq!(check_schedule(start, &month, 1), Ok(walk(start, 1)), "day {day}");
    }
}

#[test]
fn a_segment_is_16_bytes() {
    assert_eq!(core::mem::size_of::<Segment>(), 16);
    assert_eq!(core::mem::align_of::<Segment>(), 8);
    let segment = Segment {
        amount: 0x0807_0605_0403_0201,
        span: 0x0c0b_0a09,
        steps: 0x0e0d,
        unit: 0x0f,
        reserved: 0x10,
    };
    assert_eq!(bytemuck::bytes_of(&segment), (1..=16).collect::<Vec<u8>>());
}

#[test]
fn bytes_that_mean_nothing_are_refused() {
    let good = Segment::seconds(1, 1, 1);
    let refused = |segment| check_schedule(0, &[segment], 1);
    assert_eq!(refused(Segment { unit: 2, ..good }), Err(ScheduleError::UnknownUnit));
    assert_eq!(refused(Segment { unit: u8::MAX, ..good }), Err(ScheduleError::UnknownUnit));
    assert_eq!(refused(Segment { reserved: 1, ..good }), Err(ScheduleError::ReservedNotZero));
    assert_eq!(refused(Segment { unit: UNIT_MONTHS, ..good }), Ok(walk(0, 1)));
    assert_eq!(check_schedule(0, &[good; MAX_SEGMENTS + 1], 25), Err(ScheduleError::TooManySegments));
}
