use anchor_lang::prelude::*;

use crate::{
    access, account,
    constants::{VOTER_SEED, VOTE_SEED},
    ensure,
    errors::{fail, VestingError},
    events::VoteCast,
    state::*,
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct CastVoteArgs {
    /// Yes or no.
    pub approve: bool,
}

#[derive(Accounts)]
pub struct CastVote<'info> {
    /// Holder of the grant or deposit. Pays the rent.
    #[account(mut)]
    pub voter: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The proposal.
    #[account(mut)]
    pub proposal: AccountLoader<'info, Proposal>,
    /// The grant or deposit that votes; a deposit is locked until the vote ends.
    /// CHECK: `VoteSource::read`.
    #[account(mut)]
    pub source: UncheckedAccount<'info>,
    /// The new record, at `["vote", source, the proposal's number]`.
    /// CHECK: compared with the derived address; it is new, so there is nothing else to check.
    #[account(mut)]
    pub vote_record: UncheckedAccount<'info>,
    /// What this wallet has cast so far, at `["voter", proposal, wallet]`; only where the governance caps it.
    /// CHECK: compared with the derived address.
    #[account(mut)]
    pub voter_record: Option<UncheckedAccount<'info>>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> CastVote<'info> {
    fn validate(&self, plan: &Plan, proposal: &Proposal, now: i64) -> Result<VoteSource> {
        let plan_key = self.plan.as_ref().key;
        ensure!(proposal.plan == *plan_key, VestingError::GovernanceOfAnotherPlan);
        proposal.check_voting(now)?;
        let own = proposal.exclude_own_grant == 1 && *self.source.key == proposal.grant;
        ensure!(!own, VestingError::OwnGrantExcluded);
        let source =
            VoteSource::read(&self.source, plan, plan_key, &proposal.governance, proposal.created_ts, now)?;
        source.check(self.voter.key, proposal.aged_before_ts)?;
        source.check_kind(proposal.deposits_vote == 1)?;
        Ok(source)
    }

    /// Creates the record; while it is there the source can't vote again.
    fn record(&'info self, proposal: &Proposal, weight: u64, approve: bool) -> Result<()> {
        let (source, number) = (self.source.key(), proposal.number.to_le_bytes());
        let bump = account::bump_of(self.vote_record.key, [VOTE_SEED, source.as_ref(), &number])
            .ok_or_else(|| fail(VestingError::VoteAddressMismatch))?;
        ensure!(*self.vote_record.owner != crate::ID, VestingError::AlreadyVoted);
        let seeds: [&[u8]; 4] = [VOTE_SEED, source.as_ref(), &number, &[bump]];
        account::create(&self.vote_record, &self.voter, VOTE_RECORD_SIZE, &Rent::get()?, &seeds)?;
        let loader = AccountLoader::<VoteRecord>::try_from_unchecked(&crate::ID, self.vote_record.as_ref())?;
        *loader.load_init()? = VoteRecord {
            proposal: self.proposal.key(),
            source,
            voter: self.voter.key(),
            weight,
            voting_ends_ts: proposal.voting_ends_ts,
            approve: u8::from(approve),
            reserved_bytes: [0; 7],
        };
        loader.exit(&crate::ID)
    }

    /// What of `weight` still counts under the wallet's cap.
    fn under_cap(&'info self, proposal: &Proposal, weight: u64) -> Result<u64> {
        let record = self.voter_record.as_ref().ok_or_else(|| fail(VestingError::VoterRecordMissing))?;
        let (proposal_key, voter) = (self.proposal.key(), self.voter.key());
        let bump = account::bump_of(record.key, [VOTER_SEED, proposal_key.as_ref(), voter.as_ref()])
            .ok_or_else(|| fail(VestingError::VoteAddressMismatch))?;
        let is_new = *record.owner != crate::ID;
        if is_new {
            let seeds: [&[u8]; 4] = [VOTER_SEED, proposal_key.as_ref(), voter.as_ref(), &[bump]];
            account::create(record, &self.voter, VOTER_RECORD_SIZE, &Rent::get()?, &seeds)?;
        }
        let loader = AccountLoader::<VoterRecord>::try_from_unchecked(&crate::ID, record.as_ref())?;
        let mut state = if is_new { loader.load_init()? } else { loader.load_mut()? };
        if state.number != proposal.number {
            // Left from a proposal that had this address before.
            state.weight = 0;
        }
        state.number = proposal.number;
        state.proposal = proposal_key;
        state.voter = voter;
        state.voting_ends_ts = proposal.voting_ends_ts;
        let counted = weight.min(proposal.voter_cap.saturating_sub(state.weight));
        ensure!(counted > 0, VestingError::VoterAtCap);
        state.weight = state.weight.saturating_add(counted);
        drop(state);
        loader.exit(&crate::ID)?;
        Ok(counted)
    }

    /// Keeps a deposit until the vote ends; the holder of a grant has signed.
    fn note(&self, voting_ends_ts: i64) -> Result<()> {
        let mut data = account::data_mut(&self.source)?;
        match Deposit::of(&mut data) {
            Some(deposit) => deposit.lock_until(voting_ends_ts),
            None => Grant::of_plan(&mut data, self.plan.as_ref().key)?.0.note_beneficiary(),
        }
        Ok(())
    }
}

/// See `vesting::cast_vote`.
pub fn cast_vote<'info>(ctx: Context<'info, CastVote<'info>>, args: CastVoteArgs) -> Result<()> {
    let accounts = ctx.accounts;
    let now = access::now()?;
    let mut proposal = accounts.proposal.load_mut()?;
    let VoteSource { mut weight, is_deposit, .. } =
        accounts.validate(&*accounts.plan.load()?, &proposal, now)?;
    if proposal.caps_voters() {
        weight = accounts.under_cap(&proposal, weight)?;
    }
    accounts.record(&proposal, weight, args.approve)?;
    accounts.note(proposal.voting_ends_ts)?;
    proposal.count(weight, args.approve, is_deposit)?;

    emit!(VoteCast {
        plan: proposal.plan,
        proposal: accounts.proposal.key(),
        source: accounts.source.key(),
        voter: accounts.voter.key(),
        approve: args.approve,
        weight,
    });
    Ok(())
}
