use anchor_lang::prelude::*;

use crate::{
    account, ensure,
    errors::{fail, VestingError},
    events::TombstoneSwept,
    state::*,
};

#[derive(Accounts)]
pub struct SweepTombstone<'info> {
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// What is left of the closed grant.
    #[account(mut)]
    pub tombstone: AccountLoader<'info, Tombstone>,
    /// Gets the rent back.
    /// CHECK: compared with `plan.rent_recipient`.
    #[account(mut)]
    pub rent_recipient: UncheckedAccount<'info>,
}

/// See `vesting::sweep_tombstone`.
pub fn sweep_tombstone(ctx: Context<SweepTombstone>) -> Result<()> {
    let accounts = ctx.accounts;
    let plan_key = accounts.plan.key();
    let tombstone = *accounts.tombstone.load()?;
    let mut plan = accounts.plan.load_mut()?;
    ensure!(tombstone.plan == plan_key, VestingError::GrantOfAnotherPlan);
    ensure!(accounts.rent_recipient.key() == plan.rent_recipient, VestingError::WrongRentRecipient);
    ensure!(plan.is_sealed(), VestingError::PlanNotSealed);

    plan.tombstone_count =
        plan.tombstone_count.checked_sub(1).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
    account::close(accounts.tombstone.as_ref(), &accounts.rent_recipient)?;

    emit!(TombstoneSwept { plan: plan_key, grant_id: tombstone.grant_id });
    Ok(())
}
