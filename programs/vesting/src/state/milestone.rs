//! A milestone: a tranche of a grant that a metric decides. The header is followed by its schedule, if it has one.
use anchor_lang::prelude::*;
use vesting_math::{PayoutCurve, Retained, Timeline, UNLOCK_ALL};

use super::{header_and_segments, Grant, Metric, MetricStatus, Plan, Segment, LAYOUT_VERSION};
use crate::{
    ensure,
    errors::{fail, VestingError},
};

/// Where a milestone stands. Transitions: Pending -> Met | Missed | Expired | Cancelled | Voided; Met -> Stopped.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum MilestoneStatus {
    /// Its metric is not final, or nobody has settled it.
    Pending,
    /// The metric pays: `payout` vests by the schedule.
    Met,
    /// The metric is final and below the threshold.
    Missed,
    /// There was no result by the deadline.
    Expired,
    /// The grant stopped before there was a result.
    Cancelled,
    /// Taken back in its void window.
    Voided,
    /// Met; then the grant stopped, and what had not vested by then returned.
    Stopped,
}

/// PDA `["milestone", grant, index]`; the header, followed by 0 to 24 `Segment`s whose amounts are parts per billion.
/// Amounts are base units of the plan's mint.
#[account(zero_copy, discriminator = [LAYOUT_VERSION, b'm', b's', b't', b'o', b'n', b'e', 0])]
#[derive(Debug)]
pub struct Milestone {
    /// The plan that pays.
    pub plan: Pubkey,
    /// The grant that the tranche belongs to; whoever holds it is paid.
    pub grant: Pubkey,
    /// The metric that decides.
    pub metric: Pubkey,
    /// What the target pays.
    pub target_amount: u64,
    /// What the maximum pays, reserved until the milestone settles.
    pub max_amount: u64,
    /// What the result pays, once met; otherwise 0.
    pub payout: u64,
    /// Claimed so far, gross of withholding.
    pub claimed: u64,
    /// The least value that pays, in the metric's units.
    pub threshold: i64,
    /// The value that pays `target_amount`.
    pub target: i64,
    /// The value from which on `max_amount` is paid.
    pub maximum: i64,
    /// A result that is not there by then pays nothing, unix seconds.
    pub deadline_ts: i64,
    /// When the milestone was set, unix seconds: its void window runs from here.
    pub issued_ts: i64,
    /// Met: since when, and the schedule runs from here, unix seconds. Otherwise 0.
    pub met_ts: i64,
    /// What the grant's own releases kept of the unvested when the milestone was set, parts per billion.
    pub retained_at_issue: u32,
    /// What the threshold pays, bps of `target_amount`.
    pub threshold_bps: u16,
    /// What the maximum pays, bps of `target_amount`.
    pub max_bps: u16,
    /// The milestone's number in its grant, from 0.
    pub index: u8,
    /// A `MilestoneStatus`.
    pub status: u8,
    /// The plan's releases that existed when the milestone was set.
    pub accelerations_at_issue: u8,
    /// Bump of the milestone's address.
    pub bump: u8,
    /// Always 0.
    pub reserved_bytes: [u8; 4],
}

/// Bytes before the segments, discriminator included.
pub const MILESTONE_HEADER_SIZE: usize = 8 + size_of::<Milestone>();

/// Bytes of a milestone's account with so many segments.
pub const fn milestone_size(segments: usize) -> usize {
    MILESTONE_HEADER_SIZE.saturating_add(segments.saturating_mul(size_of::<Segment>()))
}

