//! Tenure's vesting program: pays people in tokens over time. The design is in `docs/`; this file only dispatches.
//!
//! Instructions are numbered: one byte selects one, so that ten grants fit a transaction. Numbers are never reused.

use anchor_lang::prelude::*;

pub mod access;
pub mod account;
pub mod constants;

mod entrypoint;
pub mod errors;
pub mod events;
pub mod instructions;
pub mod invoke;
pub mod mint;
pub mod state;
pub mod token;

use instructions::*;

declare_id!("8L5JXmyHUdfHuM86fWbB91hFeFg7UnZYNFdgQR46YrhW");

#[program]
pub mod vesting {
    use super::*;

    /// Pays what is claimable of a grant, all of it, in one transfer; the withheld part stays in the vault for payroll.
    /// May be called by anybody: the beneficiary to any token account of theirs, others only to the beneficiary's associated
    /// token account and only where the beneficiary lets them. Fails in the guardian's pause and in the void window.
    /// Mints with a transfer hook need its accounts as remaining accounts, a
    /// destination that requires memos the memo program. Emits `Claimed`.
    #[instruction(discriminator = [1])]
    pub fn claim<'info>(ctx: Context<'info, Claim<'info>>) -> Result<()> {
        instructions::claim(ctx)
    }

    /// Creates a plan and its vault. May be called by anybody, who becomes its creator, pays the rent and decides roles and
    /// policy. The mint must carry no risk that the policy doesn't accept. Emits `PlanCreated`.
    #[instruction(discriminator = [2])]
    pub fn create_plan<'info>(ctx: Context<'info, CreatePlan<'info>>, args: CreatePlanArgs) -> Result<()> {
        instructions::create_plan(ctx, args)
    }

    /// Moves tokens into the vault. May be called by anybody; a plain transfer to the vault does the same. What arrives after
    /// a transfer fee counts. Emits `PlanFunded`.
    #[instruction(discriminator = [3])]
    pub fn fund_plan<'info>(ctx: Context<'info, FundPlan<'info>>, args: FundPlanArgs) -> Result<()> {
        instructions::fund_plan(ctx, args)
    }

    /// Takes tokens that are owed to nobody out of the vault, to a token account of the authority. Authority only.
    /// Emits `SurplusWithdrawn`.
    #[instruction(discriminator = [4])]
    pub fn withdraw_surplus<'info>(
        ctx: Context<'info, WithdrawSurplus<'info>>,
        args: WithdrawSurplusArgs,
    ) -> Result<()> {
        instructions::withdraw_surplus(ctx, args)
    }

    /// Gives a role to another key: payroll and guardian after 7 days, unless to nobody. Authority only. Emits `RoleSet`.
    #[instruction(discriminator = [5])]
    pub fn set_role(ctx: Context<SetRole>, args: SetRoleArgs) -> Result<()> {
        instructions::set_role(ctx, args)
    }

    /// Offers the authority to another key, which has 30 days to accept it. Authority only. Emits `AuthorityProposed`.
    #[instruction(discriminator = [6])]
    pub fn propose_authority(ctx: Context<ProposeAuthority>, args: ProposeAuthorityArgs) -> Result<()> {
        instructions::propose_authority(ctx, args)
    }

    /// Takes over the authority, and calls off what the old one announced of payroll and guardian. Only who it was offered
    /// to. Emits `AuthorityAccepted`.
    #[instruction(discriminator = [7])]
    pub fn accept_authority(ctx: Context<AcceptAuthority>, args: AcceptAuthorityArgs) -> Result<()> {
        instructions::accept_authority(ctx, args)
    }

    /// Stops all claims of the plan for at most 72 hours; vesting goes on. Guardian only, and not again until 7 days after
    /// the last pause ended. Emits `ClaimsPaused`.
    #[instruction(discriminator = [8])]
    pub fn pause_claims(ctx: Context<PauseClaims>, args: PauseClaimsArgs) -> Result<()> {
        instructions::pause_claims(ctx, args)
    }

    /// Ends a pause of claims early. Guardian or authority. Emits `ClaimsResumed`.
    #[instruction(discriminator = [9])]
    pub fn resume_claims(ctx: Context<ResumeClaims>, args: ResumeClaimsArgs) -> Result<()> {
        instructions::resume_claims(ctx, args)
    }

    /// Releases part of everything that is unvested in the plan, in one transaction however many grants there are; grants
    /// issued later or stopped before gain nothing. At most 16 times, of which 8 are the members' where they vote. Authority or acceleration authority. Emits `PlanAccelerated`.
    #[instruction(discriminator = [10])]
    pub fn accelerate_plan(ctx: Context<AcceleratePlan>, args: AcceleratePlanArgs) -> Result<()> {
        instructions::accelerate_plan(ctx, args)
    }

    /// Moves withheld tokens to a token account of payroll. Payroll only. Emits `WithheldCollected`.
    #[instruction(discriminator = [11])]
    pub fn collect_withheld<'info>(
        ctx: Context<'info, CollectWithheld<'info>>,
        args: CollectWithheldArgs,
    ) -> Result<()> {
        instructions::collect_withheld(ctx, args)
    }

    /// Ends issuing for good; grants go on as before. Authority only. Emits `PlanSealed`.
    #[instruction(discriminator = [12])]
    pub fn seal_plan(ctx: Context<SealPlan>, args: SealPlanArgs) -> Result<()> {
        instructions::seal_plan(ctx, args)
    }

    /// Closes a sealed plan without grants, tombstones and withheld tokens: the surplus goes to a token account of the
    /// authority, the rent to the rent recipient; eight bytes stay, so that the address never lives twice. Authority only.
    /// Emits `PlanClosed`.
    #[instruction(discriminator = [13])]
    pub fn close_plan<'info>(ctx: Context<'info, ClosePlan<'info>>, args: ClosePlanArgs) -> Result<()> {
        instructions::close_plan(ctx, args)
    }

    /// Issues grants of one shape, fully funded: the vault must cover them beside everything owed. Remaining accounts are the
    /// new grants in the order of the entries. Operator, within its cap, or authority; all or nothing.
    /// Emits `GrantIssued` for each.
    #[instruction(discriminator = [14])]
    pub fn issue_grants<'info>(ctx: Context<'info, IssueGrants<'info>>, args: IssueGrantsArgs) -> Result<()> {
        instructions::issue_grants(ctx, args)
    }

    /// Takes a grant back in its void window, in which it pays nothing. Authority only. Leaves a tombstone.
    /// Emits `GrantVoided`.
    #[instruction(discriminator = [15])]
    pub fn void_grant(ctx: Context<VoidGrant>, args: VoidGrantArgs) -> Result<()> {
        instructions::void_grant(ctx, args)
    }

    /// Switches claims by others on or off; they begin on, and off where members vote. Beneficiary only. Emits `AutoClaimSet`.
    #[instruction(discriminator = [16])]
    pub fn set_auto_claim(ctx: Context<SetAutoClaim>, args: SetAutoClaimArgs) -> Result<()> {
        instructions::set_auto_claim(ctx, args)
    }

    /// Sets what is withheld of a grant's later claims, at most the plan's maximum; more after 7 days' notice. Payroll only. Emits `WithholdingSet`.
    #[instruction(discriminator = [17])]
    pub fn set_withholding(ctx: Context<SetWithholding>, args: SetWithholdingArgs) -> Result<()> {
        instructions::set_withholding(ctx, args)
    }

    /// Releases part of what is unvested in one grant. Authority or acceleration authority; not once the grant has stopped.
    /// Emits `GrantAccelerated`.
    #[instruction(discriminator = [18])]
    pub fn accelerate_grant(ctx: Context<AccelerateGrant>, args: AccelerateGrantArgs) -> Result<()> {
        instructions::accelerate_grant(ctx, args)
    }

    /// Announces a termination, which takes effect after the plan's notice. A running pause ends, and a good leaver gets the
    /// plan's share of the unvested at once. Authority only, and only where the plan is cancellable. Emits `GrantTerminated`.
    #[instruction(discriminator = [19])]
    pub fn terminate_grant(ctx: Context<TerminateGrant>, args: TerminateGrantArgs) -> Result<()> {
        instructions::terminate_grant(ctx, args)
    }

    /// Takes an announced termination back before it takes effect, unless it was voted. Authority only. Emits `TerminationWithdrawn`.
    #[instruction(discriminator = [20])]
    pub fn withdraw_termination(
        ctx: Context<WithdrawTermination>,
        args: WithdrawTerminationArgs,
    ) -> Result<()> {
        instructions::withdraw_termination(ctx, args)
    }

    /// Returns what had not vested when a termination took effect to the plan's surplus; not in the void window. May be
    /// called by anybody.
    /// Emits `TerminationSettled`.
    #[instruction(discriminator = [21])]
    pub fn settle_termination(ctx: Context<SettleTermination>) -> Result<()> {
        instructions::settle_termination(ctx)
    }

    /// Stops the curve of a grant for a stated time; what vested stays claimable. Authority, together with the beneficiary or
    /// within the plan's limit for pauses without. Emits `GrantPaused`.
    #[instruction(discriminator = [22])]
    pub fn pause_grant(ctx: Context<PauseGrant>, args: PauseGrantArgs) -> Result<()> {
        instructions::pause_grant(ctx, args)
    }

    /// Ends a pause, or books one that has run out. Authority only. Emits `GrantResumed`.
    #[instruction(discriminator = [23])]
    pub fn resume_grant(ctx: Context<ResumeGrant>, args: ResumeGrantArgs) -> Result<()> {
        instructions::resume_grant(ctx, args)
    }

    /// Proposes to hand a grant to another wallet. Beneficiary, where the plan allows it; or authority and guardian together
    /// (recovery), where it allows that, who have to wait as long as it says unless the beneficiary accepts, and whom any act
    /// that the beneficiary signs ends. Emits `TransferProposed`.
    #[instruction(discriminator = [24])]
    pub fn propose_transfer<'info>(
        ctx: Context<'info, ProposeTransfer<'info>>,
        args: ProposeTransferArgs,
    ) -> Result<()> {
        instructions::propose_transfer(ctx, args)
    }

    /// Completes a transfer to the wallet that the signer names. The other side at any time; anybody once it is ready.
    /// Emits `GrantTransferred`.
    #[instruction(discriminator = [25])]
    pub fn accept_transfer(ctx: Context<AcceptTransfer>, args: AcceptTransferArgs) -> Result<()> {
        instructions::accept_transfer(ctx, args)
    }

    /// Ends a proposed transfer: the beneficiary vetoes, the proposer takes back, the authority refuses.
    /// Emits `TransferRejected`.
    #[instruction(discriminator = [26])]
    pub fn reject_transfer<'info>(ctx: Context<'info, RejectTransfer<'info>>) -> Result<()> {
        instructions::reject_transfer(ctx)
    }

    /// Closes a grant that can never pay again and returns its rent; a tombstone keeps its id while the plan issues.
    /// Beneficiary, operator or authority; the beneficiary alone while a vote may run that began before its termination.
    /// Emits `GrantClosed`.
    #[instruction(discriminator = [27])]
    pub fn close_grant(ctx: Context<CloseGrant>) -> Result<()> {
        instructions::close_grant(ctx)
    }

    /// Removes a closed grant's tombstone from a sealed plan and returns its rent. May be called by anybody.
    /// Emits `TombstoneSwept`.
    #[instruction(discriminator = [28])]
    pub fn sweep_tombstone(ctx: Context<SweepTombstone>) -> Result<()> {
        instructions::sweep_tombstone(ctx)
    }

    /// Names the attestors of a plan's metrics, for the first time. Authority only. Emits `OracleSetChanged`.
    #[instruction(discriminator = [29])]
    pub fn create_oracle_set<'info>(
        ctx: Context<'info, CreateOracleSet<'info>>,
        args: CreateOracleSetArgs,
    ) -> Result<()> {
        instructions::create_oracle_set(ctx, args)
    }

    /// Announces other attestors, or calls an announced change off by naming those that there are. Authority only, and not
    /// where a vote chose them as long as anything is owed; can be applied after 14 days, for 3 days. Emits `OracleSetProposed`.
    #[instruction(discriminator = [30])]
    pub fn propose_oracle_set(ctx: Context<ProposeOracleSet>, args: ProposeOracleSetArgs) -> Result<()> {
        instructions::propose_oracle_set(ctx, args)
    }

    /// The announced change of attestors takes effect; what was attested before goes on counting, a seat once, and a metric
    /// whose result is there is decided by the attestors of that moment. May be called by anybody. Emits `OracleSetChanged`.
    #[instruction(discriminator = [31])]
    pub fn apply_oracle_set(ctx: Context<ApplyOracleSet>) -> Result<()> {
        instructions::apply_oracle_set(ctx)
    }

    /// Closes the oracle set of a sealed plan without metrics and returns its rent. May be called by anybody.
    /// Emits `OracleSetClosed`.
    #[instruction(discriminator = [32])]
    pub fn close_oracle_set(ctx: Context<CloseOracleSet>) -> Result<()> {
        instructions::close_oracle_set(ctx)
    }

    /// Defines a metric, for good. Authority only. Emits `MetricCreated`.
    #[instruction(discriminator = [33])]
    pub fn create_metric<'info>(
        ctx: Context<'info, CreateMetric<'info>>,
        args: CreateMetricArgs,
    ) -> Result<()> {
        instructions::create_metric(ctx, args)
    }

    /// Reports what a metric is. Attestors of the oracle set only. When enough fresh reports of distinct attestors are in,
    /// their median can be challenged, and then becomes final. Emits `MetricAttested` and, when the value to be challenged
    /// changed, `MetricChallenged`.
    #[instruction(discriminator = [34])]
    pub fn attest_metric(ctx: Context<AttestMetric>, args: AttestMetricArgs) -> Result<()> {
        instructions::attest_metric(ctx, args)
    }

    /// Takes a value in its challenge window back; it must be attested anew, by more than half of all seats. The guardian
    /// and each attestor may once a metric. Emits `MetricDisputed`.
    #[instruction(discriminator = [35])]
    pub fn dispute_metric(ctx: Context<DisputeMetric>, args: DisputeMetricArgs) -> Result<()> {
        instructions::dispute_metric(ctx, args)
    }

    /// Makes a value final whose challenge window has passed. May be called by anybody. Emits `MetricFinalized`.
    #[instruction(discriminator = [36])]
    pub fn finalize_metric(ctx: Context<FinalizeMetric>) -> Result<()> {
        instructions::finalize_metric(ctx)
    }

    /// Closes a metric of a sealed plan on which no milestone hangs and returns its rent. May be called by anybody.
    /// Emits `MetricClosed`.
    #[instruction(discriminator = [37])]
    pub fn close_metric(ctx: Context<CloseMetric>) -> Result<()> {
        instructions::close_metric(ctx)
    }

    /// Adds a milestone to a grant, fully funded at its maximum, on a metric that has no result yet. Operator, within its
    /// cap, or authority. Emits `MilestoneIssued`.
    #[instruction(discriminator = [38])]
    pub fn issue_milestone(ctx: Context<IssueMilestone>, args: IssueMilestoneArgs) -> Result<()> {
        instructions::issue_milestone(ctx, args)
    }

    /// Takes a milestone back in its void window, in which it pays nothing. Authority only. Emits `MilestoneVoided`.
    #[instruction(discriminator = [39])]
    pub fn void_milestone(ctx: Context<VoidMilestone>, args: VoidMilestoneArgs) -> Result<()> {
        instructions::void_milestone(ctx, args)
    }

    /// Decides a milestone, once: by its final metric, or because its deadline or its grant ended without a result; what it
    /// will not pay returns to the plan's surplus. One that vests by a schedule is settled again when its grant has stopped.
    /// May be called by anybody. Emits `MilestoneSettled`.
    #[instruction(discriminator = [40])]
    pub fn settle_milestone(ctx: Context<SettleMilestone>) -> Result<()> {
        instructions::settle_milestone(ctx)
    }

    /// Pays what is claimable of a milestone, by the same rules as `claim`. Emits `MilestoneClaimed`.
    #[instruction(discriminator = [41])]
    pub fn claim_milestone<'info>(ctx: Context<'info, ClaimMilestone<'info>>) -> Result<()> {
        instructions::claim_milestone(ctx)
    }

    /// Closes a milestone that can never pay again and returns its rent; its grant then takes no further milestones.
    /// Beneficiary, operator or authority. Emits `MilestoneClosed`.
    #[instruction(discriminator = [42])]
    pub fn close_milestone(ctx: Context<CloseMilestone>) -> Result<()> {
        instructions::close_milestone(ctx)
    }

    /// Gives a plan a governance, whose rules never change, before its first grant is issued. Authority only. Emits `GovernanceCreated`.
    #[instruction(discriminator = [43])]
    pub fn create_governance<'info>(
        ctx: Context<'info, CreateGovernance<'info>>,
        args: CreateGovernanceArgs,
    ) -> Result<()> {
        instructions::create_governance(ctx, args)
    }

    /// Deposits tokens for voting, unless the plan is sealed and has no grants. May be called by anybody for themselves. Emits `VotesDeposited`.
    #[instruction(discriminator = [44])]
    pub fn deposit_votes<'info>(
        ctx: Context<'info, DepositVotes<'info>>,
        args: DepositVotesArgs,
    ) -> Result<()> {
        instructions::deposit_votes(ctx, args)
    }

    /// Takes a deposit back, once every vote that it was cast in has ended. Its owner; anybody in a sealed plan without grants. Emits `VotesWithdrawn`.
    #[instruction(discriminator = [45])]
    pub fn withdraw_votes<'info>(ctx: Context<'info, WithdrawVotes<'info>>) -> Result<()> {
        instructions::withdraw_votes(ctx)
    }

    /// Opens a proposal and fixes who may vote on it and what it needs. Holders of a grant, or of a deposit where deposits
    /// vote, that reaches the governance's threshold, where what can vote is a thousandth of all that is owed. Emits
    /// `ProposalOpened`.
    #[instruction(discriminator = [46])]
    pub fn open_proposal<'info>(
        ctx: Context<'info, OpenProposal<'info>>,
        args: OpenProposalArgs,
    ) -> Result<()> {
        instructions::open_proposal(ctx, args)
    }

    /// Casts the vote of one grant, or of one deposit on early release where the governance says so, once. Its holder only, and
    /// only if it is old enough. Emits `VoteCast`.
    #[instruction(discriminator = [47])]
    pub fn cast_vote<'info>(ctx: Context<'info, CastVote<'info>>, args: CastVoteArgs) -> Result<()> {
        instructions::cast_vote(ctx, args)
    }

    /// Takes a proposal back while it is voted on. Who opened it only. Emits `ProposalWithdrawn`.
    #[instruction(discriminator = [48])]
    pub fn withdraw_proposal(ctx: Context<WithdrawProposal>) -> Result<()> {
        instructions::withdraw_proposal(ctx)
    }

    /// Carries out a proposal that has passed, once, between its delay and its expiry; on cap or oracles not after a newer one.
    /// May be called by anybody.
    /// Emits `ProposalExecuted` and what it did.
    #[instruction(discriminator = [49])]
    pub fn execute_proposal(ctx: Context<ExecuteProposal>) -> Result<()> {
        instructions::execute_proposal(ctx)
    }

    /// Closes a proposal of which nothing can come any more and returns its rent to who opened it. May be called by anybody.
    #[instruction(discriminator = [50])]
    pub fn close_proposal(ctx: Context<CloseProposal>) -> Result<()> {
        instructions::close_proposal(ctx)
    }

    /// Closes the record of a vote that has ended and returns its rent to the voter. May be called by anybody.
    #[instruction(discriminator = [51])]
    pub fn close_vote_record(ctx: Context<CloseVoteRecord>) -> Result<()> {
        instructions::close_vote_record(ctx)
    }

    /// Closes the record of one wallet's votes that have ended and returns its rent. May be called by anybody.
    #[instruction(discriminator = [53])]
    pub fn close_voter_record(ctx: Context<CloseVoterRecord>) -> Result<()> {
        instructions::close_voter_record(ctx)
    }

    /// Closes the governance of a sealed plan without grants and deposits and returns its rent. May be called by anybody.
    /// Emits `GovernanceClosed`.
    #[instruction(discriminator = [52])]
    pub fn close_governance<'info>(ctx: Context<'info, CloseGovernance<'info>>) -> Result<()> {
        instructions::close_governance(ctx)
    }
}
