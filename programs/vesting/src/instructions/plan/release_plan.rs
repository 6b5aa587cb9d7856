use anchor_lang::prelude::*;

use crate::{access, constants::BPS_ONE, ensure, errors::VestingError, events::PlanReleased, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct ReleasePlanArgs {
    /// Share of everything unvested, 1 to 10,000 bps.
    pub release_bps: u16,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct ReleasePlan<'info> {
    /// The authority or the release authority.
    pub releaser: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
}

/// See `vesting::release_plan`.
pub fn release_plan(ctx: Context<ReleasePlan>, args: ReleasePlanArgs) -> Result<()> {
    let mut plan = ctx.accounts.plan.load_mut()?;
    access::check_releaser(&plan, ctx.accounts.releaser.key)?;
    let now = access::check_fresh(args.expires_ts)?;
    ensure!((1..=BPS_ONE).contains(&args.release_bps), VestingError::BpsOutOfRange);

    let keep = plan.release(args.release_bps, now)?;

    emit!(PlanReleased {
        plan: ctx.accounts.plan.key(),
        released_by: ctx.accounts.releaser.key(),
        release_bps: args.release_bps,
        keep,
    });
    Ok(())
}
