use anchor_lang::prelude::*;

use crate::{ensure, errors::VestingError, events::AutoClaimSet, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct SetAutoClaimArgs {
    /// Whether anybody may send a claim to the beneficiary's associated account.
    pub enabled: bool,
}

#[derive(Accounts)]
pub struct SetAutoClaim<'info> {
    /// The grant's beneficiary.
    pub beneficiary: Signer<'info>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
}

/// See `vesting::set_auto_claim`.
pub fn set_auto_claim(ctx: Context<SetAutoClaim>, args: SetAutoClaimArgs) -> Result<()> {
    let mut grant = ctx.accounts.grant.load_mut()?;
    ensure!(grant.beneficiary == ctx.accounts.beneficiary.key(), VestingError::NotBeneficiary);

    grant.note_beneficiary();
    match args.enabled {
        true => grant.flags &= !FLAG_AUTO_CLAIM_OFF,
        false => grant.flags |= FLAG_AUTO_CLAIM_OFF,
    }

    emit!(AutoClaimSet { grant: ctx.accounts.grant.key(), enabled: args.enabled });
    Ok(())
}
