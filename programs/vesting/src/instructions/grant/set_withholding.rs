use anchor_lang::prelude::*;

use crate::{access, account, ensure, errors::VestingError, events::WithholdingSet, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct SetWithholdingArgs {
    /// Withheld of each claim from now on, bps, at most the plan's maximum.
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
    ensure!(plan.payroll == ctx.accounts.payroll.key(), VestingError::NotPayroll);
    access::check_fresh(args.expires_ts)?;
    ensure!(args.withholding_bps <= plan.max_withholding_bps, VestingError::WithholdingTooHigh);

    grant.withholding_bps = args.withholding_bps;

    emit!(WithholdingSet {
        plan: grant.plan,
        grant: ctx.accounts.grant.key(),
        withholding_bps: args.withholding_bps,
    });
    Ok(())
}
