//! What a total was some time ago, as far as votes need to know it.
use anchor_lang::prelude::*;

use crate::constants::CHECKPOINTS;

const DAY_SECS: u64 = 86_400;

/// What there was at the beginning of each of the last eight periods of some days, as far as it is still there: a ring
/// indexed by period number modulo 8. A period is noted by the first that comes in it; later ones have the running total.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Checkpoints {
    /// Number of the last period that was noted: unix time / 86,400 / days of a period.
    pub period: u64,
    /// What of then is still there.
    pub totals: [u64; CHECKPOINTS as usize],
}

impl Checkpoints {
    /// Notes `total`, before it is raised, for every period of `days` that has begun since the last time.
    pub fn note(&mut self, total: u64, now: i64, days: u8) {
        let current = period_of(now, days);
        let passed = current.saturating_sub(self.period).min(u64::from(CHECKPOINTS));
        for back in 0..passed {
            if let Some(slot) = self.slot(current.saturating_sub(back)) {
                *slot = total;
            }
        }
        self.period = self.period.max(current);
    }

    /// Takes `amount`, which leaves and had come at `since_ts`, off every period that began after that.
    #[inline(never)]
    pub fn subtract(&mut self, amount: u64, since_ts: i64, days: u8) {
        let later = self.period.saturating_sub(period_of(since_ts, days)).min(u64::from(CHECKPOINTS));
        for back in 0..later {
            if let Some(slot) = self.slot(self.period.saturating_sub(back)) {
                *slot = slot.saturating_sub(amount);
            }
        }
    }

    /// What of `total` was there when the period of `ts` was over. What came in the second of `ts` itself is there, also at
    /// midnight. `ts` lies within the last seven periods.
    pub fn there_by(&self, total: u64, ts: i64, days: u8) -> u64 {
        let period = period_of(ts, days).saturating_add(1);
        if self.period < period {
            return total;
        }
        let mut own = *self;
        own.slot(period).map_or(total, |noted| *noted)
    }

    fn slot(&mut self, period: u64) -> Option<&mut u64> {
        let index = usize::try_from(period.checked_rem(u64::from(CHECKPOINTS))?).ok()?;
        self.totals.get_mut(index)
    }
}

/// Length of a period of so many days, seconds.
pub fn period_secs(days: u8) -> u32 {
    u32::from(days).saturating_mul(86_400)
}

/// Days of a period with which seven of them reach back `min_age_secs`.
pub fn checkpoint_days(min_age_secs: u32) -> u8 {
    let days =
        u64::from(min_age_secs).div_ceil(DAY_SECS.saturating_mul(u64::from(CHECKPOINTS).saturating_sub(1)));
    u8::try_from(days.max(1)).unwrap_or(u8::MAX)
}

fn period_of(ts: i64, days: u8) -> u64 {
    (ts.unsigned_abs() / DAY_SECS).checked_div(u64::from(days.max(1))).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    #[test]
    fn what_came_later_does_not_count() {
        let mut past = Checkpoints::default();
        past.note(0, 100 * DAY + 5, 1);
        assert_eq!(past.there_by(70, 100 * DAY - 1, 1), 0, "all of it came on day 100");
        assert_eq!(past.there_by(70, 100 * DAY + 1, 1), 70, "nothing came after it");
        past.note(70, 103 * DAY, 1);
        for (day, there) in [(97, 0), (99, 0), (100, 70), (101, 70), (102, 70), (103, 500)] {
            assert_eq!(past.there_by(500, day * DAY, 1), there, "by the first second of day {day}");
            assert_eq!(past.there_by(500, (day + 1) * DAY - 1, 1), there, "by the last second of day {day}");
        }
    }

    #[test]
    fn what_has_gone_since_is_gone_however_much_came() {
        let mut past = Checkpoints::default();
        past.note(0, 100 * DAY, 1);
        past.note(70, 103 * DAY, 1);
        past.note(90, 105 * DAY, 1);
        // Of the 70 that came on day 100, 60 leave; 20 came on day 103, and 1,000 on day 105.
        past.subtract(60, 100 * DAY, 1);
        for (day, there) in [(98, 0), (99, 0), (100, 10), (102, 10), (103, 30), (104, 30), (105, 1_050)] {
            assert_eq!(past.there_by(1_050, day * DAY, 1), there, "by day {day}");
        }
        // What came on day 105 was in none of them, and what came on day 103 in those from day 104 on.
        past.subtract(1_000, 105 * DAY + 5, 1);
        past.subtract(20, 103 * DAY, 1);
        for (day, there) in [(99, 0), (100, 10), (102, 10), (103, 10), (104, 10), (105, 30)] {
            assert_eq!(past.there_by(30, day * DAY, 1), there, "by day {day}, with less");
        }
    }

    #[test]
    fn what_leaves_after_long_was_in_every_period() {
        let mut past = Checkpoints::default();
        past.note(0, 10 * DAY, 5);
        past.note(100, 400 * DAY, 5);
        past.subtract(30, 10 * DAY, 5);
        assert_eq!(past.totals, [70; 8]);
        past.subtract(500, 10 * DAY, 5);
        assert_eq!(past.totals, [0; 8], "never below nothing");
    }

    #[test]
    fn what_came_in_that_very_second_counts() {
        let mut past = Checkpoints::default();
        past.note(10, 100 * DAY, 1);
        assert_eq!(past.there_by(80, 100 * DAY, 1), 80, "70 more came at midnight");
        assert_eq!(past.there_by(80, 100 * DAY - 1, 1), 10);
    }

    #[test]
    fn the_ring_holds_seven_days_at_any_hour() {
        let mut past = Checkpoints::default();
        for day in 0_i64..=20 {
            past.note(day.unsigned_abs(), day * DAY + 1, 1);
        }
        for secs in [1, 2, DAY / 2, DAY - 1] {
            assert_eq!(past.there_by(500, 13 * DAY + secs, 1), 14, "seven days before, {secs} s into day 20");
        }
    }

    #[test]
    fn a_long_rest_is_one_note() {
        let mut past = Checkpoints::default();
        past.note(7, 10 * DAY, 1);
        past.note(9, 1_000 * DAY, 1);
        assert_eq!(past.there_by(50, 993 * DAY, 1), 9);
        assert_eq!(past.there_by(50, 1_000 * DAY - 1, 1), 9);
    }

    #[test]
    fn longer_periods_reach_back_further() {
        for (secs, days) in [
            (1, 1),
            (2 * 86_400, 1),
            (7 * 86_400, 1),
            (7 * 86_400 + 1, 2),
            (30 * 86_400, 5),
            (365 * 86_400, 53),
        ] {
            assert_eq!(checkpoint_days(secs), days, "{secs} s");
        }
        let mut past = Checkpoints::default();
        for day in 0_i64..=200 {
            past.note(day.unsigned_abs(), day * DAY, 5);
        }
        // Day 200 begins period 40; day 167 lies in period 33, and day 170 begins the next.
        assert_eq!(past.there_by(500, 167 * DAY, 5), 170);
        assert_eq!(past.there_by(500, 199 * DAY, 5), 200);
        assert_eq!(past.there_by(500, 200 * DAY, 5), 500, "nothing came after it");
    }
}
