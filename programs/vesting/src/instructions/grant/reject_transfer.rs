use anchor_lang::prelude::*;

use crate::{ensure, errors::VestingError, events::TransferRejected, state::*};

#[derive(Accounts)]
pub struct RejectTransfer<'info> {
    /// The beneficiary it would leave (veto), the proposer (taken back) or the plan's authority (refused).
    pub signer: Signer<'info>,
    /// The plan, or what is left of it: beneficiary and proposer can always end a transfer.
    /// CHECK: compared with `transfer.plan`; read through `AccountLoader` where the authority's power is used.
    pub plan: UncheckedAccount<'info>,
    /// The pending transfer.
    #[account(mut, close = proposer)]
    pub transfer: AccountLoader<'info, Transfer>,
    /// Gets the rent of the transfer's account.
    /// CHECK: compared with `transfer.proposer`.
    #[account(mut)]
    pub proposer: UncheckedAccount<'info>,
}

/// See `vesting::reject_transfer`.
pub fn reject_transfer<'info>(ctx: Context<'info, RejectTransfer<'info>>) -> Result<()> {
    let accounts = ctx.accounts;
    let transfer = accounts.transfer.load()?;
    ensure!(transfer.plan == accounts.plan.key(), VestingError::GrantOfAnotherPlan);
    ensure!(transfer.proposer == accounts.proposer.key(), VestingError::WrongRentRecipient);
    let signer = accounts.signer.key();
    if signer != transfer.from && signer != transfer.proposer {
        let loader = AccountLoader::<Plan>::try_from(accounts.plan.as_ref())?;
        ensure!(loader.load()?.authority == signer, VestingError::NotTransferParty);
    }

    emit!(TransferRejected { plan: transfer.plan, grant: transfer.grant, rejected_by: signer });
    Ok(())
}
