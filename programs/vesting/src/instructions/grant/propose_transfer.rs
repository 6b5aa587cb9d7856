use anchor_lang::prelude::*;

use crate::{
    access,
    constants::{RECOVERY_DELAY_SECS, TRANSFER_SEED},
    ensure,
    errors::{fail, VestingError},
    events::TransferProposed,
    state::*,
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct ProposeTransferArgs {
    /// The next beneficiary: not the zero address, not the plan.
    pub to: Pubkey,
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct ProposeTransfer<'info> {
    /// The beneficiary, or the authority (recovery of a lost wallet). Pays for the transfer's account.
    #[account(mut)]
    pub proposer: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    pub grant: AccountLoader<'info, Grant>,
    /// The pending transfer; a grant has at most one.
    #[account(
        init,
        payer = proposer,
        space = TRANSFER_SIZE,
        seeds = [TRANSFER_SEED, grant.key().as_ref()],
        bump,
    )]
    pub transfer: AccountLoader<'info, Transfer>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// From when the transfer needs nobody else.
fn ready_ts(plan: &Plan, grant: &Grant, proposer: &Pubkey, now: i64) -> Result<i64> {
    if grant.beneficiary == *proposer {
        return match plan.transfer_rule() {
            TransferRule::Free => Ok(now),
            TransferRule::WithConsent => Ok(i64::MAX),
            TransferRule::Forbidden => Err(fail(VestingError::TransferNotAllowed)),
        };
    }
    ensure!(plan.authority == *proposer, VestingError::NotTransferParty);
    Ok(now.saturating_add(i64::from(RECOVERY_DELAY_SECS)))
}

/// See `vesting::propose_transfer`.
pub fn propose_transfer(ctx: Context<ProposeTransfer>, args: ProposeTransferArgs) -> Result<()> {
    let accounts = ctx.accounts;
    let plan = accounts.plan.load()?;
    let grant = accounts.grant.load()?;
    ensure!(grant.plan == accounts.plan.key(), VestingError::GrantOfAnotherPlan);
    let proposer = accounts.proposer.key();
    let now = access::check_fresh(args.expires_ts)?;
    let invalid = args.to == Pubkey::default() || args.to == accounts.plan.key();
    ensure!(!invalid, VestingError::BeneficiaryInvalid);
    let ready_ts = ready_ts(&plan, &grant, &proposer, now)?;

    *accounts.transfer.load_init()? = Transfer {
        plan: grant.plan,
        grant: accounts.grant.key(),
        proposer,
        from: grant.beneficiary,
        to: args.to,
        ready_ts,
    };

    emit!(TransferProposed {
        plan: accounts.plan.key(),
        grant: accounts.grant.key(),
        proposer,
        to: args.to,
        ready_ts,
    });
    Ok(())
}
