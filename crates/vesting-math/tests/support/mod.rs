//! Generated schedules, shared by the property tests.
#![allow(dead_code)]

pub mod vectors;

use proptest::prelude::*;
use vesting_math::{check_schedule, Segment, MAX_SEGMENTS, MAX_TS};

/// A schedule that passed `check_schedule`.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub start_ts: i64,
    pub end_ts: i64,
    pub segments: Vec<Segment>,
    pub total: u64,
}

impl Schedule {
    pub fn curve(&self, t: i64) -> u64 {
        vesting_math::curve(self.start_ts, &self.segments, t)
    }
}

pub fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Starts of all kinds, and more of those that are hard: ends of months, the last second of a day.
pub fn start_ts() -> impl Strategy<Value = i64> {
    prop_oneof![
        0..=MAX_TS,
        1_500_000_000_i64..2_000_000_000,
        (0_i64..80_000, prop_oneof![Just(0_i64), Just(43_200), Just(86_399)])
            .prop_map(|(day, second)| day * 86_400 + second),
    ]
}

fn span_and_steps() -> impl Strategy<Value = (u32, u16)> {
    let span = prop_oneof![1_u32..100, 1_u32..100_000_000, Just(u32::MAX)];
    (span, prop_oneof![Just(0_u16), Just(1), 0_u16..50, any::<u16>()])
        .prop_map(|(span, steps)| (span, u16::try_from(u32::from(steps).min(span)).unwrap()))
}

pub fn segment() -> impl Strategy<Value = Segment> {
    let amount = prop_oneof![Just(0_u64), 0_u64..1_000, any::<u64>(), Just(u64::MAX)];
    prop_oneof![
        2 => (amount.clone(), span_and_steps()).prop_map(|(a, (span, steps))| Segment::seconds(a, span, steps)),
        1 => amount.clone().prop_map(|a| Segment::seconds(a, 0, 1)),
        4 => (amount, 1_u32..13, 0_u16..13).prop_map(|(a, whole, steps)| {
            Segment::months(a, whole * u32::from(steps.max(1)), steps)
        }),
    ]
}

/// Valid schedules: generated segments, cut off where they pass the last date or the largest sum.
pub fn schedule() -> impl Strategy<Value = Schedule> {
    (start_ts(), prop::collection::vec(segment(), 1..=MAX_SEGMENTS)).prop_filter_map(
        "a schedule of at least one unit",
        |(start_ts, mut segments)| {
            let mut left = u64::MAX;
            for segment in &mut segments {
                segment.amount = segment.amount.min(left);
                left -= segment.amount;
            }
            loop {
                let total: u64 = segments.iter().map(|s| s.amount).sum();
                match check_schedule(start_ts, &segments, total) {
                    Ok(end_ts) => return Some(Schedule { start_ts, end_ts, segments, total }),
                    Err(_) => {
                        segments.pop()?;
                    }
                }
            }
        },
    )
}

/// A schedule and an instant in or near it.
pub fn schedule_and_instant() -> impl Strategy<Value = (Schedule, i64)> {
    schedule().prop_flat_map(|s| {
        let range = s.start_ts - 10..=s.end_ts + 10;
        (Just(s), range)
    })
}
