use anchor_lang::prelude::*;

use crate::{constants::MAX_VOTER_WEIGHT_SEED, state::*};

#[derive(Accounts)]
pub struct CreateMaxVoterWeightRecord<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The registrar.
    pub registrar: Account<'info, Registrar>,
    /// The new record.
    #[account(
        init,
        payer = payer,
        space = MAX_VOTER_WEIGHT_RECORD_SIZE,
        seeds = [
            MAX_VOTER_WEIGHT_SEED,
            registrar.realm.as_ref(),
            registrar.governing_token_mint.as_ref(),
        ],
        bump,
    )]
    pub max_voter_weight_record: Account<'info, MaxVoterWeightRecord>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// See `voter_weight::create_max_voter_weight_record`.
pub fn create_max_voter_weight_record(ctx: Context<CreateMaxVoterWeightRecord>) -> Result<()> {
    let accounts = ctx.accounts;
    let Registrar { realm, governing_token_mint, .. } = *accounts.registrar;
    accounts.max_voter_weight_record.set_inner(MaxVoterWeightRecord {
        realm,
        governing_token_mint,
        max_voter_weight: 0,
        max_voter_weight_expiry: Some(0),
        reserved: [0; 8],
    });
    Ok(())
}
