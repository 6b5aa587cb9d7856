use anchor_lang::prelude::*;

use crate::{
    constants::REGISTRAR_SEED,
    realms::Realm,
    state::*,
    weight::{check_age, read_plan},
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct CreateRegistrarArgs {
    /// How much older than a proposal a grant must be to count, seconds: more than one period of the plan (a
    /// day, where it has no governance) and up to seven. At least a period more than votes run, or new grants raise the
    /// quorum of a running vote.
    pub min_age_secs: u32,
}

#[derive(Accounts)]
pub struct CreateRegistrar<'info> {
    /// The realm's authority.
    pub realm_authority: Signer<'info>,
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The program that the realm runs on.
    /// CHECK: owner of the realm, `Realm::read`.
    pub governance_program: UncheckedAccount<'info>,
    /// The realm.
    /// CHECK: `Realm::read`.
    pub realm: UncheckedAccount<'info>,
    /// Its community or council mint.
    /// CHECK: `Realm::check_governing_mint`.
    pub governing_token_mint: UncheckedAccount<'info>,
    /// The plan whose grants are to count.
    /// CHECK: `read_plan`.
    pub plan: UncheckedAccount<'info>,
    /// The new registrar.
    #[account(
        init,
        payer = payer,
        space = REGISTRAR_SIZE,
        seeds = [REGISTRAR_SEED, realm.key().as_ref(), governing_token_mint.key().as_ref()],
        bump,
    )]
    pub registrar: Account<'info, Registrar>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl CreateRegistrar<'_> {
    fn validate(&self, args: &CreateRegistrarArgs) -> Result<()> {
        let realm = Realm::read(&self.realm, self.governance_program.key)?;
        realm.check_authority(self.realm_authority.key)?;
        realm.check_governing_mint(self.governing_token_mint.key)?;
        check_age(args.min_age_secs, read_plan(self.plan.owner, &mut self.plan.try_borrow_mut_data()?)?)
    }
}

/// See `voter_weight::create_registrar`.
pub fn create_registrar(ctx: Context<CreateRegistrar>, args: CreateRegistrarArgs) -> Result<()> {
    let accounts = ctx.accounts;
    accounts.validate(&args)?;
    let registrar = Registrar {
        governance_program: accounts.governance_program.key(),
        realm: accounts.realm.key(),
        governing_token_mint: accounts.governing_token_mint.key(),
        plan: accounts.plan.key(),
        min_age_secs: args.min_age_secs,
    };
    accounts.registrar.set_inner(registrar);
    Ok(())
}
