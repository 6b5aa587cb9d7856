use anchor_lang::prelude::*;

use super::LAYOUT_VERSION;
use crate::{account, constants::VOTE_MARKER_SEED, errors::VoterWeightError};

/// PDA `["vote-marker", registrar, proposal, grant]`: for whom a grant counts on a proposal. While it is there, nobody who
/// gets the grant later can vote with it once more.
#[account(discriminator = [LAYOUT_VERSION, b'm', b'a', b'r', b'k', b'e', b'r', 0])]
#[derive(InitSpace)]
pub struct VoteMarker {
    /// The program that owns the proposal.
    pub governance_program: Pubkey,
    /// The registrar.
    pub registrar: Pubkey,
    /// The proposal.
    pub proposal: Pubkey,
    /// The grant.
    pub grant: Pubkey,
    /// Who votes with the grant on the proposal.
    pub voter: Pubkey,
    /// Who paid the rent and gets it back.
    pub payer: Pubkey,
}

/// Bytes of a vote marker's account, discriminator included.
pub const VOTE_MARKER_SIZE: usize = 8 + VoteMarker::INIT_SPACE;

impl VoteMarker {
    /// Marks the grant for the voter, or finds that it is; fails where it is marked for somebody else.
    pub fn set<'info>(self, marker: &AccountInfo<'info>, payer: &AccountInfo<'info>) -> Result<()> {
        let seeds: [&[u8]; 4] =
            [VOTE_MARKER_SEED, self.registrar.as_ref(), self.proposal.as_ref(), self.grant.as_ref()];
        let (address, bump) = Pubkey::find_program_address(&seeds, &crate::ID);
        require!(*marker.key == address, VoterWeightError::MarkerAddressMismatch);
        if *marker.owner == crate::ID {
            let marked = Self::try_deserialize(&mut &marker.try_borrow_data()?[..])?;
            require!(marked.voter == self.voter, VoterWeightError::GrantAlreadyCounted);
            return Ok(());
        }
        let [name, registrar, proposal, grant] = seeds;
        account::create(marker, payer, VOTE_MARKER_SIZE, &[name, registrar, proposal, grant, &[bump]])?;
        self.try_serialize(&mut &mut marker.try_borrow_mut_data()?[..])
    }
}
