//! Where the runtime enters. Anchor's own entrypoint (off by the feature `no-entrypoint`) collects the accounts in a
//! growing vector; this one lays them out on the stack, which saves 30 compute units an account.
#![cfg(not(feature = "cpi"))]

use std::mem::MaybeUninit;

use anchor_lang::{
    prelude::*,
    solana_program::entrypoint::{custom_heap_default, custom_panic_default, deserialize_into, SUCCESS},
};

use crate::errors::{fail, VestingError};

/// As many as a transaction can lock; an instruction could name some of them again and again.
const MAX_ACCOUNTS: usize = 64;

/// # Safety
/// `input` is what the runtime passes: the serialized accounts, instruction data and program id.
#[no_mangle]
pub unsafe extern "C" fn entrypoint(input: *mut u8) -> u64 {
    // SAFETY: the input begins with the number of accounts, aligned to eight bytes.
    if unsafe { *input.cast::<u64>() } > MAX_ACCOUNTS as u64 {
        return refuse();
    }
    let mut accounts = [const { MaybeUninit::<AccountInfo>::uninit() }; MAX_ACCOUNTS];
    // SAFETY: the input is the runtime's, and as many accounts as are counted are initialized.
    let (program_id, accounts, data) = unsafe {
        let (program_id, count, data) = deserialize_into(input, &mut accounts);
        (program_id, std::slice::from_raw_parts(accounts.as_ptr().cast(), count), data)
    };
    run(program_id, accounts, data)
}

/// A frame of its own: the one above is nearly filled by the accounts.
#[inline(never)]
fn run<'info>(program_id: &'info Pubkey, accounts: &'info [AccountInfo<'info>], data: &'info [u8]) -> u64 {
    match crate::entry(program_id, accounts, data) {
        Ok(()) => SUCCESS,
        Err(error) => error.into(),
    }
}

#[cold]
fn refuse() -> u64 {
    let error = fail(VestingError::TooManyAccounts);
    error.log();
    ProgramError::from(error).into()
}

custom_heap_default!();
custom_panic_default!();
