use anchor_lang::prelude::*;

use crate::{
    access, ensure,
    errors::VestingError,
    events::{MetricAttested, MetricChallenged},
    state::*,
};

/// What the attestor signs. The metric, and through it the plan, is among the accounts; the cluster is in the
/// transaction's blockhash.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct AttestMetricArgs {
    /// The value, times ten to `exponent`.
    pub value: i64,
    /// The metric's exponent, once more: a value scaled for another one must not pass.
    pub exponent: i8,
    /// When it was so, unix seconds: not in the future, not older than the metric counts, and newer than what this
    /// attestor observed before.
    pub observed_ts: i64,
    /// SHA-256 of the evidence.
    pub evidence_sha256: [u8; 32],
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct AttestMetric<'info> {
    /// An attestor of the plan's oracle set, or of the set as it was when enough reports were in.
    pub attestor: Signer<'info>,
    /// The plan's oracle set.
    pub oracle_set: AccountLoader<'info, OracleSet>,
    /// The metric.
    #[account(mut)]
    pub metric: AccountLoader<'info, Metric>,
}

/// See `vesting::attest_metric`.
pub fn attest_metric(ctx: Context<AttestMetric>, args: AttestMetricArgs) -> Result<()> {
    let oracles = ctx.accounts.oracle_set.load()?;
    let mut metric = ctx.accounts.metric.load_mut()?;
    ensure!(metric.plan == oracles.plan, VestingError::MetricOfAnotherPlan);
    let now = access::check_fresh(args.expires_ts)?;
    ensure!(args.exponent == metric.exponent, VestingError::WrongExponent);

    let attestor = ctx.accounts.attestor.key();
    let observation = Observation {
        value: args.value,
        observed_ts: args.observed_ts,
        evidence_sha256: args.evidence_sha256,
    };
    let before = (metric.value, metric.challenge_ends_ts);
    metric.attest(&oracles, &attestor, observation, now)?;

    emit!(MetricAttested {
        plan: metric.plan,
        metric: ctx.accounts.metric.key(),
        attestor,
        value: args.value,
        observed_ts: args.observed_ts,
        evidence_sha256: args.evidence_sha256,
    });
    if (metric.value, metric.challenge_ends_ts) != before {
        emit!(MetricChallenged {
            plan: metric.plan,
            metric: ctx.accounts.metric.key(),
            value: metric.value,
            challenge_ends_ts: metric.challenge_ends_ts,
        });
    }
    Ok(())
}
