use anchor_lang::prelude::*;

use crate::{access, ensure, errors::VestingError, events::ClaimsResumed, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct ResumeClaimsArgs {
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct ResumeClaims<'info> {
    /// The guardian or the authority.
    pub signer: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
}

/// See `vesting::resume_claims`.
pub fn resume_claims(ctx: Context<ResumeClaims>, args: ResumeClaimsArgs) -> Result<()> {
    let mut plan = ctx.accounts.plan.load_mut()?;
    let signer = ctx.accounts.signer.key();
    let now = access::check_fresh(args.expires_ts)?;
    ensure!(signer == plan.guardian_at(now) || signer == plan.authority, VestingError::NotGuardian);
    ensure!(plan.claims_paused(now), VestingError::ClaimsNotPaused);

    plan.claims_paused_until_ts = now;

    emit!(ClaimsResumed { plan: ctx.accounts.plan.key() });
    Ok(())
}
