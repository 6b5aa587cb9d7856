use anchor_lang::prelude::*;

use crate::{account, ensure, errors::VestingError, events::GovernanceClosed, state::*, token};

#[derive(Accounts)]
pub struct CloseGovernance<'info> {
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The plan's governance.
    #[account(mut)]
    pub governance: AccountLoader<'info, Governance>,
    /// The governance's vault.
    /// CHECK: compared with `governance.vault`.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// The plan's vault, for what somebody sent to the governance's without depositing it.
    /// CHECK: compared with `plan.vault`.
    #[account(mut)]
    pub plan_vault: UncheckedAccount<'info>,
    /// Gets the rent back.
    /// CHECK: compared with `plan.rent_recipient`.
    #[account(mut)]
    pub rent_recipient: UncheckedAccount<'info>,
    /// The plan's mint.
    /// CHECK: compared with `plan.mint`.
    pub mint: UncheckedAccount<'info>,
    /// The plan's token program.
    /// CHECK: compared with `plan.token_program`.
    pub token_program: UncheckedAccount<'info>,
}

impl CloseGovernance<'_> {
    fn validate(&self, plan: &Plan, governance: &Governance) -> Result<()> {
        governance.check_plan(self.plan.as_ref().key)?;
        governance.check_accounts(plan, &self.vault, &self.mint, &self.token_program)?;
        ensure!(self.plan_vault.key() == plan.vault, VestingError::WrongVault);
        ensure!(self.rent_recipient.key() == plan.rent_recipient, VestingError::WrongRentRecipient);
        ensure!(plan.is_sealed(), VestingError::PlanNotSealed);
        ensure!(plan.grant_count == 0, VestingError::PlanNotEmpty);
        ensure!(governance.deposited == 0, VestingError::DepositsRemain);
        Ok(())
    }
}

/// See `vesting::close_governance`.
pub fn close_governance<'info>(ctx: Context<'info, CloseGovernance<'info>>) -> Result<()> {
    let accounts = ctx.accounts;
    let (signer, decimals) = {
        let mut plan = accounts.plan.load_mut()?;
        let governance = accounts.governance.load()?;
        accounts.validate(&plan, &governance)?;
        plan.has_governance = 0;
        (governance.signer(), plan.decimals)
    };

    let transfer = token::TransferAccounts {
        source: &accounts.vault,
        mint: &accounts.mint,
        destination: &accounts.plan_vault,
        authority: accounts.governance.as_ref(),
        token_program: &accounts.token_program,
        more_accounts: ctx.remaining_accounts,
    };
    let left = token::amount(&accounts.vault)?;
    if left > 0 {
        transfer.transfer(left, decimals, &[&signer.seeds()])?;
    }
    transfer.close_source(&accounts.rent_recipient, &[&signer.seeds()])?;
    account::close(accounts.governance.as_ref(), &accounts.rent_recipient)?;

    emit!(GovernanceClosed { plan: accounts.plan.key(), governance: accounts.governance.key() });
    Ok(())
}
