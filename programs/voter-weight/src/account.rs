//! Creating accounts that no `init` constraint names.
use anchor_lang::{
    prelude::*,
    system_program::{self, Allocate, Assign, Transfer},
};

/// Creates the account of the address that `seeds` sign for, with `size` zero bytes, paid by `payer`. Lamports that somebody
/// sent there before are used, not an obstacle.
pub fn create<'info>(
    account: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
    size: usize,
    seeds: &[&[u8]],
) -> Result<()> {
    let missing = Rent::get()?.minimum_balance(size).saturating_sub(account.lamports());
    if missing > 0 {
        let transfer = Transfer { from: payer.clone(), to: account.clone() };
        system_program::transfer(CpiContext::new(system_program::ID, transfer), missing)?;
    }
    let signers = &[seeds];
    let allocate = Allocate { account_to_allocate: account.clone() };
    system_program::allocate(
        CpiContext::new_with_signer(system_program::ID, allocate, signers),
        size as u64,
    )?;
    let assign = Assign { account_to_assign: account.clone() };
    system_program::assign(CpiContext::new_with_signer(system_program::ID, assign, signers), &crate::ID)
}
