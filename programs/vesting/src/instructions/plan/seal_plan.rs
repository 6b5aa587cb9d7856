use anchor_lang::prelude::*;

use crate::{access, ensure, errors::VestingError, events::PlanSealed, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct SealPlanArgs {
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct SealPlan<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
}

/// See `vesting::seal_plan`.
pub fn seal_plan(ctx: Context<SealPlan>, args: SealPlanArgs) -> Result<()> {
    let mut plan = ctx.accounts.plan.load_mut()?;
    access::check_authority(&plan, ctx.accounts.authority.key)?;
    access::check_fresh(args.expires_ts)?;
    ensure!(!plan.is_sealed(), VestingError::PlanIsSealed);

    plan.status = PlanStatus::Sealed as u8;

    emit!(PlanSealed { plan: ctx.accounts.plan.key() });
    Ok(())
}
