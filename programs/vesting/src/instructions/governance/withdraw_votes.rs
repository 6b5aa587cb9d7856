use anchor_lang::prelude::*;

use crate::{access, account, ensure, errors::VestingError, events::VotesWithdrawn, state::*, token};

#[derive(Accounts)]
pub struct WithdrawVotes<'info> {
    /// The deposit's owner; anybody in a sealed plan without grants, so that nobody's deposit keeps it from closing.
    pub signer: Signer<'info>,
    /// The deposit's owner, who gets the rent back.
    /// CHECK: compared with `deposit.owner`.
    #[account(mut)]
    pub owner: UncheckedAccount<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The plan's governance.
    #[account(mut)]
    pub governance: AccountLoader<'info, Governance>,
    /// The deposit.
    #[account(mut)]
    pub deposit: AccountLoader<'info, Deposit>,
    /// The governance's vault.
    /// CHECK: compared with `governance.vault`.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// Any token account of the owner.
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

/// See `vesting::withdraw_votes`.
pub fn withdraw_votes<'info>(ctx: Context<'info, WithdrawVotes<'info>>) -> Result<()> {
    let accounts = ctx.accounts;
    let governance_key = accounts.governance.key();
    let (amount, signer, decimals) = {
        let plan = accounts.plan.load()?;
        let mut governance = accounts.governance.load_mut()?;
        let deposit = accounts.deposit.load()?;
        governance.check_plan(accounts.plan.as_ref().key)?;
        governance.check_accounts(&plan, &accounts.vault, &accounts.mint, &accounts.token_program)?;
        let own = deposit.governance == governance_key && deposit.owner == accounts.owner.key();
        let at_its_end = plan.is_sealed() && plan.grant_count == 0;
        ensure!(own && (at_its_end || accounts.signer.key() == deposit.owner), VestingError::NotYourDeposit);
        token::check_owned(&accounts.destination, &deposit.owner, &plan)?;
        deposit.check_unlocked(access::now()?)?;
        governance.remove_deposit(deposit.amount)?;
        (deposit.amount, governance.signer(), plan.decimals)
    };

    let transfer = token::TransferAccounts {
        source: &accounts.vault,
        mint: &accounts.mint,
        destination: &accounts.destination,
        authority: accounts.governance.as_ref(),
        token_program: &accounts.token_program,
        more_accounts: ctx.remaining_accounts,
    };
    transfer.transfer(amount, decimals, &[&signer.seeds()])?;
    account::close(accounts.deposit.as_ref(), &accounts.owner)?;

    emit!(VotesWithdrawn {
        governance: governance_key,
        deposit: accounts.deposit.key(),
        owner: accounts.owner.key(),
        amount,
    });
    Ok(())
}
