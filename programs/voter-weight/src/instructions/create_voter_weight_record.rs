use anchor_lang::prelude::*;

use crate::{constants::VOTER_WEIGHT_SEED, state::*};

#[derive(Accounts)]
pub struct CreateVoterWeightRecord<'info> {
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The registrar.
    pub registrar: Account<'info, Registrar>,
    /// Whose weight it will be.
    /// CHECK: any address; a record without grants of its owner never has weight.
    pub voter: UncheckedAccount<'info>,
    /// The new record.
    #[account(
        init,
        payer = payer,
        space = VOTER_WEIGHT_RECORD_SIZE,
        seeds = [
            VOTER_WEIGHT_SEED,
            registrar.realm.as_ref(),
            registrar.governing_token_mint.as_ref(),
            voter.key().as_ref(),
        ],
        bump,
    )]
    pub voter_weight_record: Account<'info, VoterWeightRecord>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// See `voter_weight::create_voter_weight_record`.
pub fn create_voter_weight_record(ctx: Context<CreateVoterWeightRecord>) -> Result<()> {
    let accounts = ctx.accounts;
    let Registrar { realm, governing_token_mint, .. } = *accounts.registrar;
    accounts.voter_weight_record.set_inner(VoterWeightRecord {
        realm,
        governing_token_mint,
        governing_token_owner: accounts.voter.key(),
        voter_weight: 0,
        voter_weight_expiry: Some(0),
        weight_action: None,
        weight_action_target: None,
        reserved: [0; 8],
    });
    Ok(())
}
