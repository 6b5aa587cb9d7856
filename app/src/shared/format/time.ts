/** Dates in the viewer's zone, and spans in words. Times are unix seconds. */

const DATE = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
const DATE_TIME = new Intl.DateTimeFormat(undefined, {
  ...{ year: 'numeric', month: 'short', day: 'numeric' },
  ...{ hour: '2-digit', minute: '2-digit' },
});

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The day in the viewer's zone. */
export function day(ts: number): string {
  return DATE.format(ts * 1_000);
}

/** Day and time in the viewer's zone. */
export function moment(ts: number): string {
  return DATE_TIME.format(ts * 1_000);
}

/** The same in UTC, such as `2026-01-31 09:00:00 UTC`. */
export function utc(ts: number): string {
  return `${new Date(ts * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** As a `<time>` element's `datetime`. */
export function machineTime(ts: number): string {
  return new Date(ts * 1_000).toISOString();
}

function counted(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** A span in full words, such as `30 days` or `1 hour 30 minutes`: its two largest units, the rest cut off. */
export function duration(secs: number): string {
  const parts: string[] = [];
  let rest = Math.max(0, Math.floor(secs));
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(counted(count, name));
  }
  return parts.length === 0 ? '0 seconds' : parts.slice(0, 2).join(' ');
}

/** How far a time is from now, such as `in 3 days` or `2 hours ago`. */
export function distance(ts: number, now: number): string {
  const away = Math.abs(ts - now);
  const [name, size] = UNITS.find(([, each]) => away >= each) ?? UNITS[3];
  const words = counted(Math.floor(away / size), name);
  if (away === 0) return 'now';
  return ts > now ? `in ${words}` : `${words} ago`;
}
