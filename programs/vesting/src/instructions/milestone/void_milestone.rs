use anchor_lang::prelude::*;

use crate::{access, events::MilestoneVoided, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct VoidMilestoneArgs {
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct VoidMilestone<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The milestone.
    #[account(mut)]
    pub milestone: AccountLoader<'info, Milestone>,
}

/// See `vesting::void_milestone`.
pub fn void_milestone(ctx: Context<VoidMilestone>, args: VoidMilestoneArgs) -> Result<()> {
    let plan_key = ctx.accounts.plan.key();
    let mut plan = ctx.accounts.plan.load_mut()?;
    let mut milestone = ctx.accounts.milestone.load_mut()?;
    milestone.check_plan(&plan_key)?;
    access::check_authority(&plan, ctx.accounts.authority.key)?;
    let now = access::check_fresh(args.expires_ts)?;

    let returned = milestone.void(&plan, now)?;
    plan.unallocate(returned)?;
    plan.unreserve_milestone(returned)?;

    emit!(MilestoneVoided {
        plan: plan_key,
        grant: milestone.grant,
        milestone: ctx.accounts.milestone.key(),
        returned,
    });
    Ok(())
}
