use anchor_lang::prelude::*;

use crate::{access, account, events::GrantTerminated, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct TerminateGrantArgs {
    /// Why the grant ends.
    pub cause: TerminationCause,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct TerminateGrant<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
}

/// See `vesting::terminate_grant`.
pub fn terminate_grant(ctx: Context<TerminateGrant>, args: TerminateGrantArgs) -> Result<()> {
    let plan = ctx.accounts.plan.load()?;
    let mut data = account::data_mut(ctx.accounts.grant.as_ref())?;
    let (grant, _) = Grant::of_plan(&mut data, ctx.accounts.plan.as_ref().key)?;
    access::check_authority(&plan, ctx.accounts.authority.key)?;
    let now = access::check_fresh(args.expires_ts)?;

    let stop_ts = grant.terminate(args.cause, &plan, now)?;

    emit!(GrantTerminated { plan: grant.plan, grant: ctx.accounts.grant.key(), cause: args.cause, stop_ts });
    Ok(())
}
