//! What a plan promises: fixed at creation, shown to beneficiaries.
use anchor_lang::prelude::*;

use crate::{constants::*, ensure, errors::VestingError};

/// Who may hand a grant to another wallet. (Whether lost wallets can be recovered is `recovery_secs`.)
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum TransferRule {
    /// Beneficiaries can't propose transfers.
    Forbidden,
    /// A beneficiary proposes, the authority accepts.
    WithConsent,
    /// A beneficiary's signature alone is enough.
    Free,
}

/// Who holds which role at creation. The zero address leaves a role to nobody, since nobody can sign for it.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct RolesArgs {
    /// Funds, releases, terminates, hands out roles; may be a multisig or a DAO. Not the zero address.
    pub authority: Pubkey,
    /// Issues grants, within its cap.
    pub operator: Pubkey,
    /// Sets and collects withholding.
    pub payroll: Pubkey,
    /// May pause claims for at most 72 hours; a recovery needs its signature too.
    pub guardian: Pubkey,
    /// May release early, nothing else.
    pub acceleration_authority: Pubkey,
    /// Gets the rent of closed accounts. Fixed for good; not the zero address, the plan or its vault.
    pub rent_recipient: Pubkey,
}

/// The plan's promises. Ranges are checked at creation; nothing here can change later except `issue_cap` by a vote.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct PolicyArgs {
    /// The most that may ever be allocated, base units; voided grants don't count.
    pub issue_cap: u64,
    /// The most that the operator may issue in any 24 hours, base units.
    pub operator_cap: u64,
    /// Whether grants can be terminated at all.
    pub cancellable: bool,
    /// Notice of a termination, seconds, at most `MAX_NOTICE_SECS`.
    pub notice_secs: u32,
    /// Share of the unvested that a good leaver gets at once, 0 to 10,000 bps.
    pub good_leaver_bps: u16,
    /// The most that all pauses of a grant without its beneficiary's signature may last together, seconds, at most
    /// `MAX_IMPOSED_PAUSE_SECS`.
    pub max_pause_secs: u32,
    /// How long after issue a grant pays nothing and may be voided, seconds, at most `MAX_VOID_SECS`.
    pub void_secs: u32,
    /// Who may transfer a grant.
    pub transfer_rule: TransferRule,
    /// How long authority and guardian must wait, and the beneficiary can veto, until a grant is recovered to another
    /// wallet: seconds, `MIN_RECOVERY_SECS` to `MAX_RECOVERY_SECS`, or 0 for never.
    pub recovery_secs: u32,
    /// The most that payroll may withhold of a claim, 0 to `MAX_WITHHOLDING_BPS`.
    pub max_withholding_bps: u16,
    /// The mint risks that the plan accepts, `RISK_*` bits.
    pub accepted_risks: u32,
    /// SHA-256 of the terms document.
    pub terms_sha256: [u8; 32],
    /// Where the terms document is: 1 to 128 printable ASCII characters.
    pub terms_uri: String,
}

impl PolicyArgs {
    /// Checks every range.
    pub fn validate(&self) -> Result<()> {
        check_uri(&self.terms_uri)?;
        ensure!(
            self.notice_secs <= MAX_NOTICE_SECS
                && self.void_secs <= MAX_VOID_SECS
                && self.max_pause_secs <= MAX_IMPOSED_PAUSE_SECS
                && self.good_leaver_bps <= BPS_ONE
                && (self.recovery_secs == 0
                    || (MIN_RECOVERY_SECS..=MAX_RECOVERY_SECS).contains(&self.recovery_secs))
                && self.max_withholding_bps <= MAX_WITHHOLDING_BPS
                && self.accepted_risks & !ALL_RISKS == 0,
            VestingError::PolicyOutOfRange
        );
        Ok(())
    }
}

/// Checks where a document is said to be: 1 to 128 printable ASCII characters.
pub fn check_uri(uri: &str) -> Result<()> {
    let fits = (1..=usize::from(MAX_TERMS_URI_BYTES)).contains(&uri.len());
    ensure!(fits && uri.bytes().all(|byte| byte.is_ascii_graphic()), VestingError::TermsUriInvalid);
    Ok(())
}

/// Writes a checked URI into its place, zero-padded.
pub fn write_uri(uri: &str, place: &mut [u8; MAX_TERMS_URI_BYTES as usize]) {
    for (slot, byte) in place.iter_mut().zip(uri.bytes()) {
        *slot = byte;
    }
}

/// A second, plan-wide clock: claimable = min(vested, unlocked) - claimed.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct UnlockArgs {
    /// When the first segment begins, unix seconds.
    pub start_ts: i64,
    /// 1 to 8 segments; the weights are parts per billion and sum to 1,000,000,000.
    pub shape: Vec<super::ShapeSegment>,
}
