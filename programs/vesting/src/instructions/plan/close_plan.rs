use anchor_lang::prelude::*;

use crate::{access, account, ensure, errors::VestingError, events::PlanClosed, state::*, token};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct ClosePlanArgs {
    /// Last second at which this may run.
    pub expires_ts: i64,
}

#[derive(Accounts)]
pub struct ClosePlan<'info> {
    /// The plan's authority.
    pub authority: Signer<'info>,
    /// The plan.
    /// CHECK: owner and discriminator in `validate`, through `AccountLoader`; unchecked because Anchor would write the
    /// discriminator back into what is closed.
    #[account(mut)]
    pub plan: UncheckedAccount<'info>,
    /// The plan's vault.
    /// CHECK: compared with `plan.vault`.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// A token account of the authority, for what is left in the vault.
    /// CHECK: `token::check_owned`.
    #[account(mut)]
    pub destination: UncheckedAccount<'info>,
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

impl ClosePlan<'_> {
    fn validate(&self, plan: &Plan, args: &ClosePlanArgs) -> Result<()> {
        token::check_plan_accounts(plan, &self.vault, &self.mint, &self.token_program)?;
        access::check_authority(plan, self.authority.key)?;
        access::check_fresh(args.expires_ts)?;
        ensure!(self.rent_recipient.key() == plan.rent_recipient, VestingError::WrongRentRecipient);
        ensure!(plan.is_sealed(), VestingError::PlanNotSealed);
        let empty = plan.owed()? == 0 && plan.grant_count == 0 && plan.tombstone_count == 0;
        ensure!(empty, VestingError::PlanNotEmpty);
        ensure!(plan.has_oracle_set == 0, VestingError::MetricsRemain);
        ensure!(plan.has_governance == 0, VestingError::GovernanceRemains);
        token::check_owned(&self.destination, &plan.authority, plan)
    }
}

/// See `vesting::close_plan`.
pub fn close_plan<'info>(ctx: Context<'info, ClosePlan<'info>>, args: ClosePlanArgs) -> Result<()> {
    let accounts = ctx.accounts;
    let plan_info: &'info AccountInfo<'info> = accounts.plan.as_ref();
    let (signer, decimals) = {
        let loader = AccountLoader::<Plan>::try_from(plan_info)?;
        let plan = loader.load()?;
        accounts.validate(&plan, &args)?;
        (plan.signer(), plan.decimals)
    };

    let surplus = token::amount(&accounts.vault)?;
    let transfer = token::TransferAccounts {
        source: &accounts.vault,
        mint: &accounts.mint,
        destination: &accounts.destination,
        authority: &accounts.plan,
        token_program: &accounts.token_program,
        more_accounts: ctx.remaining_accounts,
    };
    if surplus > 0 {
        transfer.transfer(surplus, decimals, &[&signer.seeds()])?;
    }
    transfer.close_source(&accounts.rent_recipient, &[&signer.seeds()])?;
    account::shrink(plan_info, CLOSED_PLAN.len(), &accounts.rent_recipient)?;
    account::data_mut(plan_info)?.copy_from_slice(&CLOSED_PLAN);

    emit!(PlanClosed { plan: accounts.plan.key(), surplus });
    Ok(())
}
