use anchor_lang::prelude::*;

use crate::{
    access, account,
    constants::METRIC_SEED,
    ensure,
    errors::{fail, VestingError},
    events::MetricCreated,
    state::*,
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct CreateMetricArgs {
    /// What is measured; never changes.
    pub metric: MetricArgs,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
#[instruction(args: CreateMetricArgs)]
pub struct CreateMetric<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// Pays the rent of the metric.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The plan's oracle set: without oracles a metric can never be final.
    pub oracle_set: AccountLoader<'info, OracleSet>,
    /// The new metric.
    /// CHECK: its seeds; it is new, so there is nothing else to check.
    #[account(mut, seeds = [METRIC_SEED, plan.key().as_ref(), args.metric.key.as_ref()], bump)]
    pub metric: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl CreateMetric<'_> {
    fn validate(&self, plan: &Plan, args: &CreateMetricArgs) -> Result<()> {
        access::check_authority(plan, self.authority.key)?;
        access::check_fresh(args.expires_ts)?;
        ensure!(self.oracle_set.load()?.plan == self.plan.key(), VestingError::MetricOfAnotherPlan);
        ensure!(!plan.is_sealed(), VestingError::PlanIsSealed);
        ensure!(*self.metric.owner != crate::ID, VestingError::MetricAlreadyExists);
        args.metric.validate()
    }
}

/// See `vesting::create_metric`.
pub fn create_metric<'info>(ctx: Context<'info, CreateMetric<'info>>, args: CreateMetricArgs) -> Result<()> {
    let accounts = ctx.accounts;
    let plan_key = accounts.plan.key();
    let mut plan = accounts.plan.load_mut()?;
    accounts.validate(&plan, &args)?;
    plan.metric_count =
        plan.metric_count.checked_add(1).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;

    let bump = ctx.bumps.metric;
    let seeds: [&[u8]; 4] = [METRIC_SEED, plan_key.as_ref(), &args.metric.key, &[bump]];
    account::create(&accounts.metric, &accounts.payer, METRIC_SIZE, &Rent::get()?, &seeds)?;
    let loader = AccountLoader::<Metric>::try_from_unchecked(&crate::ID, accounts.metric.as_ref())?;
    let mut metric = loader.load_init()?;
    metric.plan = plan_key;
    metric.bump = bump;
    metric.define(&args.metric);
    drop(metric);
    loader.exit(&crate::ID)?;

    emit!(MetricCreated {
        plan: plan_key,
        metric: accounts.metric.key(),
        key: args.metric.key,
        exponent: args.metric.exponent,
        lower_is_better: args.metric.lower_is_better,
        opens_ts: args.metric.opens_ts,
        due_ts: args.metric.due_ts,
    });
    Ok(())
}
