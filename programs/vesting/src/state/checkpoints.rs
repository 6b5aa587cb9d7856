//! What a total was some days ago, as far as votes need to know it.
use anchor_lang::prelude::*;

use crate::constants::CHECKPOINTS;

const DAY_SECS: u64 = 86_400;

/// A total at the beginning of each of the last eight days, a ring indexed by day number modulo 8. Only what raises the
/// total is noted, so an entry may already be lower than the total was: it is at least what is still there of it.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Checkpoints {
    /// Number of the last day that was noted: unix time / 86,400.
    pub day: u64,
    /// The totals.
    pub totals: [u64; CHECKPOINTS as usize],
}

impl Checkpoints {
    /// Notes `total`, before it is raised, for every day that has begun since the last time.
    pub fn note(&mut self, total: u64, now: i64) {
        let today = now.unsigned_abs() / DAY_SECS;
        let passed = today.saturating_sub(self.day).min(u64::from(CHECKPOINTS));
        for back in 0..passed {
            if let Some(slot) = self.slot(today.saturating_sub(back)) {
                *slot = total;
            }
        }
        self.day = self.day.max(today);
    }

    /// What of `total` was there by `ts`, at most: the total when the day of `ts` was over, less what has gone since. What
    /// came in the second of `ts` itself is there, also at midnight. `ts` lies within the last seven days.
    pub fn there_by(&self, total: u64, ts: i64) -> u64 {
        let day = (ts.unsigned_abs() / DAY_SECS).saturating_add(1);
        if self.day < day {
            return total;
        }
        let mut own = *self;
        own.slot(day).map_or(total, |noted| total.min(*noted))
    }

    fn slot(&mut self, day: u64) -> Option<&mut u64> {
        let index = usize::try_from(day.checked_rem(u64::from(CHECKPOINTS))?).ok()?;
        self.totals.get_mut(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    #[test]
    fn what_came_later_does_not_count() {
        let mut past = Checkpoints::default();
        past.note(0, 100 * DAY + 5);
        assert_eq!(past.there_by(70, 100 * DAY - 1), 0, "all of it came on day 100");
        assert_eq!(past.there_by(70, 100 * DAY + 1), 70, "nothing came after it");
        past.note(70, 103 * DAY);
        for (day, there) in [(97, 0), (99, 0), (100, 70), (101, 70), (102, 70), (103, 500)] {
            assert_eq!(past.there_by(500, day * DAY), there, "by the first second of day {day}");
            assert_eq!(past.there_by(500, (day + 1) * DAY - 1), there, "by the last second of day {day}");
        }
        assert_eq!(past.there_by(40, 102 * DAY), 40, "what has gone since is gone");
    }

    #[test]
    fn what_came_in_that_very_second_counts() {
        let mut past = Checkpoints::default();
        past.note(10, 100 * DAY);
        assert_eq!(past.there_by(80, 100 * DAY), 80, "70 more came at midnight");
        assert_eq!(past.there_by(80, 100 * DAY - 1), 10);
    }

    #[test]
    fn the_ring_holds_seven_days_at_any_hour() {
        let mut past = Checkpoints::default();
        for day in 0_i64..=20 {
            past.note(day.unsigned_abs(), day * DAY + 1);
        }
        for secs in [1, 2, DAY / 2, DAY - 1] {
            assert_eq!(past.there_by(500, 13 * DAY + secs), 14, "seven days before, {secs} s into day 20");
        }
    }

    #[test]
    fn a_long_rest_is_one_note() {
        let mut past = Checkpoints::default();
        past.note(7, 10 * DAY);
        past.note(9, 1_000 * DAY);
        assert_eq!(past.there_by(50, 993 * DAY), 9);
        assert_eq!(past.there_by(50, 1_000 * DAY - 1), 9);
    }
}
