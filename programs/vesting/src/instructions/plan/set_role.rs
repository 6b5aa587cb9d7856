use anchor_lang::prelude::*;

use crate::{access, events::RoleSet, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct SetRoleArgs {
    /// Which role.
    pub role: Role,
    /// Who is to hold the role; the zero address for nobody. Payroll and guardian change after `ROLE_NOTICE_SECS`, but are
    /// taken away at once, and naming who holds the role calls an announced change off.
    pub holder: Pubkey,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct SetRole<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
}

/// See `vesting::set_role`.
pub fn set_role(ctx: Context<SetRole>, args: SetRoleArgs) -> Result<()> {
    let mut plan = ctx.accounts.plan.load_mut()?;
    access::check_authority(&plan, ctx.accounts.authority.key)?;
    let now = access::check_fresh(args.expires_ts)?;

    let (from, effective_ts) = plan.set_role(args.role, args.holder, now);

    emit!(RoleSet { plan: ctx.accounts.plan.key(), role: args.role, from, to: args.holder, effective_ts });
    Ok(())
}
