use anchor_lang::prelude::*;

use crate::{account, ensure, errors::VestingError, events::OracleSetClosed, state::*};

#[derive(Accounts)]
pub struct CloseOracleSet<'info> {
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The plan's oracle set.
    #[account(mut)]
    pub oracle_set: AccountLoader<'info, OracleSet>,
    /// Gets the rent back.
    /// CHECK: compared with `plan.rent_recipient`.
    #[account(mut)]
    pub rent_recipient: UncheckedAccount<'info>,
}

/// See `vesting::close_oracle_set`.
pub fn close_oracle_set(ctx: Context<CloseOracleSet>) -> Result<()> {
    let accounts = ctx.accounts;
    let plan_key = accounts.plan.key();
    let mut plan = accounts.plan.load_mut()?;
    ensure!(accounts.oracle_set.load()?.plan == plan_key, VestingError::MetricOfAnotherPlan);
    ensure!(accounts.rent_recipient.key() == plan.rent_recipient, VestingError::WrongRentRecipient);
    ensure!(plan.is_sealed(), VestingError::PlanNotSealed);
    ensure!(plan.metric_count == 0, VestingError::MetricsRemain);

    plan.has_oracle_set = 0;
    account::close(accounts.oracle_set.as_ref(), &accounts.rent_recipient)?;

    emit!(OracleSetClosed { plan: plan_key });
    Ok(())
}
