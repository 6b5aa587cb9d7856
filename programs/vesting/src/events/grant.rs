use anchor_lang::prelude::*;

use crate::state::TerminationCause;

/// A grant was issued.
#[event]
pub struct GrantIssued {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// The issuer's number of the grant.
    pub grant_id: u64,
    /// Who is paid.
    pub beneficiary: Pubkey,
    /// What vests in the end, base units.
    pub total: u64,
    /// When the schedule begins.
    pub start_ts: i64,
    /// When the schedule ends.
    pub end_ts: i64,
}

/// A grant was voided in its void window; its total is free again.
#[event]
pub struct GrantVoided {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// The issuer's number of the grant.
    pub grant_id: u64,
    /// What vests in the end, base units.
    pub total: u64,
}

/// A claim was paid.
#[event]
pub struct Claimed {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// Who is paid.
    pub beneficiary: Pubkey,
    /// What the claim took from the grant.
    pub gross: u64,
    /// The part that stays in the vault for payroll.
    pub withheld: u64,
    /// What arrived: gross less withheld less the mint's transfer fee.
    pub received: u64,
}

/// Claims by others were switched on or off by the beneficiary.
#[event]
pub struct AutoClaimSet {
    /// The grant.
    pub grant: Pubkey,
    /// Whether others may send claims.
    pub enabled: bool,
}

/// Payroll set what is withheld of each claim.
#[event]
pub struct WithholdingSet {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// Withheld of each claim, bps.
    pub withholding_bps: u16,
    /// From when, unix seconds: more is announced.
    pub effective_ts: i64,
}

/// Part of a grant's unvested was released.
#[event]
pub struct GrantAccelerated {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// Who released it.
    pub accelerated_by: Pubkey,
    /// Share of the unvested, bps.
    pub acceleration_bps: u16,
}

/// A termination was announced.
#[event]
pub struct GrantTerminated {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// Why.
    pub cause: TerminationCause,
    /// When the grant stops vesting.
    pub stop_ts: i64,
}

/// An announced termination was taken back.
#[event]
pub struct TerminationWithdrawn {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
}

/// A termination took effect and was settled.
#[event]
pub struct TerminationSettled {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// What had not vested and is free again.
    pub forfeited: u64,
}

/// A grant was paused.
#[event]
pub struct GrantPaused {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// Whether the beneficiary signed.
    pub consent: bool,
    /// The pause ends by itself after this long, seconds.
    pub limit_secs: u32,
}

/// A grant goes on vesting.
#[event]
pub struct GrantResumed {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// All pauses so far, seconds.
    pub paused_secs: u32,
}

/// A grant's transfer to another wallet was proposed.
#[event]
pub struct TransferProposed {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// Who proposed it.
    pub proposer: Pubkey,
    /// Who has it from now on.
    pub to: Pubkey,
    /// From when it needs no other signature.
    pub ready_ts: i64,
}

/// A grant changed hands.
#[event]
pub struct GrantTransferred {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// Who had it before.
    pub from: Pubkey,
    /// Who has it from now on.
    pub to: Pubkey,
}

/// A proposed transfer was vetoed, refused or taken back.
#[event]
pub struct TransferRejected {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// Who ended it.
    pub rejected_by: Pubkey,
}

/// A paid-out grant was closed.
#[event]
pub struct GrantClosed {
    /// The plan.
    pub plan: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// The issuer's number of the grant.
    pub grant_id: u64,
}

/// The tombstone of a closed grant was removed.
#[event]
pub struct TombstoneSwept {
    /// The plan.
    pub plan: Pubkey,
    /// The issuer's number of the grant.
    pub grant_id: u64,
}
