//! Pauses and termination: from the clock to the time at which the curve is read.

/// A pause that has not been ended. It ends by itself after `limit_secs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunningPause {
    /// First second of the pause, unix seconds.
    pub since_ts: i64,
    /// Seconds after which it ends by itself.
    pub limit_secs: u32,
}

impl RunningPause {
    /// Seconds that the pause has lasted at `now`: 0 before it begins, at most `limit_secs`.
    pub fn elapsed_secs(&self, now: i64) -> u32 {
        let elapsed = now.saturating_sub(self.since_ts).max(0);
        u32::try_from(elapsed).unwrap_or(u32::MAX).min(self.limit_secs)
    }
}

/// What moves a grant's curve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Second at which a termination stops the curve, if one was announced; unix seconds.
    pub stop_ts: Option<i64>,
    /// Seconds of all pauses that have ended.
    pub paused_secs: u32,
    /// The pause that is running, if any.
    pub pause: Option<RunningPause>,
}

impl Timeline {
    /// The time at which the curve is read: `min(now, stop_ts)` less every second paused until then.
    ///
    /// Never falls as `now` grows. Saturates on dates that no checked schedule has.
    pub fn curve_ts(&self, now: i64) -> i64 {
        let at = self.stopped(now);
        let running = self.pause.map_or(0, |pause| pause.elapsed_secs(at));
        at.saturating_sub(i64::from(self.paused_secs)).saturating_sub(i64::from(running))
    }

    /// Seconds of all pauses up to `now`, the running one included: what to store as `paused_secs` when the running one
    /// is ended. Time after `stop_ts` is not counted, so ending a pause never moves the curve.
    pub fn paused_secs_at(&self, now: i64) -> u32 {
        let running = self.pause.map_or(0, |pause| pause.elapsed_secs(self.stopped(now)));
        self.paused_secs.saturating_add(running)
    }

    fn stopped(&self, now: i64) -> i64 {
        match self.stop_ts {
            Some(stop_ts) if stop_ts < now => stop_ts,
            _ => now,
        }
    }
}
