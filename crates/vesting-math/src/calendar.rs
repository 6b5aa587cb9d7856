//! The proleptic Gregorian calendar in UTC, for instants from 1970 to 2200.
//!
//! Years are counted from 1 March, so that the leap day is the last of its year and a month's first day has a closed
//! form. Everything is `u64` and bounded by the year 2200 (or by 2^37 months), so the wrapping operations never wrap.

const SECONDS_A_DAY: u64 = 86_400;
/// Days from 1 March of the year 0 to 1 January 1970.
const DAYS_TO_1970: u64 = 719_468;
/// Days in four hundred years.
const DAYS_AN_ERA: u64 = 146_097;

/// An instant taken apart.
#[derive(Clone, Copy)]
pub struct Date {
    /// Months since March of the year 0.
    month: u64,
    /// Day of the month, from 1.
    day: u64,
    /// Second of the day.
    second: u64,
}

impl Date {
    /// Takes an instant (unix seconds) apart.
    pub fn at(ts: u64) -> Self {
        let days = (ts / SECONDS_A_DAY).wrapping_add(DAYS_TO_1970);
        let era = days / DAYS_AN_ERA;
        let day_of_era = days % DAYS_AN_ERA;
        // Removing the leap days that have passed leaves years of 365 days.
        let year_of_era = day_of_era
            .wrapping_sub(day_of_era / 1_460)
            .wrapping_add(day_of_era / 36_524)
            .wrapping_sub(day_of_era / 146_096)
            / 365;
        let day_of_year = day_of_era.wrapping_sub(days_before_year_of_era(year_of_era));
        let month_of_year = day_of_year.wrapping_mul(5).wrapping_add(2) / 153;
        let year = era.wrapping_mul(400).wrapping_add(year_of_era);
        Self {
            month: year.wrapping_mul(12).wrapping_add(month_of_year),
            day: day_of_year.wrapping_sub(days_before_month(month_of_year)).wrapping_add(1),
            second: ts % SECONDS_A_DAY,
        }
    }

    /// The same day and time of day so many months later, or the last day of a shorter month, in unix seconds.
    #[inline(never)]
    pub fn plus_months(&self, months: u64) -> u64 {
        let month = self.month.wrapping_add(months);
        let day = self.day.min(days_in_month(month));
        first_day_of_month(month)
            .wrapping_add(day)
            .wrapping_sub(1)
            .wrapping_mul(SECONDS_A_DAY)
            .wrapping_add(self.second)
    }

    /// The greatest `m` for which `self.plus_months(m)` is at or before `other`, which must not be before `self`.
    pub fn whole_months_to(&self, other: &Self) -> u64 {
        let months = other.month.saturating_sub(self.month);
        // The boundary in the other's month falls on this day, or on that month's last.
        let reached = if other.day < self.day && other.day < days_in_month(other.month) {
            false
        } else if other.day > self.day {
            true
        } else {
            other.second >= self.second
        };
        if reached {
            months
        } else {
            months.saturating_sub(1)
        }
    }
}

/// Days from the start of a 400-year era to 1 March of one of its years.
fn days_before_year_of_era(year_of_era: u64) -> u64 {
    year_of_era.wrapping_mul(365).wrapping_add(year_of_era / 4).wrapping_sub(year_of_era / 100)
}

/// Days from 1 March to the first of a month, counted from March as 0.
fn days_before_month(month_of_year: u64) -> u64 {
    month_of_year.wrapping_mul(153).wrapping_add(2) / 5
}

/// Days from 1 January 1970 to the first of a month (months since March of the year 0).
fn first_day_of_month(month: u64) -> u64 {
    let year = month / 12;
    (year / 400)
        .wrapping_mul(DAYS_AN_ERA)
        .wrapping_add(days_before_year_of_era(year % 400))
        .wrapping_add(days_before_month(month % 12))
        .wrapping_sub(DAYS_TO_1970)
}

/// Length in days of a month (months since March of the year 0).
fn days_in_month(month: u64) -> u64 {
    match month % 12 {
        1 | 3 | 6 | 8 => 30,
        11 => {
            // February belongs to the calendar year after the March it is counted from.
            let year = (month / 12).wrapping_add(1);
            let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
            if leap {
                29
            } else {
                28
            }
        }
        _ => 31,
    }
}
