//! Tenure's voter weight plugin: lets a Realm (SPL Governance) count the unvested tokens of a plan. It reads the vesting
//! program's accounts, holds no tokens and calls no program but the system program. What counts is in `docs/realms.md`; this
//! file only dispatches.
//!
//! The weight and the maximum are good for one slot: whoever acts in a Realm puts the update into the same transaction.

use anchor_lang::prelude::*;

pub mod account;
pub mod constants;
pub mod errors;
pub mod instructions;
pub mod realms;
pub mod state;
pub mod weight;

use instructions::*;

declare_id!("71ems7cvr6ooBTuPM5WxP8bXr29KcfGaqyQZAXXBeD3L");

#[program]
pub mod voter_weight {
    use super::*;

    /// Decides that one plan counts for one governing mint of a realm. The realm's authority only. Errors: RealmInvalid,
    /// RealmOfAnotherProgram, NotRealmAuthority, NotAGoverningMint, NotAPlan, MinAgeOutOfRange.
    #[instruction(discriminator = [1])]
    pub fn create_registrar(ctx: Context<CreateRegistrar>, args: CreateRegistrarArgs) -> Result<()> {
        instructions::create_registrar(ctx, args)
    }

    /// Ends that, so that another plan can be registered; the rent goes to a recipient of the authority's choice. Nobody has
    /// any weight from then on. The realm's authority only. Errors: RealmInvalid, RealmOfAnotherProgram, NotRealmAuthority.
    #[instruction(discriminator = [2])]
    pub fn close_registrar(ctx: Context<CloseRegistrar>) -> Result<()> {
        instructions::close_registrar(ctx)
    }

    /// Creates the record that the Realm reads somebody's weight from, without any weight. May be called by anybody.
    #[instruction(discriminator = [3])]
    pub fn create_voter_weight_record(ctx: Context<CreateVoterWeightRecord>) -> Result<()> {
        instructions::create_voter_weight_record(ctx)
    }

    /// Sums what the voter's grants have not vested, for one action on one target in this slot. Remaining accounts are grants
    /// in strictly ascending order of their addresses; when a vote is to be cast, each is followed by its vote marker,
    /// writable. The voter only, or their delegate in the Realm. Errors: NotTheVoter, RecordOfAnotherRealm, NotAPlan,
    /// ProposalInvalid, GrantsNotAscending, NotAGrant, GrantOfAnotherPlan, NotYourGrant, GrantTooYoung, GrantHasStopped,
    /// MarkerMissing, MarkerAddressMismatch, GrantAlreadyCounted, ArithmeticOverflow.
    #[instruction(discriminator = [4])]
    pub fn update_voter_weight_record<'info>(
        ctx: Context<'info, UpdateVoterWeightRecord<'info>>,
        args: UpdateVoterWeightRecordArgs,
    ) -> Result<()> {
        instructions::update_voter_weight_record(ctx, args)
    }

    /// Creates the record that the Realm reads the greatest possible weight from. May be called by anybody.
    #[instruction(discriminator = [5])]
    pub fn create_max_voter_weight_record(ctx: Context<CreateMaxVoterWeightRecord>) -> Result<()> {
        instructions::create_max_voter_weight_record(ctx)
    }

    /// Sets the greatest possible weight for this slot. May be called by anybody. Errors: RecordOfAnotherRealm, NotAPlan,
    /// ArithmeticOverflow.
    #[instruction(discriminator = [6])]
    pub fn update_max_voter_weight_record(ctx: Context<UpdateMaxVoterWeightRecord>) -> Result<()> {
        instructions::update_max_voter_weight_record(ctx)
    }

    /// Closes a vote marker whose proposal takes no votes any more and returns its rent to who paid it. May be called by
    /// anybody. Errors: ProposalInvalid, VoteIsRunning.
    #[instruction(discriminator = [7])]
    pub fn close_vote_marker(ctx: Context<CloseVoteMarker>) -> Result<()> {
        instructions::close_vote_marker(ctx)
    }
}
