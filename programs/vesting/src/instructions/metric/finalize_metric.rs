use anchor_lang::prelude::*;

use crate::{access, events::MetricFinalized, state::*};

#[derive(Accounts)]
pub struct FinalizeMetric<'info> {
    /// The metric.
    #[account(mut)]
    pub metric: AccountLoader<'info, Metric>,
}

/// See `vesting::finalize_metric`.
pub fn finalize_metric(ctx: Context<FinalizeMetric>) -> Result<()> {
    let mut metric = ctx.accounts.metric.load_mut()?;
    metric.finalize(access::now()?)?;

    emit!(MetricFinalized {
        plan: metric.plan,
        metric: ctx.accounts.metric.key(),
        value: metric.value,
        final_ts: metric.challenge_ends_ts,
    });
    Ok(())
}
