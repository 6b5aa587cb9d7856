use anchor_lang::prelude::*;

use crate::{ensure, errors::VestingError, events::TransferRejected, state::*};

#[derive(Accounts)]
pub struct RejectTransfer<'info> {
    /// The beneficiary it would leave (veto), the proposer (taken back) or the plan's authority (refused).
    pub signer: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The pending transfer.
    #[account(mut, close = proposer)]
    pub transfer: AccountLoader<'info, Transfer>,
    /// Gets the rent of the transfer's account.
    /// CHECK: compared with `transfer.proposer`.
    #[account(mut)]
    pub proposer: UncheckedAccount<'info>,
}

/// See `vesting::reject_transfer`.
pub fn reject_transfer(ctx: Context<RejectTransfer>) -> Result<()> {
    let accounts = ctx.accounts;
    let plan = accounts.plan.load()?;
    let transfer = accounts.transfer.load()?;
    ensure!(transfer.plan == accounts.plan.key(), VestingError::GrantOfAnotherPlan);
    ensure!(transfer.proposer == accounts.proposer.key(), VestingError::WrongRentRecipient);
    let signer = accounts.signer.key();
    let allowed = [transfer.from, transfer.proposer, plan.authority].contains(&signer);
    ensure!(allowed, VestingError::NotTransferParty);

    emit!(TransferRejected { plan: transfer.plan, grant: transfer.grant, rejected_by: signer });
    Ok(())
}
