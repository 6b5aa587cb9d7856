use anchor_lang::prelude::*;

use crate::{access, account, ensure, errors::VestingError, events::GrantPaused, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct PauseGrantArgs {
    /// The pause ends by itself after this long, seconds, above zero: at most `MAX_LEAVE_SECS` when the beneficiary
    /// signs, otherwise at most what is left of the plan's `max_pause_secs` for this grant.
    pub limit_secs: u32,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct PauseGrant<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// The beneficiary, when the pause is a leave of absence that both agree on.
    pub beneficiary: Option<Signer<'info>>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
}

/// See `vesting::pause_grant`.
pub fn pause_grant(ctx: Context<PauseGrant>, args: PauseGrantArgs) -> Result<()> {
    let plan = ctx.accounts.plan.load()?;
    let mut data = account::data_mut(ctx.accounts.grant.as_ref())?;
    let (grant, _) = Grant::of_plan(&mut data, ctx.accounts.plan.as_ref().key)?;
    access::check_authority(&plan, ctx.accounts.authority.key)?;
    let now = access::check_fresh(args.expires_ts)?;
    let consent = match &ctx.accounts.beneficiary {
        Some(signer) => {
            ensure!(grant.beneficiary == signer.key(), VestingError::NotBeneficiary);
            grant.note_beneficiary();
            true
        }
        None => false,
    };

    grant.pause(args.limit_secs, consent, &plan, now)?;

    emit!(GrantPaused {
        plan: grant.plan,
        grant: ctx.accounts.grant.key(),
        consent,
        limit_secs: args.limit_secs,
    });
    Ok(())
}
