//! No admin act lowers what has vested: random histories of one grant.

mod support;

use proptest::prelude::*;
use support::{config, schedule, Schedule};
use vesting_math::{retained_after, vested, Retained, RunningPause, Timeline, RETAIN_ALL};

#[derive(Clone, Copy, Debug)]
enum Act {
    Wait,
    Acceleration { bps: u16 },
    PlanAcceleration { bps: u16 },
    Pause { limit_secs: u32 },
    Resume,
    Terminate { notice_secs: u32 },
    WithdrawTermination,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::Wait),
        (0_u16..=10_000).prop_map(|bps| Act::Acceleration { bps }),
        (0_u16..10_000).prop_map(|bps| Act::PlanAcceleration { bps }),
        prop_oneof![0_u32..100, any::<u32>()].prop_map(|limit_secs| Act::Pause { limit_secs }),
        Just(Act::Resume),
        prop_oneof![0_u32..100, 0_u32..400_000_000].prop_map(|notice_secs| Act::Terminate { notice_secs }),
        Just(Act::WithdrawTermination),
    ]
}

struct Grant {
    schedule: Schedule,
    timeline: Timeline,
    retained: Retained,
}

impl Grant {
    fn vested(&self, now: i64) -> u64 {
        let curve = self.schedule.curve(self.timeline.curve_ts(now));
        vested(self.schedule.total, curve, self.retained)
    }

    /// The act as the program makes it; impossible ones change nothing.
    fn make(&mut self, act: Act, now: i64) {
        let stopped = self.timeline.stop_ts.is_some_and(|stop| stop < now);
        match act {
            Act::Wait => {}
            Act::Acceleration { bps } => self.retained.grant = retained_after(self.retained.grant, bps),
            Act::PlanAcceleration { bps } if !stopped => {
                self.retained.plan_now = retained_after(self.retained.plan_now, bps)
            }
            Act::Pause { limit_secs } if self.timeline.pause.is_none() => {
                self.timeline.pause = Some(RunningPause { since_ts: now, limit_secs });
            }
            Act::Resume => {
                self.timeline.paused_secs = self.timeline.paused_secs_at(now);
                self.timeline.pause = None;
            }
            Act::Terminate { notice_secs } if self.timeline.stop_ts.is_none() => {
                self.timeline.stop_ts = Some(now + i64::from(notice_secs));
            }
            Act::WithdrawTermination if !stopped => self.timeline.stop_ts = None,
            _ => {}
        }
    }
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn vested_never_falls(
        schedule in schedule(),
        plan_at_issue in prop_oneof![Just(RETAIN_ALL), 1..=RETAIN_ALL],
        history in prop::collection::vec((act(), prop_oneof![0_i64..3, 0_i64..50_000_000]), 1..40),
    ) {
        let mut now = schedule.start_ts - 1_000;
        let retained = Retained { plan_now: plan_at_issue, plan_at_issue, ..Retained::ALL };
        let mut grant = Grant { schedule, timeline: Timeline::default(), retained };
        let mut last = 0;
        for (act, later) in history {
            let before = grant.vested(now);
            prop_assert!(last <= before && before <= grant.schedule.total);
            let curve_ts = grant.timeline.curve_ts(now);
            grant.make(act, now);
            // Only releasing changes anything at the second it happens.
            prop_assert_eq!(grant.timeline.curve_ts(now), curve_ts, "{:?}", act);
            last = grant.vested(now);
            prop_assert!(before <= last && last <= grant.schedule.total, "{:?}", act);
            now += later;
        }
    }

    #[test]
    fn the_clock_of_the_curve_never_runs_backwards_nor_fast(
        stop_ts in prop::option::of(-100_i64..1_000), paused_secs in 0_u32..500,
        pause in prop::option::of((-100_i64..1_000, 0_u32..500)), now in -200_i64..2_000, later in 0_i64..500,
    ) {
        let pause = pause.map(|(since_ts, limit_secs)| RunningPause { since_ts, limit_secs });
        let timeline = Timeline { stop_ts, paused_secs, pause };
        let passed = timeline.curve_ts(now + later) - timeline.curve_ts(now);
        prop_assert!((0..=later).contains(&passed));
    }

    #[test]
    fn no_date_panics(
        stop_ts in any::<Option<i64>>(), paused_secs in any::<u32>(), since_ts in any::<i64>(),
        limit_secs in any::<u32>(), now in any::<i64>(),
    ) {
        let timeline = Timeline { stop_ts, paused_secs, pause: Some(RunningPause { since_ts, limit_secs }) };
        prop_assert!(timeline.curve_ts(now) <= now);
        prop_assert!(timeline.paused_secs_at(now) >= paused_secs);
    }
}
