use anchor_lang::prelude::*;

use crate::{
    access, account, constants::DEPOSIT_SEED, ensure, errors::VestingError, events::VotesDeposited, state::*,
    token,
};

#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct DepositVotesArgs {
    /// The owner's own number for the deposit, not in use.
    pub deposit_id: u64,
    /// Base units to send, above zero; what arrives after a transfer fee counts.
    pub amount: u64,
}

#[derive(Accounts)]
#[instruction(args: DepositVotesArgs)]
pub struct DepositVotes<'info> {
    /// Who votes with it and gets it back. Pays the rent.
    #[account(mut)]
    pub owner: Signer<'info>,
    /// The plan.
    pub plan: AccountLoader<'info, Plan>,
    /// The plan's governance.
    #[account(mut)]
    pub governance: AccountLoader<'info, Governance>,
    /// The new deposit.
    /// CHECK: its seeds; it is new, so there is nothing else to check.
    #[account(
        mut,
        seeds = [DEPOSIT_SEED, governance.key().as_ref(), owner.key().as_ref(), &args.deposit_id.to_le_bytes()],
        bump,
    )]
    pub deposit: UncheckedAccount<'info>,
    /// A token account that the owner may move tokens from.
    /// CHECK: the token program checks mint and signature.
    #[account(mut)]
    pub source: UncheckedAccount<'info>,
    /// The governance's vault.
    /// CHECK: compared with `governance.vault`.
    #[account(mut)]
    pub vault: UncheckedAccount<'info>,
    /// The plan's mint.
    /// CHECK: compared with `plan.mint`.
    pub mint: UncheckedAccount<'info>,
    /// The plan's token program.
    /// CHECK: compared with `plan.token_program`.
    pub token_program: UncheckedAccount<'info>,
    /// The system program.
    pub system_program: Program<'info, System>,
}

/// See `vesting::deposit_votes`.
pub fn deposit_votes<'info>(ctx: Context<'info, DepositVotes<'info>>, args: DepositVotesArgs) -> Result<()> {
    let accounts = ctx.accounts;
    let (governance_key, owner) = (accounts.governance.key(), accounts.owner.key());
    let decimals = {
        let plan = accounts.plan.load()?;
        let governance = accounts.governance.load()?;
        governance.check_plan(accounts.plan.as_ref().key)?;
        governance.check_accounts(&plan, &accounts.vault, &accounts.mint, &accounts.token_program)?;
        ensure!(accounts.source.key() != governance.vault, VestingError::VaultIsCounterparty);
        // Nothing is left to vote on, and a stranger could keep the plan from closing by depositing again and again.
        ensure!(!(plan.is_sealed() && plan.grant_count == 0), VestingError::PlanIsSealed);
        ensure!(args.amount > 0, VestingError::AmountIsZero);
        ensure!(*accounts.deposit.owner != crate::ID, VestingError::DepositAlreadyExists);
        plan.decimals
    };

    let transfer = token::TransferAccounts {
        source: &accounts.source,
        mint: &accounts.mint,
        destination: &accounts.vault,
        authority: &accounts.owner,
        token_program: &accounts.token_program,
        more_accounts: ctx.remaining_accounts,
    };
    let received = transfer.transfer(args.amount, decimals, &[])?;
    // A fee can take all of it.
    ensure!(received > 0, VestingError::AmountIsZero);
    accounts.governance.load_mut()?.add_deposit(received)?;

    let id = args.deposit_id.to_le_bytes();
    let seeds: [&[u8]; 5] =
        [DEPOSIT_SEED, governance_key.as_ref(), owner.as_ref(), &id, &[ctx.bumps.deposit]];
    account::create(&accounts.deposit, &accounts.owner, DEPOSIT_SIZE, &Rent::get()?, &seeds)?;
    let loader = AccountLoader::<Deposit>::try_from_unchecked(&crate::ID, accounts.deposit.as_ref())?;
    *loader.load_init()? = Deposit {
        governance: governance_key,
        owner,
        deposit_id: args.deposit_id,
        amount: received,
        made_ts: access::now()?,
        locked_until_ts: 0,
    };
    loader.exit(&crate::ID)?;

    emit!(VotesDeposited {
        governance: governance_key,
        deposit: accounts.deposit.key(),
        owner,
        amount: received
    });
    Ok(())
}
