//! Who may act, and until when a signed act is good.
use anchor_lang::prelude::*;

use crate::{
    ensure,
    errors::{runtime_error, VestingError},
    state::{Grant, Plan, FLAG_AUTO_CLAIM_OFF},
    token,
};

/// The plan's authority.
pub fn check_authority(plan: &Plan, signer: &Pubkey) -> Result<()> {
    ensure!(plan.authority == *signer, VestingError::NotAuthority);
    Ok(())
}

/// The plan's authority or its acceleration authority.
pub fn check_accelerator(plan: &Plan, signer: &Pubkey) -> Result<()> {
    ensure!(
        plan.authority == *signer || plan.acceleration_authority == *signer,
        VestingError::NotAccelerator
    );
    Ok(())
}

/// The plan's operator or its authority.
pub fn check_issuer(plan: &Plan, signer: &Pubkey) -> Result<()> {
    ensure!(plan.operator == *signer || plan.authority == *signer, VestingError::NotIssuer);
    Ok(())
}

/// Who may close what a grant no longer needs: its beneficiary, or the plan's operator or authority.
pub fn check_closer(plan: &Plan, grant: &Grant, signer: &Pubkey) -> Result<()> {
    let allowed = [grant.beneficiary, plan.operator, plan.authority].contains(signer);
    ensure!(allowed, VestingError::NotBeneficiary);
    Ok(())
}

/// Where a claim may pay: to any token account of the beneficiary who signs it; sent by another only to the associated
/// one, and only where the beneficiary lets them.
#[inline(always)]
pub fn check_payee(claimant: &Pubkey, destination: &AccountInfo, plan: &Plan, grant: &Grant) -> Result<()> {
    token::check_owned(destination, &grant.beneficiary, plan)?;
    if *claimant != grant.beneficiary {
        ensure!(grant.flags & FLAG_AUTO_CLAIM_OFF == 0, VestingError::AutoClaimIsOff);
        let associated = token::associated_address(&grant.beneficiary, &plan.mint, &plan.token_program);
        ensure!(*destination.key == associated, VestingError::NotAssociatedAccount);
    }
    Ok(())
}

/// An administrative act carries the last second at which it may run, so that one signed for a durable nonce or a
/// multisig can't surface months later. `i64::MAX` never expires.
pub fn check_fresh(expires_ts: i64) -> Result<i64> {
    let now = now()?;
    ensure!(now <= expires_ts, VestingError::InstructionExpired);
    Ok(now)
}

/// The chain's time, unix seconds.
#[inline(always)]
pub fn now() -> Result<i64> {
    Ok(Clock::get().map_err(runtime_error)?.unix_timestamp)
}
