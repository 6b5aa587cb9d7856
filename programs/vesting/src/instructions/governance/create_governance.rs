use anchor_lang::prelude::*;
use anchor_spl::associated_token::{self, AssociatedToken};

use crate::{
    access, account, constants::GOVERNANCE_SEED, ensure, errors::VestingError, events::GovernanceCreated,
    state::*, token,
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct CreateGovernanceArgs {
    /// How the members vote; never changes.
    pub settings: GovernanceArgs,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct CreateGovernance<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// Pays the rent.
    #[account(mut)]
    pub payer: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The new governance.
    /// CHECK: its seeds; it is new, so there is nothing else to check.
    #[account(mut, seeds = [GOVERNANCE_SEED, plan.key().as_ref()], bump)]
    pub governance: UncheckedAccount<'info>,
    /// The plan's mint.
    /// CHECK: compared with `plan.mint`.
    pub mint: UncheckedAccount<'info>,
    /// The governance's associated token account, for deposits.
    /// CHECK: compared with the derived address; the associated token program creates it or checks owner and mint.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// The plan's token program.
    /// CHECK: compared with `plan.token_program`.
    pub token_program: UncheckedAccount<'info>,
    /// The associated token program.
    pub associated_token_program: Program<'info, AssociatedToken>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> CreateGovernance<'info> {
    fn validate(&self, plan: &Plan, args: &CreateGovernanceArgs) -> Result<()> {
        ensure!(self.mint.key() == plan.mint, VestingError::WrongMint);
        ensure!(self.token_program.key() == plan.token_program, VestingError::WrongTokenProgram);
        let vault = token::associated_address(self.governance.key, self.mint.key, self.token_program.key);
        ensure!(self.vault.key() == vault, VestingError::WrongVault);
        access::check_authority(plan, self.authority.key)?;
        access::check_fresh(args.expires_ts)?;
        ensure!(!plan.is_sealed(), VestingError::PlanIsSealed);
        ensure!(*self.governance.owner != crate::ID, VestingError::GovernanceExists);
        // Everybody who is promised something by the plan knows from the first day who votes, and by which rules.
        ensure!(!plan.has_issued(), VestingError::PlanHasIssued);
        // Closing them returns their rent to it.
        let comes_back = [*self.governance.key, vault].contains(&plan.rent_recipient);
        ensure!(!comes_back, VestingError::PolicyOutOfRange);
        args.settings.validate(plan)
    }

    fn vault_accounts(&self) -> associated_token::Create<'info> {
        associated_token::Create {
            payer: self.payer.to_account_info(),
            associated_token: self.vault.to_account_info(),
            authority: self.governance.to_account_info(),
            mint: self.mint.to_account_info(),
            system_program: self.system_program.to_account_info(),
            token_program: self.token_program.to_account_info(),
        }
    }
}

/// See `vesting::create_governance`.
pub fn create_governance<'info>(
    ctx: Context<'info, CreateGovernance<'info>>,
    args: CreateGovernanceArgs,
) -> Result<()> {
    let accounts = ctx.accounts;
    let plan_key = accounts.plan.key();
    let mut plan = accounts.plan.load_mut()?;
    accounts.validate(&plan, &args)?;
    plan.has_governance = 1;
    plan.period_days = period_days(args.settings.min_age_secs);
    drop(plan);

    let bump = ctx.bumps.governance;
    let seeds = [GOVERNANCE_SEED, plan_key.as_ref(), &[bump]];
    account::create(&accounts.governance, &accounts.payer, GOVERNANCE_SIZE, &Rent::get()?, &seeds)?;
    let loader = AccountLoader::<Governance>::try_from_unchecked(&crate::ID, accounts.governance.as_ref())?;
    let mut governance = loader.load_init()?;
    governance.plan = plan_key;
    governance.vault = accounts.vault.key();
    governance.bump = bump;
    governance.set(&args.settings);
    drop(governance);
    loader.exit(&crate::ID)?;

    token::create_vault(accounts.vault_accounts(), accounts.associated_token_program.key())?;

    emit!(GovernanceCreated {
        plan: plan_key,
        governance: accounts.governance.key(),
        settings: args.settings
    });
    Ok(())
}
