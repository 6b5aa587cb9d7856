use anchor_lang::prelude::*;

use crate::{
    access, account, constants::BPS_ONE, ensure, errors::VestingError, events::GrantAccelerated, state::*,
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct AccelerateGrantArgs {
    /// Share of what is unvested, 1 to 10,000 bps.
    pub acceleration_bps: u16,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct AccelerateGrant<'info> {
    /// The authority or the acceleration authority.
    pub accelerator: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
}

/// See `vesting::accelerate_grant`.
pub fn accelerate_grant(ctx: Context<AccelerateGrant>, args: AccelerateGrantArgs) -> Result<()> {
    let plan = ctx.accounts.plan.load()?;
    let mut data = account::data_mut(ctx.accounts.grant.as_ref())?;
    let (grant, _) = Grant::of_plan(&mut data, ctx.accounts.plan.as_ref().key)?;
    access::check_accelerator(&plan, ctx.accounts.accelerator.key)?;
    let now = access::check_fresh(args.expires_ts)?;
    ensure!((1..=BPS_ONE).contains(&args.acceleration_bps), VestingError::BpsOutOfRange);

    grant.accelerate(args.acceleration_bps, now)?;

    emit!(GrantAccelerated {
        plan: grant.plan,
        grant: ctx.accounts.grant.key(),
        accelerated_by: ctx.accounts.accelerator.key(),
        acceleration_bps: args.acceleration_bps,
    });
    Ok(())
}
