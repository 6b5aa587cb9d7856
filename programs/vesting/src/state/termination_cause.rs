//! Why a grant ends.
use anchor_lang::prelude::*;

/// Why a grant ends; decides whether the beneficiary is a good leaver.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum TerminationCause {
    /// Dismissed for a reason that the person gave.
    ForCause,
    /// The person leaves.
    Resignation,
    /// Dismissed for a reason of the employer's: good leaver.
    WithoutCause,
    /// Death or disability: good leaver.
    DeathOrDisability,
}

impl TerminationCause {
    /// Whether who leaves so gets the plan's share of the unvested.
    pub fn is_good_leaver(self) -> bool {
        matches!(self, Self::WithoutCause | Self::DeathOrDisability)
    }
}
