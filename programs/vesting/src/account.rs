//! Creating, shrinking and emptying the program's own accounts.
use std::cell::RefMut;

use anchor_lang::{
    prelude::*,
    solana_program::{
        instruction::{AccountMeta, Instruction},
        program::invoke_signed_unchecked,
    },
    system_program,
};

use crate::errors::{fail, runtime_error, VestingError};

/// System instruction numbers (https://docs.rs/solana-system-interface, `SystemInstruction`).
const CREATE_ACCOUNT: u32 = 0;
const ASSIGN: u32 = 1;
const TRANSFER: u32 = 2;
const ALLOCATE: u32 = 8;

/// Creates the account of the address that `seeds` sign for, with `size` zero bytes, paid by `payer`. Lamports that
/// somebody sent there before are used, not an obstacle.
pub fn create<'info>(
    account: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
    size: usize,
    rent: &Rent,
    seeds: &[&[u8]],
) -> Result<()> {
    let size_bytes = (size as u64).to_le_bytes();
    let owner = crate::ID.to_bytes();
    let needed = rent.minimum_balance(size);
    let present = account.lamports();
    if present == 0 {
        return call(
            CREATE_ACCOUNT,
            &[&needed.to_le_bytes(), &size_bytes, &owner],
            &[payer.clone(), account.clone()],
            seeds,
        );
    }
    let missing = needed.saturating_sub(present);
    if missing > 0 {
        call(TRANSFER, &[&missing.to_le_bytes()], &[payer.clone(), account.clone()], seeds)?;
    }
    call(ALLOCATE, &[&size_bytes], std::slice::from_ref(account), seeds)?;
    call(ASSIGN, &[&owner], std::slice::from_ref(account), seeds)
}

/// The bump of `address`, if it is the one address that `seeds` have: that of the highest bump that gives any. The usual
/// search tries whole addresses, at 1,500 compute units each; here a hash tells which bump leads to `address`, so only those
/// above it are tried. That it gives an address itself is for the runtime to see: it signs for no other, so what stands
/// there was, or will be, created with it.
pub fn bump_of(address: &Pubkey, seeds: [&[u8]; 3]) -> Option<u8> {
    let [first, second, third] = seeds;
    for bump in (0..=u8::MAX).rev() {
        if Pubkey::derive_address(&seeds, Some(bump), &crate::ID) == *address {
            return Some(bump);
        }
        if Pubkey::create_program_address(&[first, second, third, &[bump]], &crate::ID).is_ok() {
            return None;
        }
    }
    None
}

/// Calls the system program; every account signs, the new one by `seeds`.
fn call(number: u32, arguments: &[&[u8]], infos: &[AccountInfo], seeds: &[&[u8]]) -> Result<()> {
    let mut data = Vec::with_capacity(52);
    data.extend_from_slice(&number.to_le_bytes());
    for argument in arguments {
        data.extend_from_slice(argument);
    }
    let accounts = infos.iter().map(|info| AccountMeta::new(*info.key, true)).collect();
    let instruction = Instruction { program_id: system_program::ID, accounts, data };
    invoke_signed_unchecked(&instruction, infos, &[seeds])?;
    Ok(())
}

/// Shrinks an account of this program to `size` and sends the rent that it no longer needs to `recipient`. Where that is
/// too little to open the recipient's account, it stays until the rest goes: nobody can keep a grant from being voided or
/// closed by emptying a wallet.
pub fn shrink(account: &AccountInfo, size: usize, recipient: &AccountInfo) -> Result<()> {
    account.resize(size)?;
    let rent = Rent::get()?;
    let surplus = account.lamports().saturating_sub(rent.minimum_balance(size));
    if recipient.lamports().saturating_add(surplus) < rent.minimum_balance(recipient.data_len()) {
        return Ok(());
    }
    move_lamports(account, recipient, surplus)
}

/// Closes an account of this program: all its lamports go to `recipient`, and it belongs to the system program again.
pub fn close(account: &AccountInfo, recipient: &AccountInfo) -> Result<()> {
    move_lamports(account, recipient, account.lamports())?;
    account.resize(0)?;
    account.assign(&system_program::ID);
    Ok(())
}

fn move_lamports(from: &AccountInfo, to: &AccountInfo, lamports: u64) -> Result<()> {
    let less = from.lamports().checked_sub(lamports).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
    let more = to.lamports().checked_add(lamports).ok_or_else(|| fail(VestingError::ArithmeticOverflow))?;
    **from.try_borrow_mut_lamports()? = less;
    **to.try_borrow_mut_lamports()? = more;
    Ok(())
}

/// The data of an account, to change.
#[inline(always)]
pub fn data_mut<'a, 'info>(account: &'a AccountInfo<'info>) -> Result<RefMut<'a, &'info mut [u8]>> {
    account.try_borrow_mut_data().map_err(runtime_error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bump_of_the_one_address_and_of_no_other() {
        for number in 0..500_u64 {
            let id = number.to_le_bytes();
            let seeds: [&[u8]; 3] = [b"seed", crate::ID.as_ref(), &id];
            let (address, bump) = Pubkey::find_program_address(&seeds, &crate::ID);
            assert_eq!(bump_of(&address, seeds), Some(bump));
            for lower in (0..bump).rev() {
                let other =
                    Pubkey::create_program_address(&[seeds[0], seeds[1], seeds[2], &[lower]], &crate::ID);
                if let Ok(other) = other {
                    assert_eq!(bump_of(&other, seeds), None, "bump {lower} below {bump}");
                    break;
                }
            }
            assert_eq!(bump_of(&crate::ID, seeds), None);
        }
    }
}
