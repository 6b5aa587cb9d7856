/** Calendar months in UTC. Times are unix seconds. */

const FEBRUARY = 1;
const LONG_MONTHS: ReadonlySet<number> = new Set([0, 2, 4, 6, 7, 9, 11]);

/** By the Gregorian rule rather than by a `Date`: pages ask for the months of ten thousand grants at once. */
function daysInMonth(year: number, month: number): number {
  if (month !== FEBRUARY) return LONG_MONTHS.has(month) ? 31 : 30;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** The same day and time of day so many months after the anchor, or the last day of a shorter month. */
export function plusMonths(anchorTs: number, months: number): number {
  const anchor = new Date(anchorTs * 1_000);
  const count = anchor.getUTCFullYear() * 12 + anchor.getUTCMonth() + months;
  const year = Math.floor(count / 12);
  const month = count % 12;
  const day = Math.min(anchor.getUTCDate(), daysInMonth(year, month));
  const secondOfDay = anchorTs - Math.floor(anchorTs / 86_400) * 86_400;
  return Date.UTC(year, month, day) / 1_000 + secondOfDay;
}

/** The greatest `m` for which `plusMonths(anchorTs, m)` is at or before `ts`, which must not be before the anchor. */
export function wholeMonths(anchorTs: number, ts: number): number {
  const anchor = new Date(anchorTs * 1_000);
  const other = new Date(ts * 1_000);
  const months =
    (other.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + other.getUTCMonth() - anchor.getUTCMonth();
  return plusMonths(anchorTs, months) <= ts ? months : months - 1;
}
