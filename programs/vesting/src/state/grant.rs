//! A grant: one person's schedule and what happened to it. The header is followed by its segments.
use anchor_lang::prelude::*;
use vesting_math::{Retained, RunningPause, Timeline, RETAIN_ALL};

use super::{header_and_segments, Plan, Segment, TerminationCause, LAYOUT_VERSION};
use crate::{
    constants::*,
    ensure,
    errors::{fail, VestingError},
};

/// Where a grant stands. Transitions:
/// Active -> PausedByConsent | PausedByAuthority | Terminating; Paused* -> Active | Terminating;
/// Terminating -> Active (withdrawn before it takes effect) | Settled.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum GrantStatus {
    /// Vests by its schedule.
    Active,
    /// Paused with the beneficiary's signature (leave of absence).
    PausedByConsent,
    /// Paused by the authority alone, within the plan's limit.
    PausedByAuthority,
    /// Stops at `status_ts`; until somebody settles it, the unvested stays reserved.
    Terminating,
    /// Stopped at `status_ts`; only what had vested is still owed.
    Settled,
}

/// Bit of `Grant::flags`: only the beneficiary may claim.
pub const FLAG_AUTO_CLAIM_OFF: u8 = 1;
/// Bit of `Grant::flags`: a vote ended it, so the authority can't take that back.
pub const FLAG_ENDED_BY_VOTE: u8 = 1 << 1;
/// Bit of `Grant::flags`: the good leaver's share was released. It is released once, however often a termination is announced.
/// A milestone that is set after it would never have it, so none is.
pub const FLAG_GOOD_LEAVER: u8 = 1 << 2;
/// Bit of `Grant::flags`: a recovery was proposed, and the beneficiary has signed nothing since, which would end it.
pub const FLAG_RECOVERY: u8 = 1 << 3;

const DAY_SECS: i64 = 86_400;

/// Bit of `Grant::milestones`: one was closed. The next index would be its own, so none is set any more.
pub const MILESTONES_ENDED: u8 = 0x80;

/// PDA `["grant", plan, grant_id]`; the header, followed by 1 to 24 `Segment`s to the end of the account.
/// Amounts are base units of the plan's mint.
#[account(zero_copy, discriminator = [LAYOUT_VERSION, b'g', b'r', b'a', b'n', b't', 0, 0])]
#[derive(Debug)]
pub struct Grant {
    /// The issuer's own number for the grant.
    pub grant_id: u64,
    /// The plan that pays.
    pub plan: Pubkey,
    /// Who is paid.
    pub beneficiary: Pubkey,
    /// What vests in the end.
    pub total: u64,
    /// Claimed so far, gross of withholding.
    pub claimed: u64,
    /// When the first segment begins, unix seconds.
    pub start_ts: i64,
    /// Paused: since when. Terminating or Settled: when it stops. Unix seconds, otherwise 0.
    pub status_ts: i64,
    /// What this grant's own releases keep of the unvested, parts per billion.
    pub retained: u32,
    /// Pauses that ended, together, seconds.
    pub paused_secs: u32,
    /// The part of `paused_secs` that the authority alone imposed, seconds.
    pub imposed_pause_secs: u32,
    /// Paused: the pause ends by itself after this long, seconds. Otherwise 0.
    pub pause_limit_secs: u32,
    /// When the grant was issued, unix seconds, until 2106: its void window runs from here.
    pub issued_ts: u32,
    /// Withheld of each claim, bps, before `next_withholding_day`.
    pub withholding_bps: u16,
    /// Withheld of each claim, bps, from `next_withholding_day` on.
    pub next_withholding_bps: u16,
    /// The day, counted in UTC from 1970-01-01, from which the announced withholding counts; 0 without one.
    pub next_withholding_day: u16,
    /// What rounding left over from the last withholding, ten-thousandths of a base unit.
    pub withholding_carry: u16,
    /// A `GrantStatus`: 0 active, 1 paused by consent, 2 paused by the authority, 3 terminating, 4 settled.
    pub status: u8,
    /// `FLAG_*` bits.
    pub flags: u8,
    /// The plan's releases that existed at issue, which this grant doesn't gain by.
    pub accelerations_at_issue: u8,
    /// Its milestones in the lower seven bits; the highest, `MILESTONES_ENDED`, once one was closed and no more can be set.
    pub milestones: u8,
}

/// Bytes before the segments, discriminator included.
pub const GRANT_HEADER_SIZE: usize = 8 + size_of::<Grant>();

/// Bytes of a grant's account with so many segments.
pub const fn grant_size(segments: usize) -> usize {
    GRANT_HEADER_SIZE.saturating_add(segments.saturating_mul(size_of::<Segment>()))
}

