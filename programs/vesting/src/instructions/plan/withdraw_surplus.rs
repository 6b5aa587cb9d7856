use anchor_lang::prelude::*;

use crate::{access, ensure, errors::VestingError, events::SurplusWithdrawn, state::*, token};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct WithdrawSurplusArgs {
    /// Base units, above zero, at most the vault's amount less what is owed.
    pub amount: u64,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct WithdrawSurplus<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The plan's vault.
    /// CHECK: compared with `plan.vault`.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// A token account of the authority.
    /// CHECK: `token::check_owned`.
    #[account(mut)]
    pub destination: UncheckedAccount<'info>,
    /// The plan's mint.
    /// CHECK: compared with `plan.mint`.
    pub mint: UncheckedAccount<'info>,
    /// The plan's token program.
    /// CHECK: compared with `plan.token_program`.
    pub token_program: UncheckedAccount<'info>,
}

impl WithdrawSurplus<'_> {
    fn validate(&self, plan: &Plan, args: &WithdrawSurplusArgs) -> Result<()> {
        token::check_plan_accounts(plan, &self.vault, &self.mint, &self.token_program)?;
        access::check_authority(plan, self.authority.key)?;
        access::check_fresh(args.expires_ts)?;
        token::check_owned(&self.destination, &plan.authority, plan)?;
        ensure!(args.amount > 0, VestingError::AmountIsZero);
        let surplus = plan.surplus(token::amount(&self.vault)?)?;
        ensure!(args.amount <= surplus, VestingError::SurplusTooSmall);
        Ok(())
    }
}

/// See `vesting::withdraw_surplus`.
pub fn withdraw_surplus<'info>(
    ctx: Context<'info, WithdrawSurplus<'info>>,
    args: WithdrawSurplusArgs,
) -> Result<()> {
    let accounts = ctx.accounts;
    let (signer, decimals) = {
        let plan = accounts.plan.load()?;
        accounts.validate(&plan, &args)?;
        (plan.signer(), plan.decimals)
    };

    let transfer = token::TransferAccounts {
        source: &accounts.vault,
        mint: &accounts.mint,
        destination: &accounts.destination,
        authority: accounts.plan.as_ref(),
        token_program: &accounts.token_program,
        more_accounts: ctx.remaining_accounts,
    };
    transfer.transfer(args.amount, decimals, &[&signer.seeds()])?;
    accounts.plan.load()?.invariant(token::amount(&accounts.vault)?)?;

    emit!(SurplusWithdrawn {
        plan: accounts.plan.key(),
        destination: accounts.destination.key(),
        amount: args.amount,
    });
    Ok(())
}
