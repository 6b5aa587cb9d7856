use anchor_lang::prelude::*;

use crate::{
    access, account,
    constants::{TRANSFER_EXPIRY_SECS, TRANSFER_SEED},
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
    /// The plan's guardian, who must agree to a recovery, and is somebody else than the authority.
    pub guardian: Option<Signer<'info>>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
    /// The pending transfer; a grant has at most one.
    /// CHECK: its seeds; it is new, so there is nothing else to check.
    #[account(mut, seeds = [TRANSFER_SEED, grant.key().as_ref()], bump)]
    pub transfer: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

impl ProposeTransfer<'_> {
    /// From when the transfer needs nobody else.
    fn ready_ts(&self, plan: &Plan, grant: &Grant, now: i64) -> Result<i64> {
        if grant.beneficiary == *self.proposer.key {
            return match plan.transfer_rule() {
                TransferRule::Free => Ok(now),
                TransferRule::WithConsent => Ok(i64::MAX),
                TransferRule::Forbidden => Err(fail(VestingError::TransferNotAllowed)),
            };
        }
        ensure!(plan.authority == *self.proposer.key, VestingError::NotTransferParty);
        ensure!(plan.recovery_secs != 0, VestingError::RecoveryNotAllowed);
        let guardian = self.guardian.as_ref().map(|guardian| guardian.key());
        let agreed = guardian == Some(plan.guardian_at(now)) && guardian != Some(plan.authority);
        ensure!(agreed, VestingError::RecoveryNeedsGuardian);
        Ok(now.saturating_add(i64::from(plan.recovery_secs)))
    }
}

/// See `vesting::propose_transfer`.
pub fn propose_transfer<'info>(
    ctx: Context<'info, ProposeTransfer<'info>>,
    args: ProposeTransferArgs,
) -> Result<()> {
    let accounts = ctx.accounts;
    let plan = accounts.plan.load()?;
    let mut grant = accounts.grant.load_mut()?;
    ensure!(grant.plan == accounts.plan.key(), VestingError::GrantOfAnotherPlan);
    let proposer = accounts.proposer.key();
    let now = access::check_fresh(args.expires_ts)?;
    let invalid = args.to == Pubkey::default() || args.to == accounts.plan.key();
    ensure!(!invalid, VestingError::BeneficiaryInvalid);
    let ready_ts = accounts.ready_ts(&plan, &grant, now)?;

    ensure!(*accounts.transfer.owner != crate::ID, VestingError::TransferAlreadyPending);
    if grant.beneficiary != proposer {
        grant.flags |= FLAG_RECOVERY;
    }
    let needs_other_side = ready_ts == i64::MAX;
    let expires_from = if needs_other_side { now } else { ready_ts };

    let grant_key = accounts.grant.key();
    let seeds = [TRANSFER_SEED, grant_key.as_ref(), &[ctx.bumps.transfer]];
    account::create(&accounts.transfer, &accounts.proposer, TRANSFER_SIZE, &Rent::get()?, &seeds)?;
    let loader = AccountLoader::<Transfer>::try_from_unchecked(&crate::ID, accounts.transfer.as_ref())?;
    *loader.load_init()? = Transfer {
        plan: grant.plan,
        grant: grant_key,
        proposer,
        from: grant.beneficiary,
        to: args.to,
        ready_ts,
        expires_ts: expires_from.saturating_add(i64::from(TRANSFER_EXPIRY_SECS)),
        authority_changes: plan.authority_changes,
        reserved: 0,
    };
    loader.exit(&crate::ID)?;

    emit!(TransferProposed {
        plan: accounts.plan.key(),
        grant: accounts.grant.key(),
        proposer,
        to: args.to,
        ready_ts,
    });
    Ok(())
}
