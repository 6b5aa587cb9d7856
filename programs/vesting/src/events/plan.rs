use anchor_lang::prelude::*;

use crate::instructions::Role;

/// A plan was created.
#[event]
pub struct PlanCreated {
    pub plan: Pubkey,
    pub creator: Pubkey,
    pub plan_id: u64,
    pub mint: Pubkey,
    pub vault: Pubkey,
    pub authority: Pubkey,
}

/// Tokens were added to the vault.
#[event]
pub struct PlanFunded {
    pub plan: Pubkey,
    pub funder: Pubkey,
    /// What left the funder's account.
    pub sent: u64,
    /// What arrived after the mint's transfer fee.
    pub received: u64,
}

/// The authority took out tokens that were owed to nobody.
#[event]
pub struct SurplusWithdrawn {
    pub plan: Pubkey,
    pub destination: Pubkey,
    pub amount: u64,
}

/// A role was given to another key.
#[event]
pub struct RoleSet {
    pub plan: Pubkey,
    pub role: Role,
    pub from: Pubkey,
    pub to: Pubkey,
}

/// A hand-over of the authority was offered; to the zero address: called off.
#[event]
pub struct AuthorityProposed {
    pub plan: Pubkey,
    pub pending_authority: Pubkey,
}

/// The authority was handed over.
#[event]
pub struct AuthorityAccepted {
    pub plan: Pubkey,
    pub from: Pubkey,
    pub to: Pubkey,
}

/// The guardian paused all claims of the plan.
#[event]
pub struct ClaimsPaused {
    pub plan: Pubkey,
    pub until_ts: i64,
}

/// A pause of claims was ended early.
#[event]
pub struct ClaimsResumed {
    pub plan: Pubkey,
}

/// Part of everything unvested was released at once.
#[event]
pub struct PlanReleased {
    pub plan: Pubkey,
    pub released_by: Pubkey,
    pub release_bps: u16,
    /// What all plan-wide releases so far keep together, parts per billion.
    pub keep: u32,
}

/// Payroll collected withheld tokens.
#[event]
pub struct WithheldCollected {
    pub plan: Pubkey,
    pub destination: Pubkey,
    pub amount: u64,
}

/// The plan stopped issuing for good.
#[event]
pub struct PlanSealed {
    pub plan: Pubkey,
}

/// The plan was closed.
#[event]
pub struct PlanClosed {
    pub plan: Pubkey,
    /// Surplus that went to the authority.
    pub surplus: u64,
}
