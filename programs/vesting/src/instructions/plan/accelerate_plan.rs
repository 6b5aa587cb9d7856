use anchor_lang::prelude::*;

use crate::{access, constants::BPS_ONE, ensure, errors::VestingError, events::PlanAccelerated, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct AcceleratePlanArgs {
    /// Share of everything unvested, 1 to 10,000 bps.
    pub acceleration_bps: u16,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct AcceleratePlan<'info> {
    /// The authority or the acceleration authority.
    pub accelerator: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
}

/// See `vesting::accelerate_plan`.
pub fn accelerate_plan(ctx: Context<AcceleratePlan>, args: AcceleratePlanArgs) -> Result<()> {
    let mut plan = ctx.accounts.plan.load_mut()?;
    access::check_accelerator(&plan, ctx.accounts.accelerator.key)?;
    let now = access::check_fresh(args.expires_ts)?;
    ensure!((1..=BPS_ONE).contains(&args.acceleration_bps), VestingError::BpsOutOfRange);

    let retained = plan.accelerate_by_role(args.acceleration_bps, now)?;

    emit!(PlanAccelerated {
        plan: ctx.accounts.plan.key(),
        accelerated_by: ctx.accounts.accelerator.key(),
        acceleration_bps: args.acceleration_bps,
        retained,
    });
    Ok(())
}
