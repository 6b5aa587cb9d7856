use anchor_lang::{prelude::*, Discriminator};

use crate::{
    access, account, ensure,
    errors::{fail, VestingError},
    events::GrantClosed,
    state::*,
};

#[derive(Accounts)]
pub struct CloseGrant<'info> {
    /// The grant's beneficiary, or the plan's operator or authority.
    pub signer: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    /// CHECK: owner and discriminator in the handler, plan by `Grant::of_plan`; unchecked because Anchor would write
    /// the discriminator back into what is closed.
    #[account(mut)]
    pub grant: UncheckedAccount<'info>,
    /// Gets the rent back.
    /// CHECK: compared with `plan.rent_recipient`.
    #[account(mut)]
    pub rent_recipient: UncheckedAccount<'info>,
}

impl CloseGrant<'_> {
    fn validate(&self, plan: &Plan, grant: &Grant, segments: &[Segment]) -> Result<()> {
        access::check_closer(plan, grant, self.signer.key)?;
        let now = access::now()?;
        ensure!(grant.is_paid_out(segments, plan, now), VestingError::GrantNotPaidOut);
        ensure!(grant.milestone_count() == 0, VestingError::MilestonesRemain);
        let own = grant.beneficiary == *self.signer.key;
        ensure!(own || !grant.may_still_vote(plan, now), VestingError::GrantMayStillVote);
        Ok(())
    }
}

/// See `vesting::close_grant`.
pub fn close_grant(ctx: Context<CloseGrant>) -> Result<()> {
    let accounts = ctx.accounts;
    let plan_key = accounts.plan.key();
    check_account(&accounts.grant, &plan_key)?;
    let mut plan = accounts.plan.load_mut()?;
    let grant_id = {
        let mut data = account::data_mut(&accounts.grant)?;
        let (grant, segments) = Grant::of_plan(&mut data, &plan_key)?;
        accounts.validate(&plan, grant, segments)?;
        grant.grant_id
    };

    bury(&mut plan, &accounts.grant, &accounts.rent_recipient)?;

    emit!(GrantClosed { plan: plan_key, grant: accounts.grant.key(), grant_id });
    Ok(())
}

/// An account of this program, and not the plan's once more; that it is a grant is read from its data.
pub(super) fn check_account(grant: &AccountInfo, plan: &Pubkey) -> Result<()> {
    ensure!(*grant.owner == crate::ID && grant.key != plan, VestingError::NotAGrant);
    Ok(())
}

/// Takes a grant out of the world: its account becomes a tombstone, or disappears where the plan is sealed and its id
/// can't be issued again.
pub(super) fn bury(plan: &mut Plan, grant: &AccountInfo, rent_recipient: &AccountInfo) -> Result<()> {
    ensure!(*rent_recipient.key == plan.rent_recipient, VestingError::WrongRentRecipient);
    plan.grant_count =
        plan.grant_count.checked_sub(1).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
    if plan.is_sealed() {
        return account::close(grant, rent_recipient);
    }
    plan.tombstone_count =
        plan.tombstone_count.checked_add(1).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
    account::shrink(grant, TOMBSTONE_SIZE, rent_recipient)?;
    let mut data = account::data_mut(grant)?;
    let discriminator = data.get_mut(..8).ok_or_else(|| fail(VestingError::NotAGrant))?;
    discriminator.copy_from_slice(Tombstone::DISCRIMINATOR);
    Ok(())
}
