//! Votes that were cast, each by one grant or deposit, and what one wallet has cast together.
use anchor_lang::prelude::*;

use super::LAYOUT_VERSION;
use crate::{ensure, errors::VestingError};

/// PDA `["vote", grant or deposit, the proposal's number]`: while it is there, that grant or deposit has voted. It can be
/// closed once the vote has ended.
#[account(zero_copy, discriminator = [LAYOUT_VERSION, b'v', b'o', b't', b'e', 0, 0, 0])]
#[derive(Debug)]
pub struct VoteRecord {
    /// The proposal.
    pub proposal: Pubkey,
    /// The grant or deposit that voted.
    pub source: Pubkey,
    /// Who cast it, and gets the rent back.
    pub voter: Pubkey,
    /// What it counts.
    pub weight: u64,
    /// When the vote ends, unix seconds.
    pub voting_ends_ts: i64,
    /// 1 for yes.
    pub approve: u8,
    /// Always 0.
    pub reserved_bytes: [u8; 7],
}

/// Bytes of a vote record's account, discriminator included.
pub const VOTE_RECORD_SIZE: usize = 8 + size_of::<VoteRecord>();

/// PDA `["voter", proposal, wallet]`: what one wallet's grants and deposits have cast together, where the governance caps it.
#[account(zero_copy, discriminator = [LAYOUT_VERSION, b'v', b'o', b't', b'e', b'r', 0, 0])]
#[derive(Debug)]
pub struct VoterRecord {
    /// The proposal.
    pub proposal: Pubkey,
    /// The wallet, which gets the rent back.
    pub voter: Pubkey,
    /// What its votes count together.
    pub weight: u64,
    /// When the vote ends, unix seconds.
    pub voting_ends_ts: i64,
    /// The proposal's number: another one may have had its address before.
    pub number: u64,
}

/// Bytes of a voter record's account, discriminator included.
pub const VOTER_RECORD_SIZE: usize = 8 + size_of::<VoterRecord>();

/// Fails while the vote that a record belongs to still runs.
pub fn check_vote_ended(voting_ends_ts: i64, now: i64) -> Result<()> {
    ensure!(now >= voting_ends_ts, VestingError::VoteIsRunning);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout() {
        assert_eq!(VOTE_RECORD_SIZE, 128);
        assert_eq!(VOTER_RECORD_SIZE, 96);
    }
}
