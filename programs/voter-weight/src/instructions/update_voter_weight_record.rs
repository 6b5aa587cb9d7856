use anchor_lang::prelude::*;

use crate::{
    errors::VoterWeightError,
    realms::{is_delegate, Membership, Proposal},
    state::*,
    weight::{read_plan, Electorate, Moment},
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct UpdateVoterWeightRecordArgs {
    /// What the weight is to be good for.
    pub action: VoterWeightAction,
}

#[derive(Accounts)]
pub struct UpdateVoterWeightRecord<'info> {
    /// The voter or their delegate. Pays the rent of vote markers.
    #[account(mut)]
    pub signer: Signer<'info>,
    /// The registrar.
    pub registrar: Account<'info, Registrar>,
    /// Its plan.
    /// CHECK: `Registrar::check_plan` and `read_plan`.
    pub plan: UncheckedAccount<'info>,
    /// The voter's record.
    #[account(mut)]
    pub voter_weight_record: Account<'info, VoterWeightRecord>,
    /// What the weight is to be good for: a proposal, governance or realm, by the action.
    /// CHECK: SPL Governance compares it; a proposal that is voted on is read by `Proposal::read`.
    pub target: UncheckedAccount<'info>,
    /// The voter's membership in the realm; only where their delegate signs.
    /// CHECK: `is_delegate`.
    pub token_owner_record: Option<UncheckedAccount<'info>>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> UpdateVoterWeightRecord<'info> {
    fn validate(&self) -> Result<()> {
        let (registrar, record) = (&self.registrar, &self.voter_weight_record);
        registrar.check_record(&record.realm, &record.governing_token_mint)?;
        registrar.check_plan(self.plan.key)?;
        let voter = &record.governing_token_owner;
        let membership = Membership {
            program: &registrar.governance_program,
            realm: &registrar.realm,
            mint: &registrar.governing_token_mint,
            voter,
        };
        let delegated = |info: &UncheckedAccount| is_delegate(info.as_ref(), &membership, self.signer.key);
        let allowed = self.signer.key == voter || self.token_owner_record.as_ref().is_some_and(delegated);
        require!(allowed, VoterWeightError::NotTheVoter);
        Ok(())
    }

    /// Grants that vote must be older than the proposal; for anything else they must be old now.
    fn moment(&self, action: VoterWeightAction, now: i64) -> Result<Moment> {
        let since_ts = match action {
            VoterWeightAction::CastVote => {
                Proposal::read(&self.target, &self.registrar.governance_program)?.draft_at
            }
            _ => now,
        };
        Ok(Moment { now, since_ts })
    }

    /// Keeps a grant from voting again on this proposal for somebody else.
    fn mark(&self, grant: &Pubkey, marker: Option<&AccountInfo<'info>>) -> Result<()> {
        let marker = marker.ok_or(VoterWeightError::MarkerMissing)?;
        let marked = VoteMarker {
            governance_program: self.registrar.governance_program,
            registrar: self.registrar.key(),
            proposal: self.target.key(),
            grant: *grant,
            voter: self.voter_weight_record.governing_token_owner,
            payer: self.signer.key(),
        };
        marked.set(marker, &self.signer)
    }

    /// What the grants weigh together; each once, and marked when it votes.
    fn sum(&self, accounts: &[AccountInfo<'info>], action: VoterWeightAction, now: i64) -> Result<u64> {
        let mut data = self.plan.try_borrow_mut_data()?;
        let plan = read_plan(self.plan.owner, &mut data)?;
        let electorate = Electorate::new(&self.registrar, plan)?;
        let moment = self.moment(action, now)?;
        let voter = &self.voter_weight_record.governing_token_owner;
        let mut weight = 0u64;
        let mut before = Pubkey::default();
        let mut rest = accounts.iter();
        while let Some(grant) = rest.next() {
            require!(*grant.key > before, VoterWeightError::GrantsNotAscending);
            before = *grant.key;
            let own = electorate.weight_of(grant, voter, &moment)?;
            weight = weight.checked_add(own).ok_or(VoterWeightError::ArithmeticOverflow)?;
            if action == VoterWeightAction::CastVote {
                self.mark(grant.key, rest.next())?;
            }
        }
        Ok(weight)
    }
}

/// See `voter_weight::update_voter_weight_record`.
pub fn update_voter_weight_record<'info>(
    ctx: Context<'info, UpdateVoterWeightRecord<'info>>,
    args: UpdateVoterWeightRecordArgs,
) -> Result<()> {
    let accounts = ctx.accounts;
    accounts.validate()?;
    let clock = Clock::get()?;
    let weight = accounts.sum(ctx.remaining_accounts, args.action, clock.unix_timestamp)?;
    let target = accounts.target.key();
    let record = &mut accounts.voter_weight_record;
    record.voter_weight = weight;
    record.voter_weight_expiry = Some(clock.slot);
    record.weight_action = Some(args.action);
    record.weight_action_target = Some(target);
    Ok(())
}
