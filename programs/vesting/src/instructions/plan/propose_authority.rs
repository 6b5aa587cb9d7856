use anchor_lang::prelude::*;

use crate::{access, events::AuthorityProposed, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct ProposeAuthorityArgs {
    /// Who may accept the authority; the zero address calls an offer off.
    pub pending_authority: Pubkey,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct ProposeAuthority<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
}

/// See `vesting::propose_authority`.
pub fn propose_authority(ctx: Context<ProposeAuthority>, args: ProposeAuthorityArgs) -> Result<()> {
    let mut plan = ctx.accounts.plan.load_mut()?;
    access::check_authority(&plan, ctx.accounts.authority.key)?;
    let now = access::check_fresh(args.expires_ts)?;

    plan.offer_authority(args.pending_authority, now);

    emit!(AuthorityProposed {
        plan: ctx.accounts.plan.key(),
        pending_authority: args.pending_authority,
        until_ts: plan.pending_authority_until_ts,
    });
    Ok(())
}
