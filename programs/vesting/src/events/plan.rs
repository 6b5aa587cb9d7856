use anchor_lang::prelude::*;

use crate::state::Role;

/// A plan was created.
#[event]
pub struct PlanCreated {
    /// The plan.
    pub plan: Pubkey,
    /// Who created it.
    pub creator: Pubkey,
    /// The creator's number of the plan.
    pub plan_id: u64,
    /// The token that it pays.
    pub mint: Pubkey,
    /// Its vault.
    pub vault: Pubkey,
    /// Its first authority.
    pub authority: Pubkey,
}

/// Tokens were added to the vault.
#[event]
pub struct PlanFunded {
    /// The plan.
    pub plan: Pubkey,
    /// Who paid.
    pub funder: Pubkey,
    /// What left the funder's account.
    pub sent: u64,
    /// What arrived after the mint's transfer fee.
    pub received: u64,
}

/// The authority took out tokens that were owed to nobody.
#[event]
pub struct SurplusWithdrawn {
    /// The plan.
    pub plan: Pubkey,
    /// Where they went.
    pub destination: Pubkey,
    /// How much, base units.
    pub amount: u64,
}

/// A role was given to another key, or is announced to be.
#[event]
pub struct RoleSet {
    /// The plan.
    pub plan: Pubkey,
    /// Which role.
    pub role: Role,
    /// Who had it before.
    pub from: Pubkey,
    /// Who is to have it.
    pub to: Pubkey,
    /// From when, unix seconds: payroll and guardian change with notice.
    pub effective_ts: i64,
}

/// A hand-over of the authority was offered; to the zero address: called off.
#[event]
pub struct AuthorityProposed {
    /// The plan.
    pub plan: Pubkey,
    /// Who may accept it.
    pub pending_authority: Pubkey,
    /// The last second at which it can be accepted, unix seconds; 0 where it was called off.
    pub until_ts: i64,
}

/// The authority was handed over.
#[event]
pub struct AuthorityAccepted {
    /// The plan.
    pub plan: Pubkey,
    /// Who had it before.
    pub from: Pubkey,
    /// Who has it from now on.
    pub to: Pubkey,
}

/// The guardian paused all claims of the plan.
#[event]
pub struct ClaimsPaused {
    /// The plan.
    pub plan: Pubkey,
    /// Until when.
    pub until_ts: i64,
}

/// A pause of claims was ended early.
#[event]
pub struct ClaimsResumed {
    /// The plan.
    pub plan: Pubkey,
}

/// Part of everything unvested was released at once.
#[event]
pub struct PlanAccelerated {
    /// The plan.
    pub plan: Pubkey,
    /// Who released it.
    pub accelerated_by: Pubkey,
    /// Share of the unvested, bps.
    pub acceleration_bps: u16,
    /// What all plan-wide releases so far keep together, parts per billion.
    pub retained: u32,
}

/// Payroll collected withheld tokens.
#[event]
pub struct WithheldCollected {
    /// The plan.
    pub plan: Pubkey,
    /// Where they went.
    pub destination: Pubkey,
    /// How much, base units.
    pub amount: u64,
}

/// The plan stopped issuing for good.
#[event]
pub struct PlanSealed {
    /// The plan.
    pub plan: Pubkey,
}

/// The plan was closed.
#[event]
pub struct PlanClosed {
    /// The plan.
    pub plan: Pubkey,
    /// Surplus that went to the authority.
    pub surplus: u64,
}
