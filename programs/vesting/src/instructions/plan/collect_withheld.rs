use anchor_lang::prelude::*;

use crate::{access, ensure, errors::VestingError, events::WithheldCollected, state::*, token};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct CollectWithheldArgs {
    /// Base units, above zero, at most `plan.withheld`.
    pub amount: u64,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct CollectWithheld<'info> {
    /// The plan's payroll.
    pub payroll: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The plan's vault.
    /// CHECK: compared with `plan.vault`.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// A token account of payroll.
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

impl CollectWithheld<'_> {
    fn validate(&self, plan: &Plan, args: &CollectWithheldArgs) -> Result<()> {
        token::check_plan_accounts(plan, &self.vault, &self.mint, &self.token_program)?;
        let now = access::check_fresh(args.expires_ts)?;
        ensure!(plan.payroll_at(now) == self.payroll.key(), VestingError::NotPayroll);
        token::check_owned(&self.destination, self.payroll.key, plan)?;
        ensure!(args.amount > 0, VestingError::AmountIsZero);
        ensure!(args.amount <= plan.withheld, VestingError::WithheldTooSmall);
        Ok(())
    }
}

/// See `vesting::collect_withheld`.
pub fn collect_withheld<'info>(
    ctx: Context<'info, CollectWithheld<'info>>,
    args: CollectWithheldArgs,
) -> Result<()> {
    let accounts = ctx.accounts;
    let (signer, decimals) = {
        let mut plan = accounts.plan.load_mut()?;
        accounts.validate(&plan, &args)?;
        plan.withheld = plan.withheld.saturating_sub(args.amount);
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

    emit!(WithheldCollected {
        plan: accounts.plan.key(),
        destination: accounts.destination.key(),
        amount: args.amount,
    });
    Ok(())
}
