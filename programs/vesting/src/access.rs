//! Who may act, and until when a signed act is good.
use anchor_lang::prelude::*;

use crate::{ensure, errors::VestingError, state::Plan};

/// The plan's authority.
pub fn check_authority(plan: &Plan, signer: &Pubkey) -> Result<()> {
    ensure!(plan.authority == *signer, VestingError::NotAuthority);
    Ok(())
}

/// The plan's authority or its release authority.
pub fn check_releaser(plan: &Plan, signer: &Pubkey) -> Result<()> {
    ensure!(plan.authority == *signer || plan.release_authority == *signer, VestingError::NotReleaser);
    Ok(())
}

/// An administrative act carries the last second at which it may run, so that one signed for a durable nonce or a
/// multisig can't surface months later. `i64::MAX` never expires.
pub fn check_fresh(expires_ts: i64) -> Result<i64> {
    let now = Clock::get()?.unix_timestamp;
    ensure!(now <= expires_ts, VestingError::InstructionExpired);
    Ok(now)
}
