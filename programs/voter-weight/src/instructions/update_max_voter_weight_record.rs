use anchor_lang::prelude::*;

use crate::{
    state::*,
    weight::{read_plan, Electorate},
};

#[derive(Accounts)]
pub struct UpdateMaxVoterWeightRecord<'info> {
    /// The registrar.
    pub registrar: Account<'info, Registrar>,
    /// Its plan.
    /// CHECK: `Registrar::check_plan` and `read_plan`.
    pub plan: UncheckedAccount<'info>,
    /// The record.
    #[account(mut)]
    pub max_voter_weight_record: Account<'info, MaxVoterWeightRecord>,
}

/// See `voter_weight::update_max_voter_weight_record`.
pub fn update_max_voter_weight_record(ctx: Context<UpdateMaxVoterWeightRecord>) -> Result<()> {
    let UpdateMaxVoterWeightRecord { registrar, plan, max_voter_weight_record: record } = ctx.accounts;
    registrar.check_record(&record.realm, &record.governing_token_mint)?;
    registrar.check_plan(plan.key)?;
    let clock = Clock::get()?;
    let mut data = plan.try_borrow_mut_data()?;
    let plan = read_plan(plan.owner, &mut data)?;
    record.max_voter_weight = Electorate::new(registrar, plan)?.max_weight(clock.unix_timestamp)?;
    record.max_voter_weight_expiry = Some(clock.slot);
    Ok(())
}
