use anchor_lang::prelude::*;

use crate::{realms::Proposal, state::*};

#[derive(Accounts)]
pub struct CloseVoteMarker<'info> {
    /// The proposal.
    /// CHECK: the marker's; `Proposal::read`.
    #[account(address = vote_marker.proposal)]
    pub proposal: UncheckedAccount<'info>,
    /// The marker.
    #[account(mut, close = payer)]
    pub vote_marker: Account<'info, VoteMarker>,
    /// Who paid its rent.
    /// CHECK: the marker's.
    #[account(mut, address = vote_marker.payer)]
    pub payer: UncheckedAccount<'info>,
}

/// See `voter_weight::close_vote_marker`.
pub fn close_vote_marker(ctx: Context<CloseVoteMarker>) -> Result<()> {
    let CloseVoteMarker { proposal, vote_marker, .. } = ctx.accounts;
    Proposal::read(proposal, &vote_marker.governance_program)?.check_over()
}
