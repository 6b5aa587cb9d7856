use anchor_lang::prelude::*;

use crate::{access, account, events::GrantResumed, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct ResumeGrantArgs {
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct ResumeGrant<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
}

/// See `vesting::resume_grant`.
pub fn resume_grant(ctx: Context<ResumeGrant>, args: ResumeGrantArgs) -> Result<()> {
    let plan = ctx.accounts.plan.load()?;
    let mut data = account::data_mut(ctx.accounts.grant.as_ref())?;
    let (grant, _) = Grant::of_plan(&mut data, ctx.accounts.plan.as_ref().key)?;
    access::check_authority(&plan, ctx.accounts.authority.key)?;
    let now = access::check_fresh(args.expires_ts)?;

    grant.resume(now)?;

    emit!(GrantResumed { plan: grant.plan, grant: ctx.accounts.grant.key(), paused_secs: grant.paused_secs });
    Ok(())
}
