use anchor_lang::prelude::*;

use crate::instructions::TerminationCause;

/// A grant was issued.
#[event]
pub struct GrantIssued {
    pub plan: Pubkey,
    pub grant: Pubkey,
    pub grant_id: u64,
    pub beneficiary: Pubkey,
    pub total: u64,
    pub start_ts: i64,
    pub end_ts: i64,
}

/// A grant was voided in its void window; its total is free again.
#[event]
pub struct GrantVoided {
    pub plan: Pubkey,
    pub grant: Pubkey,
    pub grant_id: u64,
    pub total: u64,
}

/// A claim was paid.
#[event]
pub struct Claimed {
    pub plan: Pubkey,
    pub grant: Pubkey,
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
    pub grant: Pubkey,
    pub enabled: bool,
}

/// Payroll set what is withheld of each claim.
#[event]
pub struct WithholdingSet {
    pub plan: Pubkey,
    pub grant: Pubkey,
    pub withholding_bps: u16,
}

/// Part of a grant's unvested was released.
#[event]
pub struct GrantAccelerated {
    pub plan: Pubkey,
    pub grant: Pubkey,
    pub released_by: Pubkey,
    pub release_bps: u16,
}

/// A termination was announced.
#[event]
pub struct GrantTerminated {
    pub plan: Pubkey,
    pub grant: Pubkey,
    pub cause: TerminationCause,
    /// When the grant stops vesting.
    pub stop_ts: i64,
}

/// An announced termination was taken back.
#[event]
pub struct TerminationWithdrawn {
    pub plan: Pubkey,
    pub grant: Pubkey,
}

/// A termination took effect and was settled.
#[event]
pub struct TerminationSettled {
    pub plan: Pubkey,
    pub grant: Pubkey,
    /// What had not vested and is free again.
    pub forfeited: u64,
}

/// A grant was paused.
#[event]
pub struct GrantPaused {
    pub plan: Pubkey,
    pub grant: Pubkey,
    /// Whether the beneficiary signed.
    pub consent: bool,
    /// The pause ends by itself after this long, seconds.
    pub limit_secs: u32,
}

/// A grant goes on vesting.
#[event]
pub struct GrantResumed {
    pub plan: Pubkey,
    pub grant: Pubkey,
    /// All pauses so far, seconds.
    pub paused_secs: u32,
}

/// A grant's transfer to another wallet was proposed.
#[event]
pub struct TransferProposed {
    pub plan: Pubkey,
    pub grant: Pubkey,
    pub proposer: Pubkey,
    pub to: Pubkey,
    /// From when it needs no other signature.
    pub ready_ts: i64,
}

/// A grant changed hands.
#[event]
pub struct GrantTransferred {
    pub plan: Pubkey,
    pub grant: Pubkey,
    pub from: Pubkey,
    pub to: Pubkey,
}

/// A proposed transfer was vetoed, refused or taken back.
#[event]
pub struct TransferRejected {
    pub plan: Pubkey,
    pub grant: Pubkey,
    pub rejected_by: Pubkey,
}

/// A paid-out grant was closed.
#[event]
pub struct GrantClosed {
    pub plan: Pubkey,
    pub grant: Pubkey,
    pub grant_id: u64,
}

/// The tombstone of a closed grant was removed.
#[event]
pub struct TombstoneSwept {
    pub plan: Pubkey,
    pub grant_id: u64,
}