impl Milestone {
    /// Reads a milestone account's data: header and segments. It must belong to `grant`, and through it to the plan.
    #[inline(always)]
    pub fn of_grant<'a>(data: &'a mut [u8], grant: &Pubkey) -> Result<(&'a mut Self, &'a mut [Segment])> {
        let (milestone, segments) = header_and_segments::<Self>(data, VestingError::NotAMilestone)?;
        ensure!(milestone.grant == *grant, VestingError::MilestoneOfAnotherGrant);
        Ok((milestone, segments))
    }

    /// Fails unless it belongs to `plan`.
    pub fn check_plan(&self, plan: &Pubkey) -> Result<()> {
        ensure!(self.plan == *plan, VestingError::MilestoneOfAnotherGrant);
        Ok(())
    }

    pub fn status(&self) -> MilestoneStatus {
        match self.status {
            0 => MilestoneStatus::Pending,
            1 => MilestoneStatus::Met,
            2 => MilestoneStatus::Missed,
            3 => MilestoneStatus::Expired,
            4 => MilestoneStatus::Cancelled,
            5 => MilestoneStatus::Voided,
            _ => MilestoneStatus::Stopped,
        }
    }

    /// What which value pays.
    pub fn curve(&self) -> PayoutCurve {
        PayoutCurve {
            threshold: self.threshold,
            target: self.target,
            maximum: self.maximum,
            threshold_bps: self.threshold_bps,
            max_bps: self.max_bps,
        }
    }

    /// Vested at `now`: nothing before it is met, then the payout by the schedule from `met_ts` on, up to the grant's stop.
    /// Early releases of the plan and of the grant since the milestone was set count as they do for the grant: they
    /// waive waiting, never the result. The grant's pauses don't move it.
    pub fn vested(&self, segments: &[Segment], grant: &Grant, plan: &Plan, now: i64) -> u64 {
        if segments.is_empty() {
            return self.payout;
        }
        let stop_ts = grant.stop_ts();
        let timeline = Timeline { stop_ts, ..Timeline::default() };
        let parts = vesting_math::curve(self.met_ts, Segment::as_math(segments), timeline.curve_ts(now));
        let retained = Retained {
            grant: grant.retained,
            grant_at_issue: self.retained_at_issue,
            plan_now: plan.retained_at(stop_ts.map_or(now, |stop_ts| stop_ts.min(now))),
            plan_at_issue: plan.retained_after(self.accelerations_at_issue),
        };
        vesting_math::vested(self.payout, vesting_math::unlocked(self.payout, parts), retained)
    }

    /// Claimable at `now`: nothing in the void window, otherwise min(vested, unlocked) - claimed.
    pub fn claimable(&self, segments: &[Segment], grant: &Grant, plan: &Plan, now: i64) -> u64 {
        if self.in_void_window(plan, now) {
            return 0;
        }
        let vested = self.vested(segments, grant, plan, now);
        vesting_math::claimable(vested, plan.unlocked(self.payout, now), self.claimed)
    }

    /// Whether the milestone can still be voided, and so pays nothing yet.
    pub fn in_void_window(&self, plan: &Plan, now: i64) -> bool {
        now < self.issued_ts.saturating_add(i64::from(plan.void_secs))
    }

    /// Whether nothing more can ever be claimed.
    pub fn is_paid_out(&self, segments: &[Segment], grant: &Grant, plan: &Plan, now: i64) -> bool {
        match self.status() {
            MilestoneStatus::Pending => false,
            MilestoneStatus::Met => self.claimed >= self.payout,
            _ => self.claimed >= self.vested(segments, grant, plan, now),
        }
    }

    /// Settles what can be settled now, and returns what is no longer reserved. A pending milestone settles once, by its
    /// metric, its deadline or the end of its grant; one that was met stops with its grant. Nothing settles in the void
    /// window: it must not cut it short.
    pub fn settle(
        &mut self,
        segments: &[Segment],
        metric: &Metric,
        grant: &Grant,
        plan: &Plan,
        now: i64,
    ) -> Result<u64> {
        ensure!(!self.in_void_window(plan, now), VestingError::VoidWindowIsRunning);
        match self.status() {
            MilestoneStatus::Pending => self.decide(metric, grant, now),
            MilestoneStatus::Met if !segments.is_empty() && grant.has_stopped_before(now) => {
                self.status = MilestoneStatus::Stopped as u8;
                let vested = self.vested(segments, grant, plan, now);
                self.payout.checked_sub(vested).ok_or_else(|| fail(VestingError::ArithmeticOverflow))
            }
            _ => Err(fail(VestingError::MilestoneAlreadySettled)),
        }
    }

    /// Decides a pending milestone. A result counts from when enough oracles had attested it, if it was so by then, even
    /// where its challenge or a dispute went on longer: neither a guardian, a termination nor a minority can outrun it.
    fn decide(&mut self, metric: &Metric, grant: &Grant, now: i64) -> Result<u64> {
        let stopped = grant.stop_ts().filter(|_| grant.has_stopped_before(now));
        let status = if stopped.is_some_and(|stop_ts| !metric.reached_by(stop_ts)) {
            MilestoneStatus::Cancelled
        } else if metric.status() == MetricStatus::Final {
            self.outcome(metric)
        } else {
            // A challenge decides by itself. A result that was there in time has its time to be confirmed.
            let in_time = metric.reached_by(self.deadline_ts);
            let open_until =
                if in_time { self.deadline_ts.max(metric.retry_until_ts) } else { self.deadline_ts };
            let expired = now > open_until && !(in_time && metric.status() == MetricStatus::Challenged);
            ensure!(expired, VestingError::MilestoneNotDue);
            MilestoneStatus::Expired
        };
        self.status = status as u8;
        self.max_amount.checked_sub(self.payout).ok_or_else(|| fail(VestingError::ArithmeticOverflow))
    }

    /// What a final metric means for the milestone; books the payout.
    fn outcome(&mut self, metric: &Metric) -> MilestoneStatus {
        if !metric.reached_by(self.deadline_ts) {
            return MilestoneStatus::Expired;
        }
        self.payout = vesting_math::payout(self.target_amount, &self.curve(), metric.better(), metric.value);
        if self.payout == 0 {
            return MilestoneStatus::Missed;
        }
        self.met_ts = metric.challenge_ends_ts;
        MilestoneStatus::Met
    }

    /// Takes a milestone back in its void window, in which it can't have settled; returns what was reserved, of which
    /// nothing can have been claimed.
    pub fn void(&mut self, plan: &Plan, now: i64) -> Result<u64> {
        ensure!(self.status() == MilestoneStatus::Pending, VestingError::MilestoneAlreadySettled);
        ensure!(self.in_void_window(plan, now), VestingError::VoidWindowOver);
        self.status = MilestoneStatus::Voided as u8;
        Ok(self.max_amount)
    }

    /// Books a claim of `gross`.
    pub fn book_claim(&mut self, gross: u64) -> Result<()> {
        self.claimed =
            self.claimed.checked_add(gross).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        Ok(())
    }

    /// Writes a schedule of parts per billion, checked as one that begins at the deadline.
    pub fn write_schedule(&self, shape: &[super::ShapeSegment], target: &mut [Segment]) -> Result<()> {
        if shape.is_empty() {
            return Ok(());
        }
        let sum = super::ShapeSegment::weight_sum(shape)?;
        super::ShapeSegment::apportion(shape, sum, UNLOCK_ALL, target)?;
        vesting_math::check_schedule(self.deadline_ts, Segment::as_math(target), UNLOCK_ALL)
            .map_err(|error| fail(error.into()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout() {
        assert_eq!(MILESTONE_HEADER_SIZE, 200);
    }
}
