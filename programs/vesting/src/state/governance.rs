//! How the members of a plan vote: settings that never change, and the tokens that are deposited for voting.
use anchor_lang::prelude::*;

use super::{period_days, period_secs, Plan, LAYOUT_VERSION};
use crate::{
    constants::*,
    ensure,
    errors::{fail, VestingError},
};

/// PDA `["governance", plan]`. Amounts are base units of the plan's mint, which are votes.
#[account(zero_copy, discriminator = [LAYOUT_VERSION, b'g', b'o', b'v', b'e', b'r', b'n', 0])]
#[derive(Debug)]
pub struct Governance {
    /// The plan.
    pub plan: Pubkey,
    /// The associated token account of this address, which holds the deposits.
    pub vault: Pubkey,
    /// Sum of all deposits.
    pub deposited: u64,
    /// Number of the next proposal, counted from 0.
    pub next_proposal: u64,
    /// The least weight of the grant or deposit that a proposal is opened with.
    pub proposal_threshold: u64,
    /// How long a vote runs, seconds.
    pub voting_secs: u32,
    /// How long a passed proposal waits before it can be executed, seconds.
    pub execution_delay_secs: u32,
    /// How long it can then be executed, seconds.
    pub execution_window_secs: u32,
    /// How much older than a proposal a grant or deposit must be to count, seconds.
    pub min_age_secs: u32,
    /// Votes that must be cast, bps of what grants can vote.
    pub quorum_bps: u16,
    /// Votes that must approve, bps of those cast, and more than half.
    pub approval_bps: u16,
    /// The most that one wallet's votes count, bps of the eligible weight.
    pub max_voter_bps: u16,
    /// 1 when a grant has no vote on a proposal about itself.
    pub exclude_own_grant: u8,
    /// What may be proposed, `ACTION_*` bits.
    pub actions: u8,
    /// On which of these deposits have a vote, `ACTION_*` bits.
    pub deposit_actions: u8,
    /// Bump of the governance's address.
    pub bump: u8,
    /// Always 0.
    pub reserved_bytes: [u8; 6],
}

/// Bytes of a governance's account, discriminator included.
pub const GOVERNANCE_SIZE: usize = 8 + size_of::<Governance>();

/// The seeds that the governance's address signs with, kept while the account itself is handed to a CPI.
pub struct GovernanceSigner {
    plan: Pubkey,
    bump: [u8; 1],
}

impl GovernanceSigner {
    /// The seeds in their order.
    pub fn seeds(&self) -> [&[u8]; 3] {
        [GOVERNANCE_SEED, self.plan.as_ref(), &self.bump]
    }
}

/// How a plan's members vote; fixed for good, so that nobody can change the rules of a vote.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct GovernanceArgs {
    /// The least weight of the grant or deposit that a proposal is opened with, base units.
    pub proposal_threshold: u64,
    /// How long a vote runs, seconds, 1 to 30 days.
    pub voting_secs: u32,
    /// How long a passed proposal waits before it can be executed, seconds, at most 30 days.
    pub execution_delay_secs: u32,
    /// How long it can then be executed, seconds, 1 to 30 days.
    pub execution_window_secs: u32,
    /// How much older than a proposal a grant or deposit must be to count, seconds, 2 to 365 days, at least a period of the
    /// plan (a seventh of it, in whole days) more than the plan's `void_secs`, and 30 days at least where
    /// members decide on the issue cap, oracles or terminations.
    pub min_age_secs: u32,
    /// Votes that must be cast, bps of what grants can vote, 500 to 10,000. Deposits don't raise it.
    pub quorum_bps: u16,
    /// Votes that must approve, bps of those cast, 5,000 to 10,000; a tie never passes.
    pub approval_bps: u16,
    /// The most that one wallet's votes count, bps of what grants can vote, 1 to 9,999; 10,000 for no limit, also for
    /// deposits. Tokens can be spread over wallets, grants can't.
    pub max_voter_bps: u16,
    /// Whether a grant has no vote on a proposal about itself.
    pub exclude_own_grant: bool,
    /// What may be proposed, `ACTION_*` bits, at least one.
    pub actions: u8,
    /// On which of these deposits have a vote beside grants: of `DEPOSIT_ACTIONS` only. Nobody earns a deposit, so it never
    /// decides on the members themselves.
    pub deposit_actions: u8,
}

