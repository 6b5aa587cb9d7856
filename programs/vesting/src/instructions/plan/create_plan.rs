use anchor_lang::prelude::*;
use anchor_spl::associated_token::{self, AssociatedToken};

use crate::{
    account, constants::PLAN_SEED, ensure, errors::VestingError, events::PlanCreated, mint, state::*, token,
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug)]
pub struct CreatePlanArgs {
    /// The creator's own number for the plan.
    pub plan_id: u64,
    /// Who holds which role.
    pub roles: RolesArgs,
    /// The plan's promises.
    pub policy: PolicyArgs,
    /// An unlock curve, if the plan has one.
    pub unlock: Option<UnlockArgs>,
}

#[derive(Accounts)]
#[instruction(args: CreatePlanArgs)]
pub struct CreatePlan<'info> {
    /// Pays for the accounts and is part of the plan's address, so nobody else can take it.
    #[account(mut)]
    pub creator: Signer<'info>,
    /// The new plan.
    /// CHECK: its seeds; it is new, so there is nothing else to check.
    #[account(
        mut,
        seeds = [PLAN_SEED, creator.key().as_ref(), &args.plan_id.to_le_bytes()],
        bump,
    )]
    pub plan: UncheckedAccount<'info>,
    /// The token that the plan will pay.
    /// CHECK: `mint::check` unpacks it, with its extensions, and checks its owner.
    pub mint: UncheckedAccount<'info>,
    /// The plan's associated token account.
    /// CHECK: compared with the derived address; the associated token program creates it or checks owner and mint.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// The token program that owns the mint.
    /// CHECK: compared with the mint's owner, which `mint::check` allows only to be a token program.
    #[account(constraint = token_program.key == mint.owner @ VestingError::WrongTokenProgram)]
    pub token_program: UncheckedAccount<'info>,
    /// The associated token program.
    pub associated_token_program: Program<'info, AssociatedToken>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl<'info> CreatePlan<'info> {
    fn validate(&self, args: &CreatePlanArgs) -> Result<()> {
        ensure!(*self.plan.owner != crate::ID, VestingError::PlanAlreadyExists);
        let vault = token::associated_address(self.plan.key, self.mint.key, self.token_program.key);
        ensure!(*self.vault.key == vault, VestingError::WrongVault);
        let recipient = args.roles.rent_recipient;
        let comes_back = recipient == *self.plan.key || recipient == vault;
        ensure!(!comes_back, VestingError::PolicyOutOfRange);
        args.policy.validate()?;
        mint::check(&self.mint, args.policy.accepted_risks)
    }

    fn create_account(&self, plan_id: u64, bump: u8) -> Result<()> {
        let seeds = [PLAN_SEED, self.creator.key.as_ref(), &plan_id.to_le_bytes(), &[bump]];
        account::create(&self.plan, &self.creator, PLAN_SIZE, &Rent::get()?, &seeds)
    }

    fn vault_accounts(&self) -> associated_token::Create<'info> {
        associated_token::Create {
            payer: self.creator.to_account_info(),
            associated_token: self.vault.to_account_info(),
            authority: self.plan.to_account_info(),
            mint: self.mint.to_account_info(),
            system_program: self.system_program.to_account_info(),
            token_program: self.token_program.to_account_info(),
        }
    }
}

/// See `vesting::create_plan`.
pub fn create_plan<'info>(ctx: Context<'info, CreatePlan<'info>>, args: CreatePlanArgs) -> Result<()> {
    let accounts = ctx.accounts;
    accounts.validate(&args)?;

    accounts.create_account(args.plan_id, ctx.bumps.plan)?;
    let loader = AccountLoader::<Plan>::try_from_unchecked(&crate::ID, accounts.plan.as_ref())?;
    let mut plan = loader.load_init()?;
    plan.plan_id = args.plan_id;
    plan.bump = ctx.bumps.plan;
    plan.creator = accounts.creator.key();
    plan.mint = accounts.mint.key();
    plan.decimals = token::decimals(&accounts.mint)?;
    plan.token_program = accounts.token_program.key();
    plan.vault = accounts.vault.key();
    plan.set_roles(&args.roles)?;
    plan.set_policy(&args.policy);
    if let Some(unlock) = &args.unlock {
        plan.set_unlock(unlock)?;
    }
    let authority = plan.authority;
    drop(plan);
    loader.exit(&crate::ID)?;

    token::create_vault(accounts.vault_accounts(), accounts.associated_token_program.key())?;

    emit!(PlanCreated {
        plan: accounts.plan.key(),
        creator: accounts.creator.key(),
        plan_id: args.plan_id,
        mint: accounts.mint.key(),
        vault: accounts.vault.key(),
        authority,
    });
    Ok(())
}
