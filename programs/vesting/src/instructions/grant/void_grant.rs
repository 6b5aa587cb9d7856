use anchor_lang::prelude::*;

use crate::{access, account, ensure, errors::VestingError, events::GrantVoided, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct VoidGrantArgs {
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct VoidGrant<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    /// CHECK: owner in the handler, discriminator and plan by `Grant::of_plan`; unchecked because Anchor would
    /// write the discriminator back into what is closed.
    #[account(mut)]
    pub grant: UncheckedAccount<'info>,
    /// Gets the rent back.
    /// CHECK: compared with `plan.rent_recipient`.
    #[account(mut)]
    pub rent_recipient: UncheckedAccount<'info>,
}

/// See `vesting::void_grant`.
pub fn void_grant(ctx: Context<VoidGrant>, args: VoidGrantArgs) -> Result<()> {
    let accounts = ctx.accounts;
    let plan_key = accounts.plan.key();
    super::close_grant::check_account(&accounts.grant, &plan_key)?;
    let mut plan = accounts.plan.load_mut()?;
    let (grant_id, total, issued_ts) = {
        let mut data = account::data_mut(&accounts.grant)?;
        let (grant, _) = Grant::of_plan(&mut data, &plan_key)?;
        access::check_authority(&plan, accounts.authority.key)?;
        let now = access::check_fresh(args.expires_ts)?;
        ensure!(grant.in_void_window(&plan, now), VestingError::VoidWindowOver);
        ensure!(grant.milestone_count() == 0, VestingError::MilestonesRemain);
        // Nothing can have been claimed or settled in the window, so all of the total is still reserved.
        (grant.grant_id, grant.total, grant.issued_ts())
    };

    plan.unallocate(total)?;
    plan.unreserve_grant(total, issued_ts);
    super::close_grant::bury(&mut plan, &accounts.grant, &accounts.rent_recipient)?;

    emit!(GrantVoided { plan: plan_key, grant: accounts.grant.key(), grant_id, total });
    Ok(())
}