impl Grant {
    /// Reads a grant account's data, header and segments, of a grant that must belong to `plan`. Ownership by this program
    /// is the caller's to check.
    #[inline(always)]
    pub fn of_plan<'a>(data: &'a mut [u8], plan: &Pubkey) -> Result<(&'a mut Self, &'a mut [Segment])> {
        let (grant, segments) = header_and_segments::<Self>(data, VestingError::NotAGrant)?;
        ensure!(grant.plan == *plan, VestingError::GrantOfAnotherPlan);
        Ok((grant, segments))
    }

    #[inline(always)]
    pub fn status(&self) -> GrantStatus {
        match self.status {
            0 => GrantStatus::Active,
            1 => GrantStatus::PausedByConsent,
            2 => GrantStatus::PausedByAuthority,
            3 => GrantStatus::Terminating,
            _ => GrantStatus::Settled,
        }
    }

    /// The pause that is running, if any.
    fn running_pause(&self) -> Option<RunningPause> {
        match self.status() {
            GrantStatus::PausedByConsent | GrantStatus::PausedByAuthority => {
                Some(RunningPause { since_ts: self.status_ts, limit_secs: self.pause_limit_secs })
            }
            _ => None,
        }
    }

    /// When the grant stops or stopped, if it does.
    pub fn stop_ts(&self) -> Option<i64> {
        match self.status() {
            GrantStatus::Terminating | GrantStatus::Settled => Some(self.status_ts),
            _ => None,
        }
    }

    /// Whether the grant has stopped by `now`.
    pub fn has_stopped(&self, now: i64) -> bool {
        self.stop_ts().is_some_and(|stop_ts| now >= stop_ts)
    }

    /// Whether the second in which the grant stopped is over. Within it a release still counts, and what that vests must
    /// not have been given away already.
    pub fn has_stopped_before(&self, now: i64) -> bool {
        self.stop_ts().is_some_and(|stop_ts| now > stop_ts)
    }

    /// When the grant was issued, unix seconds.
    pub fn issued_ts(&self) -> i64 {
        i64::from(self.issued_ts)
    }

    /// The beneficiary has signed: whoever wants to recover the grant is answered.
    #[inline(always)]
    pub fn note_beneficiary(&mut self) {
        self.flags &= !FLAG_RECOVERY;
    }

    /// When its termination was announced, if one was.
    pub fn termination_announced_ts(&self, plan: &Plan) -> Option<i64> {
        self.stop_ts().map(|stop_ts| stop_ts.saturating_sub(i64::from(plan.notice_secs)))
    }

    /// Whether a vote that began before its termination was announced, and in which it counts, may still run.
    pub fn may_still_vote(&self, plan: &Plan, now: i64) -> bool {
        let voting_ends = |announced_ts: i64| announced_ts.saturating_add(i64::from(MAX_VOTING_SECS));
        plan.has_governance == 1
            && self.claimed < self.total
            && self.termination_announced_ts(plan).is_some_and(|announced_ts| now < voting_ends(announced_ts))
    }

    /// How many milestones it has.
    pub fn milestone_count(&self) -> u8 {
        self.milestones & !MILESTONES_ENDED
    }

    /// Counts a new milestone; returns its index.
    pub fn add_milestone(&mut self) -> Result<u8> {
        let index = self.milestones;
        ensure!(index < MAX_MILESTONES, VestingError::MilestonesFull);
        self.milestones = index.saturating_add(1);
        Ok(index)
    }

    /// Counts a closed milestone, after which no index may be given out again.
    pub fn remove_milestone(&mut self) {
        self.milestones = self.milestone_count().saturating_sub(1) | MILESTONES_ENDED;
    }

    /// Vested at `now`: the curve, pauses, termination and every early release.
    pub fn vested(&self, segments: &[Segment], plan: &Plan, now: i64) -> u64 {
        let stop_ts = self.stop_ts();
        let timeline = Timeline { stop_ts, paused_secs: self.paused_secs, pause: self.running_pause() };
        let curve = vesting_math::curve(self.start_ts, Segment::as_math(segments), timeline.curve_ts(now));
        let accelerations_until = stop_ts.map_or(now, |stop_ts| stop_ts.min(now));
        let retained = Retained {
            grant: self.retained,
            grant_at_issue: RETAIN_ALL,
            plan_now: plan.retained_at(accelerations_until),
            plan_at_issue: plan.retained_after(self.accelerations_at_issue),
        };
        vesting_math::vested(self.total, curve, retained)
    }

    /// Claimable at `now`: nothing in the void window, otherwise min(vested, unlocked) - claimed.
    #[inline(always)]
    pub fn claimable(&self, segments: &[Segment], plan: &Plan, now: i64) -> u64 {
        if self.in_void_window(plan, now) {
            return 0;
        }
        let vested = self.vested(segments, plan, now);
        vesting_math::claimable(vested, plan.unlocked(self.total, now), self.claimed)
    }

    /// Whether the grant can still be voided, and so pays nothing yet.
    pub fn in_void_window(&self, plan: &Plan, now: i64) -> bool {
        now < self.void_ends_ts(plan)
    }

    /// When its void window ends, unix seconds.
    fn void_ends_ts(&self, plan: &Plan) -> i64 {
        self.issued_ts().saturating_add(i64::from(plan.void_secs))
    }

    /// Whether nothing more can ever be claimed.
    pub fn is_paid_out(&self, segments: &[Segment], plan: &Plan, now: i64) -> bool {
        let owed = match self.status() {
            GrantStatus::Settled => self.vested(segments, plan, now),
            _ => self.total,
        };
        self.claimed >= owed
    }

    /// Books a claim of `gross` and returns what of it is withheld.
    #[inline(always)]
    pub fn book_claim(&mut self, gross: u64, now: i64) -> Result<u64> {
        self.claimed =
            self.claimed.checked_add(gross).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        Ok(self.withhold(gross, now))
    }

    /// Sets what is withheld of later claims, at most what the plan allows. Less counts at once. More counts from a day that
    /// is `WITHHOLDING_NOTICE_SECS` away at least, not counting a void window or a pause of claims that runs, nor the longest
    /// void window that a milestone of the grant can have left: what vested before can be claimed before. Returns from when it
    /// counts, unix seconds.
    pub fn set_withholding(&mut self, bps: u16, plan: &Plan, now: i64) -> Result<i64> {
        ensure!(bps <= plan.max_withholding_bps, VestingError::WithholdingTooHigh);
        self.settle_withholding(now);
        if bps <= self.withholding_bps {
            self.withholding_bps = bps;
            self.next_withholding_bps = 0;
            self.next_withholding_day = 0;
            return Ok(now);
        }
        // What a milestone pays may have vested as well, and can't be claimed in its own void window.
        let issued_ts = if self.milestone_count() == 0 { self.issued_ts() } else { now };
        let void_ends_ts = issued_ts.saturating_add(i64::from(plan.void_secs));
        let claimable_ts = now.max(void_ends_ts).max(plan.claims_paused_until_ts);
        let notice_ends_ts = claimable_ts.saturating_add(i64::from(WITHHOLDING_NOTICE_SECS));
        // Unsigned, since the chain divides nothing else.
        let day = u64::try_from(notice_ends_ts).unwrap_or_default().div_ceil(DAY_SECS.unsigned_abs());
        let day = u16::try_from(day).map_err(|_| fail(VestingError::ArithmeticOverflow))?;
        self.next_withholding_bps = bps;
        self.next_withholding_day = day;
        Ok(i64::from(day).saturating_mul(DAY_SECS))
    }

    /// Takes over an announced withholding whose day has come.
    #[inline(always)]
    fn settle_withholding(&mut self, now: i64) {
        let day = i64::from(self.next_withholding_day);
        if day != 0 && now >= day.saturating_mul(DAY_SECS) {
            self.withholding_bps = self.next_withholding_bps;
            self.next_withholding_bps = 0;
            self.next_withholding_day = 0;
        }
    }

    /// What is withheld of a payment of `gross`; the remainder is carried to the next.
    #[inline(always)]
    pub fn withhold(&mut self, gross: u64, now: i64) -> u64 {
        self.settle_withholding(now);
        let (withheld, carry) = vesting_math::withhold(gross, self.withholding_bps, self.withholding_carry);
        self.withholding_carry = carry;
        withheld
    }

    /// Releases `bps` of what is unvested at any time from now on.
    pub fn accelerate(&mut self, bps: u16, now: i64) -> Result<()> {
        ensure!(!self.has_stopped(now), VestingError::GrantHasStopped);
        self.retained = vesting_math::retained_after(self.retained, bps);
        Ok(())
    }

    /// Starts a pause that ends by itself after `limit_secs`; with consent up to four years, without at most what is
    /// left of the plan's `max_pause_secs`.
    pub fn pause(&mut self, limit_secs: u32, consent: bool, plan: &Plan, now: i64) -> Result<()> {
        if let Some(pause) = self.running_pause() {
            ensure!(pause.elapsed_secs(now) >= pause.limit_secs, VestingError::GrantAlreadyPaused);
            self.end_pause(now)?;
        }
        ensure!(self.status() == GrantStatus::Active, VestingError::GrantAlreadyTerminated);
        let most = match consent {
            true => MAX_LEAVE_SECS,
            false => plan.max_pause_secs.saturating_sub(self.imposed_pause_secs),
        };
        ensure!((1..=most).contains(&limit_secs), VestingError::PauseTooLong);
        let status = match consent {
            true => GrantStatus::PausedByConsent,
            false => GrantStatus::PausedByAuthority,
        };
        self.set_status(status, now);
        self.pause_limit_secs = limit_secs;
        Ok(())
    }

    /// Ends the running pause, or books one that has ended by itself.
    pub fn resume(&mut self, now: i64) -> Result<()> {
        ensure!(self.running_pause().is_some(), VestingError::GrantNotPaused);
        self.end_pause(now)
    }

    fn end_pause(&mut self, now: i64) -> Result<()> {
        let Some(pause) = self.running_pause() else { return Ok(()) };
        let elapsed = pause.elapsed_secs(now);
        self.paused_secs =
            self.paused_secs.checked_add(elapsed).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        if self.status() == GrantStatus::PausedByAuthority {
            self.imposed_pause_secs = self.imposed_pause_secs.saturating_add(elapsed);
        }
        self.set_status(GrantStatus::Active, 0);
        self.pause_limit_secs = 0;
        Ok(())
    }

    /// Announces a termination, which takes effect after the plan's notice; returns when. A good leaver gets the plan's
    /// share at once. A running pause ends: notice is time that vests.
    pub fn terminate(&mut self, cause: TerminationCause, plan: &Plan, now: i64) -> Result<i64> {
        ensure!(plan.cancellable == 1, VestingError::NotCancellable);
        ensure!(self.stop_ts().is_none(), VestingError::GrantAlreadyTerminated);
        let stop_ts = now.saturating_add(i64::from(plan.notice_secs));
        self.end_pause(now)?;
        self.release_good_leaver(cause, plan);
        self.set_status(GrantStatus::Terminating, stop_ts);
        Ok(stop_ts)
    }

    /// A vote ends the grant, for good: nobody can take it back. One that the authority ended since the vote began stops
    /// when that said; who leaves well by the vote gets the share all the same.
    pub fn terminate_by_vote(&mut self, cause: TerminationCause, plan: &Plan, now: i64) -> Result<i64> {
        let stop_ts = match (self.status(), self.has_stopped(now)) {
            (GrantStatus::Terminating, false) => {
                self.release_good_leaver(cause, plan);
                self.status_ts
            }
            _ => self.terminate(cause, plan, now)?,
        };
        self.flags |= FLAG_ENDED_BY_VOTE;
        Ok(stop_ts)
    }

    fn release_good_leaver(&mut self, cause: TerminationCause, plan: &Plan) {
        let has_share = cause.is_good_leaver() && plan.good_leaver_bps > 0;
        if has_share && self.flags & FLAG_GOOD_LEAVER == 0 {
            self.retained = vesting_math::retained_after(self.retained, plan.good_leaver_bps);
            self.flags |= FLAG_GOOD_LEAVER;
        }
    }

    /// Takes a termination back before it takes effect, unless it was voted.
    pub fn withdraw_termination(&mut self, now: i64) -> Result<()> {
        ensure!(self.status() == GrantStatus::Terminating, VestingError::GrantNotTerminating);
        ensure!(self.flags & FLAG_ENDED_BY_VOTE == 0, VestingError::TerminationIsVoted);
        ensure!(now < self.status_ts, VestingError::TerminationAlreadyDue);
        self.set_status(GrantStatus::Active, 0);
        Ok(())
    }

    /// Settles a termination, once the second in which it took effect is over and the grant can't be voided any more;
    /// returns what is forfeited.
    pub fn settle(&mut self, segments: &[Segment], plan: &Plan, now: i64) -> Result<u64> {
        ensure!(self.status() == GrantStatus::Terminating, VestingError::GrantNotTerminating);
        ensure!(self.has_stopped_before(now), VestingError::TerminationNotDue);
        ensure!(!self.in_void_window(plan, now), VestingError::VoidWindowIsRunning);
        let vested = self.vested(segments, plan, now);
        self.status = GrantStatus::Settled as u8;
        self.total.checked_sub(vested).ok_or_else(|| fail(VestingError::ArithmeticOverflow))
    }

    fn set_status(&mut self, status: GrantStatus, status_ts: i64) {
        self.status = status as u8;
        self.status_ts = status_ts;
    }

    /// A grant as it is on the day of its issue.
    pub fn new(key: Pubkey, plan: &Plan) -> Self {
        Self {
            plan: key,
            accelerations_at_issue: plan.acceleration_count,
            flags: plan.claim_flags(),
            retained: RETAIN_ALL,
            status: GrantStatus::Active as u8,
            ..bytemuck::Zeroable::zeroed()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout() {
        assert_eq!(GRANT_HEADER_SIZE, 144);
        assert_eq!(grant_size(2), 176, "a cliff and monthly grant");
    }
}
