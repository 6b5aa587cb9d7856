use anchor_lang::prelude::*;

use crate::{access, events::ProposalWithdrawn, state::*};

#[derive(Accounts)]
pub struct WithdrawProposal<'info> {
    /// Who opened it.
    pub proposer: Signer<'info>,
    /// The proposal.
    #[account(mut)]
    pub proposal: AccountLoader<'info, Proposal>,
}

/// See `vesting::withdraw_proposal`.
pub fn withdraw_proposal(ctx: Context<WithdrawProposal>) -> Result<()> {
    let mut proposal = ctx.accounts.proposal.load_mut()?;
    proposal.withdraw(ctx.accounts.proposer.key, access::now()?)?;

    emit!(ProposalWithdrawn { plan: proposal.plan, proposal: ctx.accounts.proposal.key() });
    Ok(())
}
