use anchor_lang::prelude::*;

use crate::{access, events::MetricFinalised, state::*};

#[derive(Accounts)]
pub struct FinaliseMetric<'info> {
    /// The metric.
    #[account(mut)]
    pub metric: AccountLoader<'info, Metric>,
}

/// See `vesting::finalise_metric`.
pub fn finalise_metric(ctx: Context<FinaliseMetric>) -> Result<()> {
    let mut metric = ctx.accounts.metric.load_mut()?;
    metric.finalise(access::now()?)?;

    emit!(MetricFinalised {
        plan: metric.plan,
        metric: ctx.accounts.metric.key(),
        value: metric.value,
        final_ts: metric.challenge_ends_ts,
    });
    Ok(())
}
