use anchor_lang::prelude::*;

use crate::{access, events::AuthorityAccepted, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct AcceptAuthorityArgs {
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct AcceptAuthority<'info> {
    /// Whom the authority was offered to.
    pub pending_authority: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
}

/// See `vesting::accept_authority`.
pub fn accept_authority(ctx: Context<AcceptAuthority>, args: AcceptAuthorityArgs) -> Result<()> {
    let mut plan = ctx.accounts.plan.load_mut()?;
    let signer = ctx.accounts.pending_authority.key();
    let now = access::check_fresh(args.expires_ts)?;

    let from = plan.accept_authority(signer, now)?;

    emit!(AuthorityAccepted { plan: ctx.accounts.plan.key(), from, to: signer });
    Ok(())
}
