use anchor_lang::prelude::*;

use crate::{access, account, ensure, errors::VestingError, events::MilestoneClaimed, state::*, token};

#[derive(Accounts)]
pub struct ClaimMilestone<'info> {
    /// Anybody; the beneficiary may choose the destination.
    pub claimant: Signer<'info>,
    /// The plan.
    #[account(mut)]
    pub plan: AccountLoader<'info, Plan>,
    /// The grant.
    #[account(mut)]
    pub grant: AccountLoader<'info, Grant>,
    /// The milestone.
    #[account(mut)]
    pub milestone: AccountLoader<'info, Milestone>,
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

/// See `vesting::claim_milestone`.
pub fn claim_milestone<'info>(ctx: Context<'info, ClaimMilestone<'info>>) -> Result<()> {
    let accounts = ctx.accounts;
    let now = access::now()?;

    let (beneficiary, gross, withheld, signer, decimals) = {
        let mut plan = accounts.plan.load_mut()?;
        let mut grant = accounts.grant.load_mut()?;
        ensure!(grant.plan == *accounts.plan.as_ref().key, VestingError::GrantOfAnotherPlan);
        let mut data = account::data_mut(accounts.milestone.as_ref())?;
        let (milestone, segments) = Milestone::of_grant(&mut data, accounts.grant.as_ref().key)?;
        token::check_plan_accounts(&plan, &accounts.vault, &accounts.mint, &accounts.token_program)?;
        access::check_payee(accounts.claimant.key, &accounts.destination, &plan, &grant)?;
        ensure!(!plan.claims_paused(now), VestingError::ClaimsArePaused);
        let gross = milestone.claimable(segments, &grant, &plan, now);
        ensure!(gross > 0, VestingError::NothingToClaim);

        if *accounts.claimant.key == grant.beneficiary {
            grant.note_beneficiary();
        }
        let withheld = grant.withhold(gross, now);
        milestone.book_claim(gross)?;
        plan.book_claim(gross, withheld)?;
        plan.unreserve_milestone(gross)?;
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

    emit!(MilestoneClaimed {
        plan: *accounts.plan.as_ref().key,
        grant: *accounts.grant.as_ref().key,
        milestone: *accounts.milestone.as_ref().key,
        beneficiary,
        gross,
        withheld,
        received,
    });
    Ok(())
}
