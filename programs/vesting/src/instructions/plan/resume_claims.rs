use anchor_lang::prelude::*;

use crate::{access, ensure, errors::VestingError, events::ClaimsResumed, state::*};

#[derive(Accounts)]
pub struct ResumeClaims<'info> {
    /// The guardian or the authority.
    pub signer: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
}

/// See `vesting::resume_claims`.
pub fn resume_claims(ctx: Context<ResumeClaims>) -> Result<()> {
    let mut plan = ctx.accounts.plan.load_mut()?;
    let signer = ctx.accounts.signer.key();
    ensure!(signer == plan.guardian || signer == plan.authority, VestingError::NotGuardian);
    let now = access::now()?;
    ensure!(plan.claims_paused(now), VestingError::ClaimsNotPaused);

    plan.claims_paused_until_ts = now;

    emit!(ClaimsResumed { plan: ctx.accounts.plan.key() });
    Ok(())
}
