use anchor_lang::prelude::*;

use crate::{access, account, ensure, errors::VestingError, state::*};

#[derive(Accounts)]
pub struct CloseVoterRecord<'info> {
    /// The record of what one wallet's votes count together.
    #[account(mut)]
    pub voter_record: AccountLoader<'info, VoterRecord>,
    /// Gets the rent back.
    /// CHECK: compared with `voter_record.voter`.
    #[account(mut)]
    pub voter: UncheckedAccount<'info>,
}

/// See `vesting::close_voter_record`.
pub fn close_voter_record(ctx: Context<CloseVoterRecord>) -> Result<()> {
    let accounts = ctx.accounts;
    let votes = *accounts.voter_record.load()?;
    ensure!(votes.voter == accounts.voter.key(), VestingError::WrongRentRecipient);
    check_vote_ended(votes.voting_ends_ts, access::now()?)?;
    account::close(accounts.voter_record.as_ref(), &accounts.voter)
}
