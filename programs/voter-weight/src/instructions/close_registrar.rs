use anchor_lang::prelude::*;

use crate::{realms::Realm, state::*};

#[derive(Accounts)]
pub struct CloseRegistrar<'info> {
    /// The realm's authority.
    pub realm_authority: Signer<'info>,
    /// The realm.
    /// CHECK: the registrar's; `Realm::read`.
    #[account(address = registrar.realm)]
    pub realm: UncheckedAccount<'info>,
    /// The registrar.
    #[account(mut, close = rent_recipient)]
    pub registrar: Account<'info, Registrar>,
    /// Gets the rent.
    /// CHECK: any account; the authority chooses it.
    #[account(mut)]
    pub rent_recipient: UncheckedAccount<'info>,
}

/// See `voter_weight::close_registrar`.
pub fn close_registrar(ctx: Context<CloseRegistrar>) -> Result<()> {
    let accounts = ctx.accounts;
    let realm = Realm::read(&accounts.realm, &accounts.registrar.governance_program)?;
    realm.check_authority(accounts.realm_authority.key)
}
