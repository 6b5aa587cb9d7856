use anchor_lang::prelude::*;

use crate::{
    account,
    constants::PROPOSAL_SEED,
    ensure,
    errors::{fail, VestingError},
    events::ProposalOpened,
    state::*,
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct OpenProposalArgs {
    /// The proposer's own number for it, not in use.
    pub proposal_id: u64,
    /// What is to be done.
    pub action: ProposalAction,
    /// Why.
    pub reason: ProposalReason,
    /// SHA-256 of the document that gives the reasons.
    pub document_sha256: [u8; 32],
    /// Where that document is: 1 to 128 printable ASCII characters.
    pub document_uri: String,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
#[instruction(args: OpenProposalArgs)]
pub struct OpenProposal<'info> {
    /// Holder of the source. Pays the rent.
    #[account(mut)]
    pub proposer: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The plan's governance.
    #[account(mut)]
    pub governance: AccountLoader<'info, Governance>,
    /// A grant of the proposer that reaches the threshold, or a deposit where deposits have a vote on it.
    /// CHECK: `VoteSource::read`.
    #[account(mut)]
    pub source: UncheckedAccount<'info>,
    /// The grant that it is about, where it is about one.
    pub grant: Option<AccountLoader<'info, Grant>>,
    /// The new proposal.
    /// CHECK: its seeds; it is new, so there is nothing else to check.
    #[account(
        mut,
        seeds = [PROPOSAL_SEED, governance.key().as_ref(), proposer.key().as_ref(), &args.proposal_id.to_le_bytes()],
        bump,
    )]
    pub proposal: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl OpenProposal<'_> {
    fn validate(&self, plan: &Plan, governance: &Governance, args: &OpenProposalArgs) -> Result<i64> {
        let plan_key = self.plan.key();
        governance.check_plan(&plan_key)?;
        let now = crate::access::check_fresh(args.expires_ts)?;
        ensure!(*self.proposal.owner != crate::ID, VestingError::ProposalAlreadyExists);
        let source = VoteSource::read(&self.source, plan, &plan_key, self.governance.as_ref().key, now, now)?;
        source.check(self.proposer.key, governance.aged_before(now))?;
        source.check_kind(governance.deposit_actions & args.action.bit() != 0)?;
        ensure!(source.weight >= governance.proposal_threshold, VestingError::BelowThreshold);
        check_uri(&args.document_uri)?;
        args.action.validate(governance, plan)?;
        if !source.is_deposit {
            let mut data = account::data_mut(&self.source)?;
            Grant::of_plan(&mut data, &plan_key)?.0.note_beneficiary();
        }
        Ok(now)
    }

    /// Fails where the grant that it is about can't be reached by it: what is possible now stays so until it can be executed.
    /// A grant under notice is reached: else the authority, which can withdraw a termination and announce it anew, could keep
    /// any grant from being voted on.
    fn check_target(&self, plan: &Plan, action: &ProposalAction, executable_ts: i64, now: i64) -> Result<()> {
        let Some(account) = &self.grant else { return Ok(()) };
        let mut data = account::data_mut(account.as_ref())?;
        let (grant, _) = Grant::of_plan(&mut data, self.plan.as_ref().key)?;
        ensure!(!grant.in_void_window(plan, now), VestingError::VoidWindowIsRunning);
        if let ProposalAction::TerminateGrant { .. } = action {
            ensure!(grant.flags & FLAG_ENDED_BY_VOTE == 0, VestingError::GrantAlreadyTerminated);
        }
        ensure!(grant.stop_ts().is_none_or(|stop_ts| stop_ts > executable_ts), VestingError::GrantHasStopped);
        Ok(())
    }

    /// What the grant weighs that the proposal is about, where it has no vote: it is not eligible then.
    fn excluded(
        &self,
        plan: &Plan,
        governance: &Governance,
        action: &ProposalAction,
        now: i64,
    ) -> Result<u64> {
        let about = action.grant();
        ensure!(about == self.grant.as_ref().map(|grant| grant.key()), VestingError::WrongProposalTarget);
        let Some(grant) = &self.grant else { return Ok(0) };
        let read = VoteSource::read(
            grant.as_ref(),
            plan,
            self.plan.as_ref().key,
            self.governance.as_ref().key,
            now,
            now,
        )?;
        let has_no_vote = governance.exclude_own_grant == 1 && read.since_ts <= governance.aged_before(now);
        Ok(if has_no_vote { read.weight } else { 0 })
    }
}

/// See `vesting::open_proposal`.
pub fn open_proposal<'info>(ctx: Context<'info, OpenProposal<'info>>, args: OpenProposalArgs) -> Result<()> {
    let accounts = ctx.accounts;
    let governance_key = accounts.governance.key();
    let plan = accounts.plan.load()?;
    let mut governance = accounts.governance.load_mut()?;
    let now = accounts.validate(&plan, &governance, &args)?;
    let excluded = accounts.excluded(&plan, &governance, &args.action, now)?;
    let eligible = governance.eligible(&plan, now)?.saturating_sub(excluded);
    let number = governance.next_proposal;
    governance.next_proposal = number.checked_add(1).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;

    let size = PROPOSAL_SIZE.saturating_add(args.action.tail());
    let id = args.proposal_id.to_le_bytes();
    let proposer = accounts.proposer.key();
    let seeds: [&[u8]; 5] =
        [PROPOSAL_SEED, governance_key.as_ref(), proposer.as_ref(), &id, &[ctx.bumps.proposal]];
    account::create(&accounts.proposal, &accounts.proposer, size, &Rent::get()?, &seeds)?;
    let loader = AccountLoader::<Proposal>::try_from_unchecked(&crate::ID, accounts.proposal.as_ref())?;
    let mut proposal = loader.load_init()?;
    proposal.governance = governance_key;
    proposal.plan = accounts.plan.key();
    proposal.proposer = proposer;
    proposal.proposal_id = args.proposal_id;
    proposal.number = number;
    proposal.reason = args.reason as u8;
    proposal.document_sha256 = args.document_sha256;
    write_uri(&args.document_uri, &mut proposal.document_uri);
    proposal.set_action(&args.action);
    proposal.open(&governance, eligible, now)?;
    accounts.check_target(&plan, &args.action, proposal.executable_ts, now)?;
    let event = ProposalOpened {
        plan: proposal.plan,
        proposal: accounts.proposal.key(),
        number,
        proposal_id: args.proposal_id,
        proposer: proposal.proposer,
        action: proposal.action,
        grant: proposal.grant,
        reason: args.reason,
        document_sha256: args.document_sha256,
        eligible: proposal.eligible,
        quorum: proposal.quorum,
        voting_ends_ts: proposal.voting_ends_ts,
    };
    drop(proposal);
    loader.exit(&crate::ID)?;
    if let ProposalAction::ReplaceOracles { oracles } = &args.action {
        Proposal::write_seats(&accounts.proposal, &oracles.seats()?)?;
    }

    emit!(event);
    Ok(())
}
