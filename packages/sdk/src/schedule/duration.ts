/** Durations as people write them, such as `30d`. */
const SECONDS: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600, d: 86_400, w: 604_800 };
const U32_MAX = 4_294_967_295;

/**
 * Seconds of a duration such as `90s`, `30min`, `72h`, `30d` or `2w`, at most 2^32 - 1; undefined for anything
 * else. Months have no fixed length, so they are no duration.
 */
export function parseDuration(text: string): number | undefined {
  const [, number, unit = ''] = /^(\d{1,9})(s|min|h|d|w)$/.exec(text) ?? [];
  const secs = Number(number) * (SECONDS[unit] ?? Number.NaN);
  return Number.isSafeInteger(secs) && secs <= U32_MAX ? secs : undefined;
}
