use anchor_lang::prelude::*;

use super::LAYOUT_VERSION;
use crate::errors::VoterWeightError;

/// PDA `["registrar", realm, governing mint]`: which plan counts for people who vote with a mint of a realm.
#[account(discriminator = [LAYOUT_VERSION, b'r', b'e', b'g', b'i', b's', b't', b'r'])]
#[derive(InitSpace)]
pub struct Registrar {
    /// The program that owns the realm and its proposals.
    pub governance_program: Pubkey,
    /// The realm.
    pub realm: Pubkey,
    /// The realm's community or council mint. It names the people who vote; its tokens don't count.
    pub governing_token_mint: Pubkey,
    /// The plan whose grants count.
    pub plan: Pubkey,
    /// How much older than a proposal a grant must be to count, seconds.
    pub min_age_secs: u32,
}

/// Bytes of a registrar's account, discriminator included.
pub const REGISTRAR_SIZE: usize = 8 + Registrar::INIT_SPACE;

impl Registrar {
    /// Fails unless this is the registrar's plan.
    pub fn check_plan(&self, plan: &Pubkey) -> Result<()> {
        require!(self.plan == *plan, VoterWeightError::NotAPlan);
        Ok(())
    }

    /// Fails unless a record is of the registrar's realm and mint.
    pub fn check_record(&self, realm: &Pubkey, mint: &Pubkey) -> Result<()> {
        let same = self.realm == *realm && self.governing_token_mint == *mint;
        require!(same, VoterWeightError::RecordOfAnotherRealm);
        Ok(())
    }
}
