use anchor_lang::prelude::*;

use crate::{access, account, ensure, errors::VestingError, state::*};

#[derive(Accounts)]
pub struct CloseProposal<'info> {
    /// The proposal.
    #[account(mut)]
    pub proposal: AccountLoader<'info, Proposal>,
    /// Gets the rent back.
    /// CHECK: compared with `proposal.proposer`.
    #[account(mut)]
    pub proposer: UncheckedAccount<'info>,
}

/// See `vesting::close_proposal`.
pub fn close_proposal(ctx: Context<CloseProposal>) -> Result<()> {
    let accounts = ctx.accounts;
    {
        let proposal = accounts.proposal.load()?;
        ensure!(proposal.proposer == accounts.proposer.key(), VestingError::WrongRentRecipient);
        ensure!(proposal.is_over(access::now()?), VestingError::ProposalIsLive);
    }
    account::close(accounts.proposal.as_ref(), &accounts.proposer)
}
