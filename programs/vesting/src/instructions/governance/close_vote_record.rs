use anchor_lang::prelude::*;

use crate::{access, account, ensure, errors::VestingError, state::*};

#[derive(Accounts)]
pub struct CloseVoteRecord<'info> {
    /// The vote record.
    #[account(mut)]
    pub vote_record: AccountLoader<'info, VoteRecord>,
    /// Gets the rent back.
    /// CHECK: compared with `vote_record.voter`.
    #[account(mut)]
    pub voter: UncheckedAccount<'info>,
}

/// See `vesting::close_vote_record`.
pub fn close_vote_record(ctx: Context<CloseVoteRecord>) -> Result<()> {
    let accounts = ctx.accounts;
    let vote = *accounts.vote_record.load()?;
    ensure!(vote.voter == accounts.voter.key(), VestingError::WrongRentRecipient);
    check_vote_ended(vote.voting_ends_ts, access::now()?)?;
    account::close(accounts.vote_record.as_ref(), &accounts.voter)
}
