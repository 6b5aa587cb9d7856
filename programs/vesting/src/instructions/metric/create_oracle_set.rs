use anchor_lang::prelude::*;

use crate::{
    access, account, constants::ORACLES_SEED, ensure, errors::VestingError, events::OracleSetChanged,
    state::*,
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct CreateOracleSetArgs {
    /// Who attests, and how many decide.
    pub oracles: OracleSetArgs,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct CreateOracleSet<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// Pays the rent of the set.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The new oracle set.
    /// CHECK: its seeds; it is new, so there is nothing else to check.
    #[account(mut, seeds = [ORACLES_SEED, plan.key().as_ref()], bump)]
    pub oracle_set: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl CreateOracleSet<'_> {
    fn validate(&self, plan: &Plan, args: &CreateOracleSetArgs) -> Result<()> {
        access::check_authority(plan, self.authority.key)?;
        access::check_fresh(args.expires_ts)?;
        ensure!(!plan.is_sealed(), VestingError::PlanIsSealed);
        ensure!(*self.oracle_set.owner != crate::ID, VestingError::OracleSetExists);
        // Closing it returns its rent to it.
        ensure!(plan.rent_recipient != *self.oracle_set.key, VestingError::PolicyOutOfRange);
        Ok(())
    }
}

/// See `vesting::create_oracle_set`.
pub fn create_oracle_set<'info>(
    ctx: Context<'info, CreateOracleSet<'info>>,
    args: CreateOracleSetArgs,
) -> Result<()> {
    let accounts = ctx.accounts;
    let plan_key = accounts.plan.key();
    let mut plan = accounts.plan.load_mut()?;
    accounts.validate(&plan, &args)?;
    let attestors = args.oracles.seats()?;
    plan.has_oracle_set = 1;

    let bump = ctx.bumps.oracle_set;
    let seeds = [ORACLES_SEED, plan_key.as_ref(), &[bump]];
    account::create(&accounts.oracle_set, &accounts.payer, ORACLE_SET_SIZE, &Rent::get()?, &seeds)?;
    let loader = AccountLoader::<OracleSet>::try_from_unchecked(&crate::ID, accounts.oracle_set.as_ref())?;
    let mut oracles = loader.load_init()?;
    oracles.plan = plan_key;
    oracles.attestors = attestors;
    oracles.threshold = args.oracles.threshold;
    oracles.bump = bump;
    drop(oracles);
    loader.exit(&crate::ID)?;

    emit!(OracleSetChanged { plan: plan_key, attestors, threshold: args.oracles.threshold });
    Ok(())
}
