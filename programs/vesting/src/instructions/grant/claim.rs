use anchor_lang::prelude::*;

use crate::{ensure, errors::VestingError, events::Claimed, state::*, token};

#[derive(Accounts)]
pub struct Claim<'info> {
    /// Anybody; the beneficiary may choose the destination.
    pub claimant: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
    /// The plan's vault.
    /// CHECK: compared with `plan.vault`.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// A token account of the beneficiary: any when the beneficiary signs, otherwise the associated one.
    /// CHECK: `token::check_owned` and `token::check_associated`.
    #[account(mut)]
    pub destination: UncheckedAccount<'info>,
    /// The plan's mint.
    /// CHECK: compared with `plan.mint`.
    pub mint: UncheckedAccount<'info>,
    /// The plan's token program.
    /// CHECK: compared with `plan.token_program`.
    pub token_program: UncheckedAccount<'info>,
}

impl Claim<'_> {
    #[inline(always)]
    fn validate(&self, plan: &Plan, grant: &Grant) -> Result<()> {
        token::check_plan_accounts(plan, &self.vault, &self.mint, &self.token_program)?;
        token::check_owned(&self.destination, &grant.beneficiary, plan)?;
        if *self.claimant.key != grant.beneficiary {
            ensure!(grant.flags & FLAG_AUTO_CLAIM_OFF == 0, VestingError::AutoClaimIsOff);
            let associated = token::associated_address(&grant.beneficiary, &plan.mint, &plan.token_program);
            ensure!(*self.destination.key == associated, VestingError::NotAssociatedAccount);
        }
        Ok(())
    }
}

/// See `vesting::claim`.
pub fn claim<'info>(ctx: Context<'info, Claim<'info>>) -> Result<()> {
    let accounts = ctx.accounts;
    let now = Clock::get()?.unix_timestamp;

    let (beneficiary, gross, withheld, signer, decimals) = {
        let mut plan = accounts.plan.load_mut()?;
        let mut data = accounts.grant.as_ref().try_borrow_mut_data()?;
        let (grant, segments) = Grant::of_plan(&mut data, accounts.plan.as_ref().key)?;
        accounts.validate(&plan, grant)?;
        ensure!(!plan.claims_paused(now), VestingError::ClaimsArePaused);
        let gross = grant.claimable(segments, &plan, now);
        ensure!(gross > 0, VestingError::NothingToClaim);

        let withheld = grant.book_claim(gross)?;
        plan.book_claim(gross, withheld)?;
        (grant.beneficiary, gross, withheld, plan.signer(), plan.decimals)
    };

    let before = token::amount(&accounts.destination)?;
    let transfer = token::TransferAccounts {
        source: &accounts.vault,
        mint: &accounts.mint,
        destination: &accounts.destination,
        authority: accounts.plan.as_ref(),
        token_program: &accounts.token_program,
        hook_accounts: ctx.remaining_accounts,
    };
    transfer.transfer(gross.saturating_sub(withheld), decimals, &[&signer.seeds()])?;
    let received = token::amount(&accounts.destination)?.saturating_sub(before);

    emit!(Claimed {
        plan: *accounts.plan.as_ref().key,
        grant: *accounts.grant.as_ref().key,
        beneficiary,
        gross,
        withheld,
        received,
    });
    Ok(())
}
