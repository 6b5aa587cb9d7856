use anchor_lang::prelude::*;

use crate::{access, ensure, errors::VestingError, events::MetricDisputed, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct DisputeMetricArgs {
    /// The value that is disputed: the running challenge must still be about it.
    pub value: i64,
    /// SHA-256 of the document that says why.
    pub reason_sha256: [u8; 32],
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct DisputeMetric<'info> {
    /// The plan's guardian or an attestor that decides the metric; each may once for a metric.
    pub disputer: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The plan's oracle set.
    pub oracle_set: AccountLoader<'info, OracleSet>,
    /// The metric.
    #[account(mut)]
    pub metric: AccountLoader<'info, Metric>,
}

/// See `vesting::dispute_metric`.
pub fn dispute_metric(ctx: Context<DisputeMetric>, args: DisputeMetricArgs) -> Result<()> {
    let plan_key = ctx.accounts.plan.key();
    let plan = ctx.accounts.plan.load()?;
    let oracles = ctx.accounts.oracle_set.load()?;
    let mut metric = ctx.accounts.metric.load_mut()?;
    let same_plan = metric.plan == plan_key && oracles.plan == plan_key;
    ensure!(same_plan, VestingError::MetricOfAnotherPlan);
    let now = access::check_fresh(args.expires_ts)?;

    let disputer = ctx.accounts.disputer.key();
    metric.dispute(&oracles, &plan.guardian_at(now), &disputer, args.value, now)?;

    emit!(MetricDisputed {
        plan: plan_key,
        metric: ctx.accounts.metric.key(),
        disputer,
        value: args.value,
        reason_sha256: args.reason_sha256,
    });
    Ok(())
}
