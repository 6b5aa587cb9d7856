use anchor_lang::prelude::*;

use crate::{access, account, events::TerminationWithdrawn, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct WithdrawTerminationArgs {
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct WithdrawTermination<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
}

/// See `vesting::withdraw_termination`.
pub fn withdraw_termination(ctx: Context<WithdrawTermination>, args: WithdrawTerminationArgs) -> Result<()> {
    let plan = ctx.accounts.plan.load()?;
    let mut data = account::data_mut(ctx.accounts.grant.as_ref())?;
    let (grant, _) = Grant::of_plan(&mut data, ctx.accounts.plan.as_ref().key)?;
    access::check_authority(&plan, ctx.accounts.authority.key)?;
    let now = access::check_fresh(args.expires_ts)?;

    grant.withdraw_termination(now)?;

    emit!(TerminationWithdrawn { plan: grant.plan, grant: ctx.accounts.grant.key() });
    Ok(())
}
