use anchor_lang::prelude::*;

use crate::{access, account, ensure, errors::VestingError, events::MilestoneSettled, state::*};

#[derive(Accounts)]
pub struct SettleMilestone<'info> {
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    pub grant: AccountLoader<'info, Grant>,
    /// The milestone's metric.
    pub metric: AccountLoader<'info, Metric>,
    /// The milestone.
    #[account(mut)]
    pub milestone: AccountLoader<'info, Milestone>,
}

/// See `vesting::settle_milestone`.
pub fn settle_milestone(ctx: Context<SettleMilestone>) -> Result<()> {
    let accounts = ctx.accounts;
    let mut plan = accounts.plan.load_mut()?;
    let grant = accounts.grant.load()?;
    ensure!(grant.plan == *accounts.plan.as_ref().key, VestingError::GrantOfAnotherPlan);
    let mut data = account::data_mut(accounts.milestone.as_ref())?;
    let (milestone, segments) = Milestone::of_grant(&mut data, accounts.grant.as_ref().key)?;
    ensure!(milestone.metric == *accounts.metric.as_ref().key, VestingError::WrongMetric);
    let now = access::now()?;

    let returned = milestone.settle(segments, &*accounts.metric.load()?, &grant, &plan, now)?;
    plan.forfeit(returned)?;
    plan.unreserve_milestone(returned)?;

    emit!(MilestoneSettled {
        plan: grant.plan,
        grant: milestone.grant,
        milestone: accounts.milestone.key(),
        status: milestone.status(),
        payout: milestone.payout,
        returned,
    });
    Ok(())
}
