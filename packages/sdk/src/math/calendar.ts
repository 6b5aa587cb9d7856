/**
 * Calendar months in UTC, of the proleptic Gregorian calendar. Times are unix seconds. In whole numbers rather than with
 * `Date`, which takes several times as long: pages ask for the months of ten thousand grants at once.
 */

const SECONDS_A_DAY = 86_400;
/** Days from 1 March of the year 0 to 1 January 1970. */
const DAYS_TO_1970 = 719_468;
/** Days in four hundred years. */
const DAYS_AN_ERA = 146_097;

/** A time taken apart. Years are counted from 1 March, so that the leap day is the last of its year. */
interface CalendarTime {
  /** Months since March of the year 0. */
  readonly month: number;
  /** Day of the month, from 1. */
  readonly day: number;
  readonly secondOfDay: number;
}

/** Days from 1 March to the first day of a month of that year. */
function daysBeforeMonth(monthOfYear: number): number {
  return Math.floor((153 * monthOfYear + 2) / 5);
}

/** Days from 1 January 1970 to the first day of a month. */
function firstDayOf(month: number): number {
  const year = Math.floor(month / 12);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leapDays + daysBeforeMonth(month - year * 12) - DAYS_TO_1970;
}

function takenApart(ts: number): CalendarTime {
  const days = Math.floor(ts / SECONDS_A_DAY);
  const era = Math.floor((days + DAYS_TO_1970) / DAYS_AN_ERA);
  const dayOfEra = days + DAYS_TO_1970 - era * DAYS_AN_ERA;
  // Without the leap days that have passed, all years have 365 days.
  const leapDays = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthOfYear = Math.floor((5 * dayOfYear + 2) / 153);
  return {
    month: (era * 400 + yearOfEra) * 12 + monthOfYear,
    day: dayOfYear - daysBeforeMonth(monthOfYear) + 1,
    secondOfDay: ts - days * SECONDS_A_DAY,
  };
}

function monthsAfter({ month, day, secondOfDay }: CalendarTime, months: number): number {
  const first = firstDayOf(month + months);
  const inMonth = firstDayOf(month + months + 1) - first;
  return (first + Math.min(day, inMonth) - 1) * SECONDS_A_DAY + secondOfDay;
}

/** The same day and time of day so many months after the anchor, or the last day of a shorter month. */
export function plusMonths(anchorTs: number, months: number): number {
  return monthsAfter(takenApart(anchorTs), months);
}

/** The greatest `m` for which `plusMonths(anchorTs, m)` is at or before `ts`, which must not be before the anchor. */
export function wholeMonths(anchorTs: number, ts: number): number {
  const anchor = takenApart(anchorTs);
  const months = takenApart(ts).month - anchor.month;
  return monthsAfter(anchor, months) <= ts ? months : months - 1;
}
