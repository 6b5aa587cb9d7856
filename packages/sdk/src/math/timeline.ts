/** Pauses and termination: from the clock to the time at which the curve is read. All times are unix seconds. */

const U32_MAX = 4_294_967_295;

/** A pause that has not been ended. It ends by itself after `limitSecs`. */
export interface RunningPause {
  readonly sinceTs: number;
  readonly limitSecs: number;
}

/** What moves a grant's curve. */
export interface Timeline {
  /** Second at which a termination stops the curve, if one was announced. */
  readonly stopTs: number | null;
  /** Seconds of all pauses that have ended. */
  readonly pausedSecs: number;
  readonly pause: RunningPause | null;
}

/** Seconds that a pause has lasted at `now`: 0 before it begins, at most its limit. */
export function elapsedSecs(pause: RunningPause, now: number): number {
  return Math.min(Math.max(now - pause.sinceTs, 0), pause.limitSecs);
}

function stopped(timeline: Timeline, now: number): number {
  return timeline.stopTs === null ? now : Math.min(now, timeline.stopTs);
}

/** Seconds of all pauses up to `now`, the running one included; time after the stop is not counted. */
export function pausedSecsAt(timeline: Timeline, now: number): number {
  const running = timeline.pause === null ? 0 : elapsedSecs(timeline.pause, stopped(timeline, now));
  return Math.min(timeline.pausedSecs + running, U32_MAX);
}

/** The time at which the curve is read: `min(now, stopTs)` less every second paused until then. */
export function curveTs(timeline: Timeline, now: number): number {
  const at = stopped(timeline, now);
  const running = timeline.pause === null ? 0 : elapsedSecs(timeline.pause, at);
  return at - timeline.pausedSecs - running;
}
