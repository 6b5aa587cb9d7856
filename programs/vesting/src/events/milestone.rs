use anchor_lang::prelude::*;

use crate::state::MilestoneStatus;

/// A milestone was set.
#[event]
pub struct MilestoneIssued {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// The milestone.
    pub milestone: Pubkey,
    /// The metric that decides.
    pub metric: Pubkey,
    /// Who is paid.
    pub beneficiary: Pubkey,
    /// The milestone's number in its grant.
    pub index: u8,
    /// What the target pays.
    pub target_amount: u64,
    /// What the maximum pays; reserved.
    pub max_amount: u64,
    /// A result that is not there by then pays nothing.
    pub deadline_ts: i64,
}

/// A milestone was taken back in its void window.
#[event]
pub struct MilestoneVoided {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// The milestone.
    pub milestone: Pubkey,
    /// What is no longer reserved.
    pub returned: u64,
}

/// A milestone was settled, or stopped with its grant.
#[event]
pub struct MilestoneSettled {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// The milestone.
    pub milestone: Pubkey,
    /// How it ended.
    pub status: MilestoneStatus,
    /// What the result pays.
    pub payout: u64,
    /// What is no longer reserved.
    pub returned: u64,
}

/// A claim of a milestone was paid.
#[event]
pub struct MilestoneClaimed {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// The milestone.
    pub milestone: Pubkey,
    /// Who is paid.
    pub beneficiary: Pubkey,
    /// What the claim took from the milestone.
    pub gross: u64,
    /// The part that stays in the vault for payroll.
    pub withheld: u64,
    /// What arrived: gross less withheld less the mint's transfer fee.
    pub received: u64,
}

/// A milestone that pays nothing more was closed.
#[event]
pub struct MilestoneClosed {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// The milestone.
    pub milestone: Pubkey,
    /// The milestone's number in its grant.
    pub index: u8,
}
