use anchor_lang::prelude::*;

use crate::{access, events::OracleSetChanged, state::*};

#[derive(Accounts)]
pub struct ApplyOracleSet<'info> {
    /// The oracle set.
    #[account(mut)]
    pub oracle_set: AccountLoader<'info, OracleSet>,
}

/// See `vesting::apply_oracle_set`.
pub fn apply_oracle_set(ctx: Context<ApplyOracleSet>) -> Result<()> {
    let mut oracles = ctx.accounts.oracle_set.load_mut()?;
    oracles.apply(access::now()?)?;

    emit!(OracleSetChanged {
        plan: oracles.plan,
        attestors: oracles.attestors,
        threshold: oracles.threshold
    });
    Ok(())
}
