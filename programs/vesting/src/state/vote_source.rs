//! What a grant or a deposit weighs in a vote.
use anchor_lang::prelude::*;

use super::{Deposit, Grant, Plan};
use crate::{
    ensure,
    errors::{fail, VestingError},
};

/// Something to vote with: who holds it, since when it is there, and what it weighs.
pub struct VoteSource {
    pub holder: Pubkey,
    pub since_ts: i64,
    pub weight: u64,
    /// Whether it is a deposit, which nobody earns.
    pub is_deposit: bool,
}

impl VoteSource {
    /// Fails unless `signer` holds it and it was there by `aged_before_ts`, with any weight.
    pub fn check(&self, signer: &Pubkey, aged_before_ts: i64) -> Result<()> {
        ensure!(self.holder == *signer, VestingError::NotVoteHolder);
        ensure!(self.since_ts <= aged_before_ts, VestingError::TooYoungToVote);
        ensure!(self.weight > 0, VestingError::NoWeight);
        Ok(())
    }

    /// Fails where deposits have no vote and this is one.
    pub fn check_kind(&self, deposits_vote: bool) -> Result<()> {
        ensure!(deposits_vote || !self.is_deposit, VestingError::DepositHasNoVote);
        Ok(())
    }

    /// Reads a grant of the plan or a deposit of the governance. A grant weighs what it can still be paid; a termination that was
    /// announced from `created_ts` on takes nothing from it, or whoever holds the authority could decide a running vote.
    pub fn read(
        source: &AccountInfo,
        plan: &Plan,
        plan_key: &Pubkey,
        governance: &Pubkey,
        created_ts: i64,
        now: i64,
    ) -> Result<Self> {
        ensure!(*source.owner == crate::ID, VestingError::NotAVoteSource);
        let mut data = source.try_borrow_mut_data().map_err(|_| fail(VestingError::NotAVoteSource))?;
        if let Some(deposit) = Deposit::of(&mut data) {
            ensure!(deposit.governance == *governance, VestingError::GovernanceOfAnotherPlan);
            let Deposit { owner: holder, made_ts: since_ts, amount: weight, .. } = *deposit;
            return Ok(Self { holder, since_ts, weight, is_deposit: true });
        }
        let (grant, segments) = Grant::of_plan(&mut data, plan_key)?;
        let announced_before = grant.termination_announced_ts(plan).is_some_and(|ts| ts < created_ts);
        let most = match announced_before && grant.has_stopped(now) {
            true => grant.vested(segments, plan, now),
            false => grant.total,
        };
        Ok(Self {
            holder: grant.beneficiary,
            since_ts: grant.issued_ts(),
            is_deposit: false,
            weight: most.saturating_sub(grant.claimed),
        })
    }
}
