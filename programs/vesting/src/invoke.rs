//! Calls another program through the C form of the runtime's syscall: addresses of what is already in memory instead of
//! cloned account infos and instructions, which saves a fifth of a claim. The structs are those of `sol/cpi.h` and
//! `sol/entrypoint.h` (https://github.com/anza-xyz/agave/tree/master/platform-tools-sdk/sbf/c/inc/sol).
//!
//! Only for calls that change no account's length: the Rust side would not see it.
use anchor_lang::prelude::*;

/// An account of a call, with the rights it is passed on with.
pub struct CallAccount<'a, 'info> {
    pub info: &'a AccountInfo<'info>,
    pub is_writable: bool,
    pub is_signer: bool,
}

/// `SolAccountMeta`.
#[repr(C)]
struct Meta {
    key: *const Pubkey,
    is_writable: bool,
    is_signer: bool,
}

/// `SolAccountInfo`.
#[repr(C)]
struct Info {
    key: *const Pubkey,
    lamports: *const u64,
    data_len: u64,
    data: *const u8,
    owner: *const Pubkey,
    rent_epoch: u64,
    is_signer: bool,
    is_writable: bool,
    executable: bool,
}

/// `SolInstruction`.
#[cfg(target_os = "solana")]
#[repr(C)]
struct Call {
    program: *const Pubkey,
    metas: *const Meta,
    metas_len: u64,
    data: *const u8,
    data_len: u64,
}

impl CallAccount<'_, '_> {
    #[inline(always)]
    fn meta(&self) -> Meta {
        Meta { key: self.info.key, is_writable: self.is_writable, is_signer: self.is_signer }
    }

    #[inline(always)]
    fn info(&self) -> Info {
        let info = self.info;
        // SAFETY: only the addresses are taken, and no reference is made that outlives this statement; the program
        // holds no borrow across a call.
        let (lamports, data): (&u64, &[u8]) = unsafe { (*info.lamports.as_ptr(), *info.data.as_ptr()) };
        Info {
            key: info.key,
            lamports,
            data_len: data.len() as u64,
            data: data.as_ptr(),
            owner: info.owner,
            rent_epoch: 0,
            is_signer: info.is_signer,
            is_writable: info.is_writable,
            executable: info.executable,
        }
    }
}

/// Calls `program`; `signers` are the seeds of addresses of this program that sign. A failing call ends the transaction.
#[inline(always)]
pub fn call<const N: usize>(
    program: &Pubkey,
    accounts: &[CallAccount; N],
    data: &[u8],
    signers: &[&[&[u8]]],
) -> Result<()> {
    let metas = accounts.each_ref().map(CallAccount::meta);
    let infos = accounts.each_ref().map(CallAccount::info);
    invoke_signed(program, &metas, &infos, data, signers)
}

/// The same with `more` accounts, which never sign and are writable where this program got them so.
#[inline(never)]
pub fn call_with_more<'info>(
    program: &Pubkey,
    accounts: &[CallAccount<'_, 'info>],
    more: &[AccountInfo<'info>],
    data: &[u8],
    signers: &[&[&[u8]]],
) -> Result<()> {
    let pass_on = |info| CallAccount { info, is_writable: info.is_writable, is_signer: false };
    let more: Vec<CallAccount> = more.iter().map(pass_on).collect();
    let all = || accounts.iter().chain(&more);
    let metas: Vec<Meta> = all().map(CallAccount::meta).collect();
    let infos: Vec<Info> = all().map(CallAccount::info).collect();
    invoke_signed(program, &metas, &infos, data, signers)
}

#[cfg(target_os = "solana")]
#[inline(always)]
fn invoke_signed(
    program: &Pubkey,
    metas: &[Meta],
    infos: &[Info],
    data: &[u8],
    signers: &[&[&[u8]]],
) -> Result<()> {
    use crate::errors::runtime_error;
    use anchor_lang::solana_program::program::syscalls::sol_invoke_signed_c;

    let call = Call {
        program,
        metas: metas.as_ptr(),
        metas_len: metas.len() as u64,
        data: data.as_ptr(),
        data_len: data.len() as u64,
    };
    // SAFETY: every address comes from a reference that is alive until after the syscall; the structs have the layout
    // that it documents, and slices of slices that of its seeds (address, length). The runtime checks each range.
    let status = unsafe {
        sol_invoke_signed_c(
            (&raw const call).cast(),
            infos.as_ptr().cast(),
            infos.len() as u64,
            signers.as_ptr().cast(),
            signers.len() as u64,
        )
    };
    match status {
        0 => Ok(()),
        error => Err(runtime_error(error.into())),
    }
}

#[cfg(not(target_os = "solana"))]
fn invoke_signed(_: &Pubkey, _: &[Meta], _: &[Info], _: &[u8], _: &[&[&[u8]]]) -> Result<()> {
    unimplemented!("there are no other programs outside the runtime")
}
