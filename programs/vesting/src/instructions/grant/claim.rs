use anchor_lang::prelude::*;

use crate::{access, account, ensure, errors::VestingError, events::Claimed, state::*, token};

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
    /// CHECK: `access::check_payee`.
    #[account(mut)]
    pub destination: UncheckedAccount<'info>,
    /// The plan's mint.
    /// CHECK: compared with `plan.mint`.
    pub mint: UncheckedAccount<'info>,
    /// The plan's token program.
    /// CHECK: compared with `plan.token_program`.
    pub token_program: UncheckedAccount<'info>,
}

/// See `vesting::claim`.
pub fn claim<'info>(ctx: Context<'info, Claim<'info>>) -> Result<()> {
    let accounts = ctx.accounts;
    let now = access::now()?;

    let (beneficiary, gross, withheld, signer, decimals) = {
        let mut plan = accounts.plan.load_mut()?;
        let mut data = account::data_mut(accounts.grant.as_ref())?;
        let (grant, segments) = Grant::of_plan(&mut data, accounts.plan.as_ref().key)?;
        token::check_plan_accounts(&plan, &accounts.vault, &accounts.mint, &accounts.token_program)?;
        access::check_payee(accounts.claimant.key, &accounts.destination, &plan, grant)?;
        ensure!(!plan.claims_paused(now), VestingError::ClaimsArePaused);
        let gross = grant.claimable(segments, &plan, now);
        ensure!(gross > 0, VestingError::NothingToClaim);

        if *accounts.claimant.key == grant.beneficiary {
            grant.note_beneficiary();
        }
        let withheld = grant.book_claim(gross, now)?;
        plan.book_claim(gross, withheld)?;
        plan.unreserve_grant(gross, grant.issued_ts());
        (grant.beneficiary, gross, withheld, plan.signer(), plan.decimals)
    };

    let transfer = token::TransferAccounts {
        source: &accounts.vault,
        mint: &accounts.mint,
        destination: &accounts.destination,
        authority: accounts.plan.as_ref(),
        token_program: &accounts.token_program,
        more_accounts: ctx.remaining_accounts,
    };
    let received = transfer.transfer(gross.saturating_sub(withheld), decimals, &[&signer.seeds()])?;

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
