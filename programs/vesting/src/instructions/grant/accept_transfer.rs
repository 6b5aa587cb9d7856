use anchor_lang::prelude::*;

use crate::{access, ensure, errors::VestingError, events::GrantTransferred, state::*};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct AcceptTransferArgs {
    /// The wallet that the signer agrees to. The pending transfer must still go there: it could have been replaced by
    /// another since the signer saw it.
    pub to: Pubkey,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct AcceptTransfer<'info> {
    /// The other side; anybody once the transfer is ready.
    pub signer: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
    /// The pending transfer.
    #[account(mut, close = proposer)]
    pub transfer: AccountLoader<'info, Transfer>,
    /// Gets the rent of the transfer's account.
    /// CHECK: compared with `transfer.proposer`.
    #[account(mut)]
    pub proposer: UncheckedAccount<'info>,
}

/// See `vesting::accept_transfer`.
pub fn accept_transfer(ctx: Context<AcceptTransfer>, args: AcceptTransferArgs) -> Result<()> {
    let accounts = ctx.accounts;
    let plan = accounts.plan.load()?;
    let mut grant = accounts.grant.load_mut()?;
    let transfer = accounts.transfer.load()?;
    ensure!(grant.plan == accounts.plan.key(), VestingError::GrantOfAnotherPlan);
    ensure!(transfer.grant == accounts.grant.key(), VestingError::TransferIsStale);
    ensure!(transfer.proposer == accounts.proposer.key(), VestingError::WrongRentRecipient);
    ensure!(transfer.to == args.to, VestingError::TransferIsStale);
    let now = access::check_fresh(args.expires_ts)?;
    transfer.check_acceptance(&grant, &plan, accounts.signer.key, now)?;

    grant.beneficiary = transfer.to;
    // Whether others may send claims is the new beneficiary's choice: it is as on the day of issue.
    grant.flags = grant.flags & !(FLAG_AUTO_CLAIM_OFF | FLAG_RECOVERY) | plan.claim_flags();

    emit!(GrantTransferred {
        plan: accounts.plan.key(),
        grant: accounts.grant.key(),
        from: transfer.from,
        to: transfer.to,
    });
    Ok(())
}
