use anchor_lang::prelude::*;

use crate::{access, account, events::TerminationSettled, state::*};

#[derive(Accounts)]
pub struct SettleTermination<'info> {
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
}

/// See `vesting::settle_termination`.
pub fn settle_termination(ctx: Context<SettleTermination>) -> Result<()> {
    let mut plan = ctx.accounts.plan.load_mut()?;
    let mut data = account::data_mut(ctx.accounts.grant.as_ref())?;
    let (grant, segments) = Grant::of_plan(&mut data, ctx.accounts.plan.as_ref().key)?;
    let now = access::now()?;

    let forfeited = grant.settle(segments, &plan, now)?;
    plan.forfeit(forfeited)?;
    plan.unreserve_grant(forfeited, grant.issued_ts());

    emit!(TerminationSettled { plan: grant.plan, grant: ctx.accounts.grant.key(), forfeited });
    Ok(())
}
