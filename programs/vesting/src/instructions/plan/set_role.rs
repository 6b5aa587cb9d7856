use anchor_lang::prelude::*;

use crate::{access, events::RoleSet, state::*};

/// A role that the authority hands out. (The authority itself changes hands in two steps.)
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Issues grants, within its cap.
    Operator,
    /// Sets and collects withholding.
    Payroll,
    /// May pause claims for a bounded time.
    Guardian,
    /// May release early.
    AccelerationAuthority,
}

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct SetRoleArgs {
    /// Which role.
    pub role: Role,
    /// Who holds the role from now on; the zero address for nobody.
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
    access::check_fresh(args.expires_ts)?;

    let holder = match args.role {
        Role::Operator => &mut plan.operator,
        Role::Payroll => &mut plan.payroll,
        Role::Guardian => &mut plan.guardian,
        Role::AccelerationAuthority => &mut plan.acceleration_authority,
    };
    let from = std::mem::replace(holder, args.holder);

    emit!(RoleSet { plan: ctx.accounts.plan.key(), role: args.role, from, to: args.holder });
    Ok(())
}
