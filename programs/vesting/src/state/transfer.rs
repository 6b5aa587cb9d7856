//! A grant on its way to another wallet: a beneficiary's wish, or the authority's recovery of a lost wallet.
use anchor_lang::prelude::*;

use super::{Grant, Plan, FLAG_RECOVERY, LAYOUT_VERSION};
use crate::{ensure, errors::VestingError};

/// PDA `["transfer", grant]`; at most one a grant, closed when it is accepted or rejected.
#[account(zero_copy, discriminator = [LAYOUT_VERSION, b't', b'r', b'a', b'n', b's', b'f', b'r'])]
#[derive(Debug)]
pub struct Transfer {
    /// The plan of the grant.
    pub plan: Pubkey,
    /// The grant that moves.
    pub grant: Pubkey,
    /// Who proposed it, and gets the account's rent back: the beneficiary or the authority of that time.
    pub proposer: Pubkey,
    /// The beneficiary when it was proposed.
    pub from: Pubkey,
    /// The next beneficiary.
    pub to: Pubkey,
    /// From when anybody may complete it without the other side, unix seconds; `i64::MAX` for never.
    pub ready_ts: i64,
    /// The last second at which it can be completed, unix seconds.
    pub expires_ts: i64,
    /// How often the plan's authority had changed hands when it was proposed.
    pub authority_changes: u32,
    /// Always 0.
    pub reserved: u32,
}

/// Bytes of a transfer's account, discriminator included.
pub const TRANSFER_SIZE: usize = 8 + size_of::<Transfer>();

impl Transfer {
    /// Whether `signer` may complete the transfer now: the other side at any time; anybody once it is ready. A recovery
    /// counts as long as the same authority is in office without a break, and the beneficiary has signed nothing since.
    pub fn check_acceptance(&self, grant: &Grant, plan: &Plan, signer: &Pubkey, now: i64) -> Result<()> {
        ensure!(grant.beneficiary == self.from, VestingError::TransferIsStale);
        let by_beneficiary = self.proposer == self.from;
        let unanswered = self.authority_changes == plan.authority_changes && grant.flags & FLAG_RECOVERY != 0;
        ensure!(by_beneficiary || unanswered, VestingError::TransferIsStale);
        ensure!(now <= self.expires_ts, VestingError::TransferIsStale);
        let other_side = if by_beneficiary { &plan.authority } else { &self.from };
        ensure!(signer == other_side || now >= self.ready_ts, VestingError::TransferNotReady);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout() {
        assert_eq!(TRANSFER_SIZE, 192);
    }
}
