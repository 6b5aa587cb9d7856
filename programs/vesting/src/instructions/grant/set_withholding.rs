use anchor_lang::prelude::*;

use crate::{access, account, ensure, errors::VestingError, events::WithholdingSet, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct SetWithholdingArgs {
    /// Withheld of each claim, bps, at most the plan's maximum: less than so far from now on, more from a day that is
    /// `WITHHOLDING_NOTICE_SECS` away at least.
    pub withholding_bps: u16,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct SetWithholding<'info> {
    /// The plan's payroll.
    pub payroll: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
}

/// See `vesting::set_withholding`.
pub fn set_withholding(ctx: Context<SetWithholding>, args: SetWithholdingArgs) -> Result<()> {
    let plan = ctx.accounts.plan.load()?;
    let mut data = account::data_mut(ctx.accounts.grant.as_ref())?;
    let (grant, _) = Grant::of_plan(&mut data, ctx.accounts.plan.as_ref().key)?;
    let now = access::check_fresh(args.expires_ts)?;
    ensure!(plan.payroll_at(now) == ctx.accounts.payroll.key(), VestingError::NotPayroll);

    let effective_ts = grant.set_withholding(args.withholding_bps, &plan, now)?;

    emit!(WithholdingSet {
        plan: grant.plan,
        grant: ctx.accounts.grant.key(),
        withholding_bps: args.withholding_bps,
        effective_ts,
    });
    Ok(())
}
