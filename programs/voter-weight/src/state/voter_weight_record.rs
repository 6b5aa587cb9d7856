use anchor_lang::prelude::*;

/// What a weight is good for in SPL Governance.
#[derive(AnchorSerialize, AnchorDeserialize, InitSpace, Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoterWeightAction {
    /// Cast a vote. Target: the proposal.
    CastVote,
    /// Comment on a proposal. Target: the proposal.
    CommentProposal,
    /// Create a governance in a realm. Target: the realm.
    CreateGovernance,
    /// Create a proposal. Target: the governance.
    CreateProposal,
    /// Sign a proposal off. Target: the proposal.
    SignOffProposal,
}

/// PDA `["voter-weight-record", realm, governing mint, voter]`: what somebody's vote weighs, as SPL Governance reads it.
#[account]
#[derive(InitSpace)]
pub struct VoterWeightRecord {
    /// The realm.
    pub realm: Pubkey,
    /// Its mint that the voter votes with.
    pub governing_token_mint: Pubkey,
    /// The voter.
    pub governing_token_owner: Pubkey,
    /// The weight, base units of the plan's mint.
    pub voter_weight: u64,
    /// The last slot in which it is good.
    pub voter_weight_expiry: Option<u64>,
    /// The one action that it is good for.
    pub weight_action: Option<VoterWeightAction>,
    /// The one account that it is good for.
    pub weight_action_target: Option<Pubkey>,
    /// Always 0.
    pub reserved: [u8; 8],
}

/// Bytes of a weight record's account, discriminator included.
pub const VOTER_WEIGHT_RECORD_SIZE: usize = 8 + VoterWeightRecord::INIT_SPACE;

#[cfg(test)]
mod tests {
    use anchor_lang::Discriminator;

    use super::*;

    #[test]
    fn is_what_spl_governance_reads() {
        assert_eq!(VoterWeightRecord::DISCRIMINATOR, &[46, 249, 155, 75, 153, 248, 116, 9]);
        assert_eq!(VOTER_WEIGHT_RECORD_SIZE, 164);
        assert_eq!(VoterWeightAction::SignOffProposal as u8, 4);
    }
}
