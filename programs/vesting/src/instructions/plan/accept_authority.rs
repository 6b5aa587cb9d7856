use anchor_lang::prelude::*;

use crate::{ensure, errors::VestingError, events::AuthorityAccepted, state::*};

#[derive(Accounts)]
pub struct AcceptAuthority<'info> {
    /// Whom the authority was offered to.
    pub pending_authority: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
}

/// See `vesting::accept_authority`.
pub fn accept_authority(ctx: Context<AcceptAuthority>) -> Result<()> {
    let mut plan = ctx.accounts.plan.load_mut()?;
    let signer = ctx.accounts.pending_authority.key();
    ensure!(plan.pending_authority == signer, VestingError::NotPendingAuthority);

    let from = std::mem::replace(&mut plan.authority, signer);
    plan.pending_authority = Pubkey::default();

    emit!(AuthorityAccepted { plan: ctx.accounts.plan.key(), from, to: signer });
    Ok(())
}
