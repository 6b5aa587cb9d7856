//! What came in each of the last periods, as far as votes need to know it.
use anchor_lang::prelude::*;

use crate::constants::PERIODS;

const DAY_SECS: u64 = 86_400;

/// What came in each of the last eight periods of some days, as far as it is still there: a ring indexed by period number
/// modulo 8. What leaves is taken off the period in which it came, so nothing is counted that came in its place.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PeriodTotals {
    /// Number of the last period in which something came: unix time / 86,400 / days of a period.
    pub period: u64,
    /// What of each period is still there.
    pub totals: [u64; PERIODS as usize],
}

impl PeriodTotals {
    /// Counts `amount`, which comes `now`; what came more than seven periods before is forgotten.
    pub fn add(&mut self, amount: u64, now: i64, days: u8) {
        let current = period_of(now, days);
        let passed = current.saturating_sub(self.period).min(u64::from(PERIODS));
        for back in 0..passed {
            self.set(current.saturating_sub(back), 0);
        }
        self.period = self.period.max(current);
        let total = self.of(current);
        self.set(current, total.saturating_add(amount));
    }

    /// Takes off `amount`, which leaves and had come at `since_ts`, where that period is not forgotten.
    #[inline(never)]
    pub fn subtract(&mut self, amount: u64, since_ts: i64, days: u8) {
        let came = period_of(since_ts, days);
        if self.period.saturating_sub(came) < u64::from(PERIODS) {
            let total = self.of(came);
            self.set(came, total.saturating_sub(amount));
        }
    }

    /// What of `total` was there when the period of `ts` was over. What came in the second of `ts` itself is there, also at
    /// midnight. `ts` lies within the last seven periods.
    pub fn there_by(&self, total: u64, ts: i64, days: u8) -> u64 {
        let later = self.period.saturating_sub(period_of(ts, days)).min(u64::from(PERIODS));
        (0..later).fold(total, |there, back| there.saturating_sub(self.of(self.period.saturating_sub(back))))
    }

    fn of(&self, period: u64) -> u64 {
        self.totals.get(slot(period)).copied().unwrap_or_default()
    }

    fn set(&mut self, period: u64, total: u64) {
        if let Some(slot) = self.totals.get_mut(slot(period)) {
            *slot = total;
        }
    }
}

// There is more than one period.
#[expect(clippy::arithmetic_side_effects)]
fn slot(period: u64) -> usize {
    usize::try_from(period).unwrap_or_default().wrapping_rem(usize::from(PERIODS))
}

/// Length of a period of so many days, seconds.
pub fn period_secs(days: u8) -> u32 {
    u32::from(days).saturating_mul(86_400)
}

/// Days of a period with which seven of them reach back `min_age_secs`.
pub fn period_days(min_age_secs: u32) -> u8 {
    let days =
        u64::from(min_age_secs).div_ceil(DAY_SECS.saturating_mul(u64::from(PERIODS).saturating_sub(1)));
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
        let mut recent = PeriodTotals::default();
        recent.add(70, 100 * DAY + 5, 1);
        assert_eq!(recent.there_by(70, 100 * DAY - 1, 1), 0, "all of it came on day 100");
        assert_eq!(recent.there_by(70, 100 * DAY + 1, 1), 70, "nothing came after it");
        recent.add(430, 103 * DAY, 1);
        for (day, there) in [(97, 0), (99, 0), (100, 70), (101, 70), (102, 70), (103, 500)] {
            assert_eq!(recent.there_by(500, day * DAY, 1), there, "by the first second of day {day}");
            assert_eq!(
                recent.there_by(500, (day + 1) * DAY - 1, 1),
                there,
                "by the last second of day {day}"
            );
        }
    }

    #[test]
    fn what_has_gone_since_is_gone_however_much_came() {
        let mut recent = PeriodTotals::default();
        for (amount, day) in [(70, 100), (20, 103), (1_000, 105)] {
            recent.add(amount, day * DAY, 1);
        }
        // Of the 70 that came on day 100, 60 leave.
        recent.subtract(60, 100 * DAY, 1);
        for (day, there) in [(98, 0), (99, 0), (100, 10), (102, 10), (103, 30), (104, 30), (105, 1_030)] {
            assert_eq!(recent.there_by(1_030, day * DAY, 1), there, "by day {day}");
        }
        // Then all that came on day 105, and on day 103.
        recent.subtract(1_000, 105 * DAY + 5, 1);
        recent.subtract(20, 103 * DAY, 1);
        for (day, there) in [(99, 0), (100, 10), (102, 10), (103, 10), (105, 10)] {
            assert_eq!(recent.there_by(10, day * DAY, 1), there, "by day {day}, with less");
        }
    }

    #[test]
    fn what_leaves_of_a_forgotten_period_was_there_all_the_time() {
        let mut recent = PeriodTotals::default();
        recent.add(100, 10 * DAY, 5);
        recent.add(7, 45 * DAY, 5);
        assert_eq!(recent.totals, [0, 7, 100, 0, 0, 0, 0, 0], "periods 2 and 9");
        recent.add(5, 50 * DAY, 5);
        assert_eq!(recent.totals, [0, 7, 5, 0, 0, 0, 0, 0], "period 10 takes the place of period 2");
        recent.subtract(30, 10 * DAY, 5);
        assert_eq!(recent.totals, [0, 7, 5, 0, 0, 0, 0, 0], "which is not period 2");
        assert_eq!(recent.there_by(82, 44 * DAY, 5), 70);
        recent.subtract(500, 45 * DAY, 5);
        assert_eq!(recent.totals, [0, 0, 5, 0, 0, 0, 0, 0], "never below nothing");
    }

    #[test]
    fn what_came_in_that_very_second_counts() {
        let mut recent = PeriodTotals::default();
        recent.add(10, 99 * DAY, 1);
        recent.add(70, 100 * DAY, 1);
        assert_eq!(recent.there_by(80, 100 * DAY, 1), 80, "70 more came at midnight");
        assert_eq!(recent.there_by(80, 100 * DAY - 1, 1), 10);
    }

    #[test]
    fn the_ring_holds_seven_days_at_any_hour() {
        let mut recent = PeriodTotals::default();
        for day in 0_i64..=20 {
            recent.add(1, day * DAY + 1, 1);
        }
        for secs in [1, 2, DAY / 2, DAY - 1] {
            assert_eq!(
                recent.there_by(21, 13 * DAY + secs, 1),
                14,
                "seven days before, {secs} s into day 20"
            );
        }
    }

    #[test]
    fn a_long_rest_forgets_all() {
        let mut recent = PeriodTotals::default();
        for day in 3_i64..=10 {
            recent.add(1, day * DAY, 1);
        }
        recent.add(41, 1_000 * DAY, 1);
        assert_eq!(recent.there_by(49, 993 * DAY, 1), 8);
        assert_eq!(recent.there_by(49, 1_000 * DAY - 1, 1), 8);
        assert_eq!(recent.there_by(49, 1_000 * DAY, 1), 49);
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
            assert_eq!(period_days(secs), days, "{secs} s");
        }
        let mut recent = PeriodTotals::default();
        for day in 0_i64..=200 {
            recent.add(1, day * DAY, 5);
        }
        // Day 200 begins period 40; day 167 lies in period 33, and day 170 begins the next.
        assert_eq!(recent.there_by(201, 167 * DAY, 5), 170);
        assert_eq!(recent.there_by(201, 199 * DAY, 5), 200);
        assert_eq!(recent.there_by(201, 200 * DAY, 5), 201, "nothing came after it");
    }
}
