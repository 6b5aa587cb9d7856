use anchor_lang::prelude::*;

use crate::{
    access, account, ensure,
    errors::{fail, VestingError},
    events::MilestoneClosed,
    state::*,
};

#[derive(Accounts)]
pub struct CloseMilestone<'info> {
    /// The grant's beneficiary, or the plan's operator or authority.
    pub signer: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
    /// The milestone's metric.
    #[account(mut)]
    pub metric: AccountLoader<'info, Metric>,
    /// The milestone.
    #[account(mut)]
    pub milestone: AccountLoader<'info, Milestone>,
    /// Gets the rent back.
    /// CHECK: compared with `plan.rent_recipient`.
    #[account(mut)]
    pub rent_recipient: UncheckedAccount<'info>,
}

/// See `vesting::close_milestone`.
pub fn close_milestone(ctx: Context<CloseMilestone>) -> Result<()> {
    let accounts = ctx.accounts;
    let plan_key = accounts.plan.key();
    let index = {
        let plan = accounts.plan.load()?;
        let mut grant = accounts.grant.load_mut()?;
        let mut metric = accounts.metric.load_mut()?;
        ensure!(grant.plan == plan_key, VestingError::GrantOfAnotherPlan);
        let mut data = account::data_mut(accounts.milestone.as_ref())?;
        let (milestone, segments) = Milestone::of_grant(&mut data, accounts.grant.as_ref().key)?;
        ensure!(milestone.metric == accounts.metric.key(), VestingError::WrongMetric);
        access::check_closer(&plan, &grant, accounts.signer.key)?;
        ensure!(accounts.rent_recipient.key() == plan.rent_recipient, VestingError::WrongRentRecipient);
        let now = access::now()?;
        ensure!(milestone.is_paid_out(segments, &grant, &plan, now), VestingError::MilestoneNotPaidOut);

        if *accounts.signer.key == grant.beneficiary {
            grant.note_beneficiary();
        }
        grant.remove_milestone();
        metric.milestone_count =
            metric.milestone_count.checked_sub(1).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
        milestone.index
    };

    account::close(accounts.milestone.as_ref(), &accounts.rent_recipient)?;

    emit!(MilestoneClosed {
        plan: plan_key,
        grant: accounts.grant.key(),
        milestone: accounts.milestone.key(),
        index,
    });
    Ok(())
}
