use anchor_lang::prelude::*;

use crate::{access, ensure, errors::VestingError, events::OracleSetProposed, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct ProposeOracleSetArgs {
    /// Who is to attest, and how many are to decide. Attestors that stay keep their seats.
    pub oracles: OracleSetArgs,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct ProposeOracleSet<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The plan's oracle set.
    #[account(mut)]
    pub oracle_set: AccountLoader<'info, OracleSet>,
}

/// See `vesting::propose_oracle_set`.
pub fn propose_oracle_set(ctx: Context<ProposeOracleSet>, args: ProposeOracleSetArgs) -> Result<()> {
    let plan_key = ctx.accounts.plan.key();
    let plan = ctx.accounts.plan.load()?;
    let mut oracles = ctx.accounts.oracle_set.load_mut()?;
    ensure!(oracles.plan == plan_key, VestingError::MetricOfAnotherPlan);
    access::check_authority(&plan, ctx.accounts.authority.key)?;
    let now = access::check_fresh(args.expires_ts)?;

    oracles.propose(args.oracles.seats()?, args.oracles.threshold, plan.reserved == 0, now)?;

    emit!(OracleSetProposed {
        plan: plan_key,
        attestors: oracles.next_attestors,
        threshold: oracles.next_threshold,
        ready_ts: oracles.next_ts,
    });
    Ok(())
}
