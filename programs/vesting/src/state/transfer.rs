//! A grant on its way to another wallet: a beneficiary's wish, or the authority's recovery of a lost wallet.
use anchor_lang::prelude::*;

use super::{Grant, Plan, LAYOUT_VERSION};
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
}

/// Bytes of a transfer's account, discriminator included.
pub const TRANSFER_SIZE: usize = 8 + size_of::<Transfer>();

impl Transfer {
    /// Whether `signer` may complete the transfer now: the other side at any time; anybody once it is ready, as long
    /// as the proposer still holds the power that it was proposed with.
    pub fn check_acceptance(&self, grant: &Grant, plan: &Plan, signer: &Pubkey, now: i64) -> Result<()> {
        ensure!(grant.beneficiary == self.from, VestingError::TransferIsStale);
        let by_beneficiary = self.proposer == self.from;
        let proposer_in_power = by_beneficiary || self.proposer == plan.authority;
        ensure!(proposer_in_power, VestingError::TransferIsStale);
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
        assert_eq!(TRANSFER_SIZE, 176);
    }
}
