use anchor_lang::prelude::*;

use crate::{
    account, ensure,
    errors::{fail, VestingError},
    events::MetricClosed,
    state::*,
};

#[derive(Accounts)]
pub struct CloseMetric<'info> {
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The metric.
    #[account(mut)]
    pub metric: AccountLoader<'info, Metric>,
    /// Gets the rent back.
    /// CHECK: compared with `plan.rent_recipient`.
    #[account(mut)]
    pub rent_recipient: UncheckedAccount<'info>,
}

/// See `vesting::close_metric`.
pub fn close_metric(ctx: Context<CloseMetric>) -> Result<()> {
    let accounts = ctx.accounts;
    let plan_key = accounts.plan.key();
    let mut plan = accounts.plan.load_mut()?;
    let milestones = {
        let metric = accounts.metric.load()?;
        ensure!(metric.plan == plan_key, VestingError::MetricOfAnotherPlan);
        metric.milestone_count
    };
    ensure!(accounts.rent_recipient.key() == plan.rent_recipient, VestingError::WrongRentRecipient);
    ensure!(plan.is_sealed(), VestingError::PlanNotSealed);
    ensure!(milestones == 0, VestingError::MetricInUse);

    plan.metric_count =
        plan.metric_count.checked_sub(1).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
    account::close(accounts.metric.as_ref(), &accounts.rent_recipient)?;

    emit!(MetricClosed { plan: plan_key, metric: accounts.metric.key() });
    Ok(())
}
