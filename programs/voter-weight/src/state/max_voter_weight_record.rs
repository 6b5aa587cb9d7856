use anchor_lang::prelude::*;

/// PDA `["max-voter-weight-record", realm, governing mint]`: what all votes together can weigh, as SPL Governance reads it.
#[account]
#[derive(InitSpace)]
pub struct MaxVoterWeightRecord {
    /// The realm.
    pub realm: Pubkey,
    /// Its mint that people vote with.
    pub governing_token_mint: Pubkey,
    /// The greatest weight, base units of the plan's mint.
    pub max_voter_weight: u64,
    /// The last slot in which it is good.
    pub max_voter_weight_expiry: Option<u64>,
    /// Always 0.
    pub reserved: [u8; 8],
}

/// Bytes of a maximum weight record's account, discriminator included.
pub const MAX_VOTER_WEIGHT_RECORD_SIZE: usize = 8 + MaxVoterWeightRecord::INIT_SPACE;

#[cfg(test)]
mod tests {
    use anchor_lang::Discriminator;

    use super::*;

    #[test]
    fn is_what_spl_governance_reads() {
        assert_eq!(MaxVoterWeightRecord::DISCRIMINATOR, &[157, 95, 242, 151, 16, 98, 26, 118]);
        assert_eq!(MAX_VOTER_WEIGHT_RECORD_SIZE, 97);
    }
}