impl GovernanceArgs {
    /// Checks every range, and that the plan's policy leaves the members what they vote on: a termination that is announced
    /// during a vote must not take effect before it can be carried out, and what can be voided must neither vote nor be in the
    /// base of the quorum, which reaches up to a period further than the votes.
    pub fn validate(&self, plan: &Plan) -> Result<()> {
        let oldest = match self.actions & MEMBER_ACTIONS {
            0 => MIN_VOTE_AGE_SECS,
            _ => MIN_MEMBER_AGE_SECS,
        };
        let voidable = plan.void_secs.saturating_add(period_secs(period_days(self.min_age_secs)));
        ensure!(
            (MIN_VOTING_SECS..=MAX_VOTING_SECS).contains(&self.voting_secs)
                && self.execution_delay_secs <= MAX_VOTING_SECS
                && (MIN_VOTING_SECS..=MAX_VOTING_SECS).contains(&self.execution_window_secs)
                && (oldest.max(voidable)..=MAX_VOTE_AGE_SECS).contains(&self.min_age_secs)
                && (MIN_QUORUM_BPS..=BPS_ONE).contains(&self.quorum_bps)
                && (MIN_APPROVAL_BPS..=BPS_ONE).contains(&self.approval_bps)
                && (1..=BPS_ONE).contains(&self.max_voter_bps)
                && self.actions != 0
                && self.actions & !ALL_ACTIONS == 0
                && self.deposit_actions & !(self.actions & DEPOSIT_ACTIONS) == 0,
            VestingError::GovernanceOutOfRange
        );
        let terminable = plan.cancellable == 1;
        ensure!(terminable || self.actions & ACTION_TERMINATE_GRANT == 0, VestingError::NotCancellable);
        let defeatable = terminable && self.actions & GRANT_ACTIONS != 0;
        ensure!(!defeatable || plan.notice_secs >= self.vote_secs(), VestingError::NoticeShorterThanVote);
        // The rest of the releases is the votes', also of those that were made before there was a governance.
        let used_up = plan.acceleration_count > MAX_ACCELERATIONS_BY_ROLES;
        ensure!(!used_up || self.actions & ACTION_ACCELERATE_PLAN == 0, VestingError::AccelerationsFull);
        Ok(())
    }

    /// From the opening of a proposal to the last second at which it can be executed, seconds.
    fn vote_secs(&self) -> u32 {
        self.voting_secs.saturating_add(self.execution_delay_secs).saturating_add(self.execution_window_secs)
    }
}

impl Governance {
    /// Takes over validated settings.
    pub fn set(&mut self, args: &GovernanceArgs) {
        self.proposal_threshold = args.proposal_threshold;
        self.voting_secs = args.voting_secs;
        self.execution_delay_secs = args.execution_delay_secs;
        self.execution_window_secs = args.execution_window_secs;
        self.min_age_secs = args.min_age_secs;
        self.quorum_bps = args.quorum_bps;
        self.approval_bps = args.approval_bps;
        self.max_voter_bps = args.max_voter_bps;
        self.exclude_own_grant = u8::from(args.exclude_own_grant);
        self.actions = args.actions;
        self.deposit_actions = args.deposit_actions;
    }

    /// When something must have been there to count in a vote that begins at `now`.
    pub fn aged_before(&self, now: i64) -> i64 {
        now.saturating_sub(i64::from(self.min_age_secs))
    }

    /// The most that grants can vote on what is proposed at `now`: what they can still be paid, as far as they were there
    /// long enough. What came later neither votes nor raises the quorum, and deposits never raise it. Fails where that is
    /// less than one part of `LEAST_ELECTORATE` of all that the plan owes.
    pub fn eligible(&self, plan: &Plan, now: i64) -> Result<u64> {
        let owed = plan.owed_to_grants()?;
        let eligible = plan.recent_grants.there_by(owed, self.aged_before(now), plan.period_days);
        // The last base unit that nobody has claimed must not rule over everybody's milestones, nor the first over all grants.
        ensure!(eligible >= plan.reserved / LEAST_ELECTORATE, VestingError::ElectorateTooSmall);
        Ok(eligible)
    }

    /// Counts a new deposit.
    pub fn add_deposit(&mut self, amount: u64) -> Result<()> {
        self.deposited =
            self.deposited.checked_add(amount).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        Ok(())
    }

    /// Counts a withdrawn deposit.
    pub fn remove_deposit(&mut self, amount: u64) -> Result<()> {
        self.deposited =
            self.deposited.checked_sub(amount).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        Ok(())
    }

    /// Fails unless the accounts that deposits move through are its own and its plan's.
    pub fn check_accounts(
        &self,
        plan: &Plan,
        vault: &AccountInfo,
        mint: &AccountInfo,
        token_program: &AccountInfo,
    ) -> Result<()> {
        ensure!(*vault.key == self.vault, VestingError::WrongVault);
        ensure!(*mint.key == plan.mint, VestingError::WrongMint);
        ensure!(*token_program.key == plan.token_program, VestingError::WrongTokenProgram);
        Ok(())
    }

    /// What the governance's address signs with.
    pub fn signer(&self) -> GovernanceSigner {
        GovernanceSigner { plan: self.plan, bump: [self.bump] }
    }

    /// Fails unless it belongs to `plan`.
    pub fn check_plan(&self, plan: &Pubkey) -> Result<()> {
        ensure!(self.plan == *plan, VestingError::GovernanceOfAnotherPlan);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout() {
        assert_eq!(GOVERNANCE_SIZE, 128);
    }
}
