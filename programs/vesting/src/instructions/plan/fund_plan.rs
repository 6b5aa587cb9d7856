use anchor_lang::prelude::*;

use crate::{ensure, errors::VestingError, events::PlanFunded, state::*, token};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct FundPlanArgs {
    /// What leaves the funder's account, base units; above zero.
    pub amount: u64,
}

#[derive(Accounts)]
pub struct FundPlan<'info> {
    /// Owner or delegate of the source.
    pub funder: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// Where the tokens come from.
    /// CHECK: not the vault; the token program checks its mint and its owner's signature.
    #[account(mut)]
    pub source: UncheckedAccount<'info>,
    /// The plan's vault.
    /// CHECK: compared with `plan.vault`.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// The plan's mint.
    /// CHECK: compared with `plan.mint`.
    pub mint: UncheckedAccount<'info>,
    /// The plan's token program.
    /// CHECK: compared with `plan.token_program`.
    pub token_program: UncheckedAccount<'info>,
}

impl FundPlan<'_> {
    fn validate(&self, plan: &Plan, args: &FundPlanArgs) -> Result<()> {
        token::check_plan_accounts(plan, &self.vault, &self.mint, &self.token_program)?;
        ensure!(self.source.key() != plan.vault, VestingError::VaultIsCounterparty);
        ensure!(args.amount > 0, VestingError::AmountIsZero);
        Ok(())
    }
}

/// See `vesting::fund_plan`.
pub fn fund_plan<'info>(ctx: Context<'info, FundPlan<'info>>, args: FundPlanArgs) -> Result<()> {
    let accounts = ctx.accounts;
    let decimals = {
        let plan = accounts.plan.load()?;
        accounts.validate(&plan, &args)?;
        plan.decimals
    };

    let transfer = token::TransferAccounts {
        source: &accounts.source,
        mint: &accounts.mint,
        destination: &accounts.vault,
        authority: &accounts.funder,
        token_program: &accounts.token_program,
        more_accounts: ctx.remaining_accounts,
    };
    let received = transfer.transfer(args.amount, decimals, &[])?;

    emit!(PlanFunded {
        plan: accounts.plan.key(),
        funder: accounts.funder.key(),
        sent: args.amount,
        received,
    });
    Ok(())
}
