//! What of a plan counts in a Realm. A grant weighs what can still be paid of it but has not vested.
use anchor_lang::prelude::*;
use vesting::{
    constants::PERIODS,
    errors::VestingError,
    state::{header_and_segments, Grant, Plan, Segment},
};

use crate::{errors::VoterWeightError, state::Registrar};

const DAY_SECS: u32 = 86_400;

/// Reads the data of a plan: an account of the vesting program with a plan's discriminator.
pub fn read_plan<'a>(owner: &Pubkey, data: &'a mut [u8]) -> Result<&'a Plan> {
    require!(*owner == vesting::ID, VoterWeightError::NotAPlan);
    let (plan, _) = header_and_segments::<Plan>(data, VestingError::NotAGrant)
        .map_err(|_| error!(VoterWeightError::NotAPlan))?;
    Ok(plan)
}

/// Fails unless a plan remembers its totals for so long, with a period to spare in which votes run: it does so by periods of
/// some days, and what came within the period that is looked back to counts as there.
pub fn check_age(min_age_secs: u32, plan: &Plan) -> Result<()> {
    let days = u32::from(plan.period_days.max(1));
    let periods_back = u32::from(PERIODS).saturating_sub(1);
    let [least, most] =
        [days.saturating_add(1), days.saturating_mul(periods_back)].map(|days| days.saturating_mul(DAY_SECS));
    require!((least..=most).contains(&min_age_secs), VoterWeightError::MinAgeOutOfRange);
    Ok(())
}

/// When a grant is looked at.
pub struct Moment {
    /// The chain's time, unix seconds.
    pub now: i64,
    /// When what is acted on began, unix seconds: the proposal of a vote, otherwise now.
    pub since_ts: i64,
}

/// Whose grant of which plan counts.
pub struct Electorate<'a> {
    /// The plan's address.
    pub plan_key: &'a Pubkey,
    /// The plan.
    pub plan: &'a Plan,
    /// How old a grant must be, seconds.
    pub min_age_secs: u32,
}

impl<'a> Electorate<'a> {
    /// The electorate of a registrar; a grant must at least be past its void window. The age is checked each time: a plan may
    /// have got a governance, with other periods, since it was registered.
    pub fn new(registrar: &'a Registrar, plan: &'a Plan) -> Result<Self> {
        check_age(registrar.min_age_secs, plan)?;
        let min_age_secs = registrar.min_age_secs.max(plan.void_secs);
        Ok(Self { plan_key: &registrar.plan, plan, min_age_secs })
    }

    /// The weight of one grant that must be the voter's.
    pub fn weight_of(&self, account: &AccountInfo, voter: &Pubkey, moment: &Moment) -> Result<u64> {
        require!(*account.owner == vesting::ID, VoterWeightError::NotAGrant);
        // The plan itself, passed as a grant, is borrowed.
        let mut data = account.try_borrow_mut_data().map_err(|_| error!(VoterWeightError::NotAGrant))?;
        let (grant, segments) = header_and_segments::<Grant>(&mut data, VestingError::NotAGrant)
            .map_err(|_| error!(VoterWeightError::NotAGrant))?;
        require!(grant.plan == *self.plan_key, VoterWeightError::GrantOfAnotherPlan);
        require!(grant.beneficiary == *voter, VoterWeightError::NotYourGrant);
        let old_enough = grant.issued_ts() <= self.aged_before(moment.since_ts);
        require!(old_enough, VoterWeightError::GrantTooYoung);
        self.unvested(grant, segments, moment)
    }

    /// The greatest weight that all grants together can have: what could be paid to those that are old enough.
    pub fn max_weight(&self, now: i64) -> Result<u64> {
        let owed = self.plan.owed_to_grants().map_err(|_| error!(VoterWeightError::ArithmeticOverflow))?;
        Ok(self.plan.recent_grants.there_by(owed, self.aged_before(now), self.plan.period_days))
    }

    fn aged_before(&self, ts: i64) -> i64 {
        ts.saturating_sub(i64::from(self.min_age_secs))
    }

    /// What has not vested of a live grant; once it is to stop, only what vests until then, unless that was announced after
    /// the vote had begun.
    fn unvested(&self, grant: &Grant, segments: &[Segment], moment: &Moment) -> Result<u64> {
        require!(!grant.has_stopped(moment.now), VoterWeightError::GrantHasStopped);
        let announced_before =
            grant.termination_announced_ts(self.plan).is_some_and(|ts| ts < moment.since_ts);
        let most = match grant.stop_ts() {
            Some(stop_ts) if announced_before => grant.vested(segments, self.plan, stop_ts),
            _ => grant.total,
        };
        Ok(most.saturating_sub(grant.vested(segments, self.plan, moment.now)))
    }
}
