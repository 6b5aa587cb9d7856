use anchor_lang::prelude::*;

use crate::{access, ensure, errors::VestingError, events::ClaimsPaused, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct PauseClaimsArgs {
    /// 1 to 259,200 seconds (72 h) from now.
    pub secs: u32,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct PauseClaims<'info> {
    /// The plan's guardian.
    pub guardian: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
}

/// See `vesting::pause_claims`.
pub fn pause_claims(ctx: Context<PauseClaims>, args: PauseClaimsArgs) -> Result<()> {
    let mut plan = ctx.accounts.plan.load_mut()?;
    let now = access::check_fresh(args.expires_ts)?;
    ensure!(plan.guardian_at(now) == ctx.accounts.guardian.key(), VestingError::NotGuardian);

    plan.pause_claims(args.secs, now)?;

    emit!(ClaimsPaused { plan: ctx.accounts.plan.key(), until_ts: plan.claims_paused_until_ts });
    Ok(())
}
