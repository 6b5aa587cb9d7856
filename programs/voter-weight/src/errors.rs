//! Every error of the plugin, from 7000 on so that none is mistaken for one of the vesting program. Append-only.
use anchor_lang::prelude::*;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum VoterWeightError {
    // Realms: 7000
    #[msg("The account is not a realm of version 2")]
    RealmInvalid = 1_000,
    #[msg("The realm belongs to another program than the governance program")]
    RealmOfAnotherProgram,
    #[msg("The signer is not the realm's authority, or the realm has none")]
    NotRealmAuthority,
    #[msg("The mint is neither the realm's community mint nor its council mint")]
    NotAGoverningMint,
    #[msg("The account is not a proposal of version 2 of the governance program")]
    ProposalInvalid,
    #[msg("The proposal still takes votes")]
    VoteIsRunning,
    #[msg("The signer is neither the voter nor their delegate in the realm")]
    NotTheVoter,
    #[msg("The record belongs to another realm or governing mint")]
    RecordOfAnotherRealm,

    // Plan and grants: 7100
    #[msg("The account is not the registrar's plan, or no plan at all")]
    NotAPlan = 1_100,
    #[msg("The minimum age must lie between one period of the plan and a day, and seven periods")]
    MinAgeOutOfRange,
    #[msg("The grants are not in strictly ascending order of their addresses: sort them, each once")]
    GrantsNotAscending,
    #[msg("The account is not a live grant of the vesting program")]
    NotAGrant,
    #[msg("The grant belongs to another plan")]
    GrantOfAnotherPlan,
    #[msg("The grant belongs to another beneficiary")]
    NotYourGrant,
    #[msg("The grant is too young: it was not there long enough before the proposal")]
    GrantTooYoung,
    #[msg("The grant has stopped")]
    GrantHasStopped,
    #[msg("When a vote is to be cast, each grant must be followed by its vote marker")]
    MarkerMissing,
    #[msg("The account is not the grant's vote marker for this proposal")]
    MarkerAddressMismatch,
    #[msg("The grant was counted for this proposal already, for another voter")]
    GrantAlreadyCounted,
    #[msg("A sum left its range")]
    ArithmeticOverflow,
}
