//! Tokens that were deposited for voting.
use anchor_lang::{prelude::*, Discriminator};

use super::LAYOUT_VERSION;
use crate::{ensure, errors::VestingError};

/// PDA `["deposit", governance, owner, deposit_id]`. Its amount never changes: more tokens are another deposit, since each
/// counts by its age.
#[account(zero_copy, discriminator = [LAYOUT_VERSION, b'd', b'e', b'p', b'o', b's', b'i', b't'])]
#[derive(Debug)]
pub struct Deposit {
    /// Where it was deposited.
    pub governance: Pubkey,
    /// Who votes with it and gets it back.
    pub owner: Pubkey,
    /// The owner's own number for it.
    pub deposit_id: u64,
    /// Votes, base units of the plan's mint.
    pub amount: u64,
    /// When it was made, unix seconds.
    pub made_ts: i64,
    /// It stays until then: the latest end of a vote that it was cast in, unix seconds.
    pub locked_until_ts: i64,
}

/// Bytes of a deposit's account, discriminator included.
pub const DEPOSIT_SIZE: usize = 8 + size_of::<Deposit>();

impl Deposit {
    /// Reads a deposit account's data; `None` where it is not one. Ownership by this program is the caller's to check.
    pub fn of(data: &mut [u8]) -> Option<&mut Self> {
        let (discriminator, body) = data.split_at_mut_checked(Self::DISCRIMINATOR.len())?;
        if discriminator != Self::DISCRIMINATOR {
            return None;
        }
        bytemuck::try_from_bytes_mut(body).ok()
    }

    /// Keeps it until a vote that it is cast in has ended.
    pub fn lock_until(&mut self, ts: i64) {
        self.locked_until_ts = self.locked_until_ts.max(ts);
    }

    /// Fails while a vote that it was cast in runs.
    pub fn check_unlocked(&self, now: i64) -> Result<()> {
        ensure!(now >= self.locked_until_ts, VestingError::DepositIsLocked);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout() {
        assert_eq!(DEPOSIT_SIZE, 104);
    }
}
