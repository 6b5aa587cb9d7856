//! The only place that moves tokens, and how token accounts are read: at the fixed offsets that SPL Token and
//! Token-2022 share (https://docs.rs/spl-token-interface: `Account`, `Mint`), without unpacking the rest.
use anchor_lang::{
    prelude::*,
    solana_program::{
        instruction::{AccountMeta, Instruction},
        program::invoke_signed_unchecked,
    },
};
use anchor_spl::{associated_token, token_2022};

use crate::{
    ensure,
    errors::{fail, runtime_error, VestingError},
    invoke::{self, CallAccount},
    state::Plan,
};

/// `Mint::decimals`.
const MINT_DECIMALS: usize = 44;
/// Size of `Account` without extensions.
const TOKEN_ACCOUNT_SIZE: usize = 165;
/// Instruction `TransferChecked` of both token programs.
const TRANSFER_CHECKED: u8 = 12;
/// Instruction `CloseAccount` of both token programs.
const CLOSE_ACCOUNT: u8 = 9;
/// The memo program, version 3 (https://github.com/solana-program/memo).
const MEMO_PROGRAM: Pubkey = pubkey!("MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr");
/// What is said in front of a transfer whose destination asks for a memo.
const MEMO: &[u8] = b"Tenure";

#[inline(always)]
fn read<const N: usize>(account: &AccountInfo, offset: usize) -> Result<[u8; N]> {
    let data = account.try_borrow_data().map_err(runtime_error)?;
    let bytes = data.get(offset..offset.saturating_add(N)).and_then(|bytes| bytes.try_into().ok());
    bytes.ok_or_else(|| fail(VestingError::NotATokenAccount))
}

/// Amount of a token account, base units.
#[inline(always)]
pub fn amount(account: &AccountInfo) -> Result<u64> {
    Ok(u64::from_le_bytes(read(account, 64)?))
}

/// Decimals of a mint.
pub fn decimals(mint: &AccountInfo) -> Result<u8> {
    let [decimals] = read(mint, MINT_DECIMALS)?;
    Ok(decimals)
}

/// Checks that the three accounts of a plan that tokens move through are the plan's own.
#[inline(always)]
pub fn check_plan_accounts(
    plan: &Plan,
    vault: &AccountInfo,
    mint: &AccountInfo,
    token_program: &AccountInfo,
) -> Result<()> {
    ensure!(*vault.key == plan.vault, VestingError::WrongVault);
    ensure!(*mint.key == plan.mint, VestingError::WrongMint);
    ensure!(*token_program.key == plan.token_program, VestingError::WrongTokenProgram);
    Ok(())
}

/// Checks that `account` is a token account of the plan's mint that belongs to `owner`, and not the vault.
#[inline]
pub fn check_owned(account: &AccountInfo, owner: &Pubkey, plan: &Plan) -> Result<()> {
    ensure!(*account.key != plan.vault, VestingError::VaultIsCounterparty);
    ensure!(*account.owner == plan.token_program, VestingError::NotATokenAccount);
    let data = account.try_borrow_data().map_err(runtime_error)?;
    let head = data.get(..TOKEN_ACCOUNT_SIZE).ok_or_else(|| fail(VestingError::NotATokenAccount))?;
    ensure!(head.get(..32) == Some(plan.mint.as_ref()), VestingError::NotATokenAccount);
    ensure!(head.get(32..64) == Some(owner.as_ref()), VestingError::TokenAccountNotOwned);
    Ok(())
}

/// Address of the associated token account of `wallet`.
pub fn associated_address(wallet: &Pubkey, mint: &Pubkey, token_program: &Pubkey) -> Pubkey {
    associated_token::get_associated_token_address_with_program_id(wallet, mint, token_program)
}

/// Accounts of one transfer; what each must be is checked before by the instruction.
pub struct TransferAccounts<'a, 'info> {
    pub source: &'a AccountInfo<'info>,
    pub mint: &'a AccountInfo<'info>,
    pub destination: &'a AccountInfo<'info>,
    /// Owner of the source: a signer of the transaction, or the plan.
    pub authority: &'a AccountInfo<'info>,
    pub token_program: &'a AccountInfo<'info>,
    /// What the mint's transfer hook needs, the hook program included, and the memo program where the destination asks for
    /// memos. Never passed on as signers.
    pub more_accounts: &'a [AccountInfo<'info>],
}

impl<'info> TransferAccounts<'_, 'info> {
    /// Moves `amount` with `TransferChecked` and returns what arrived, which a transfer fee makes less. `signer` are the
    /// seeds of the plan where it is the authority.
    #[inline(never)]
    pub fn transfer(&self, amount: u64, decimals: u8, signer: &[&[&[u8]]]) -> Result<u64> {
        let before = self::amount(self.destination)?;
        let accounts = [
            CallAccount { info: self.source, is_writable: true, is_signer: false },
            CallAccount { info: self.mint, is_writable: false, is_signer: false },
            CallAccount { info: self.destination, is_writable: true, is_signer: false },
            CallAccount { info: self.authority, is_writable: false, is_signer: true },
        ];
        let [a, b, c, d, e, f, g, h] = amount.to_le_bytes();
        let data = [TRANSFER_CHECKED, a, b, c, d, e, f, g, h, decimals];
        match self.more_accounts {
            [] => invoke::call(self.token_program.key, &accounts, &data, signer)?,
            more => {
                if more.iter().any(|account| *account.key == MEMO_PROGRAM) {
                    invoke::call_with_more(&MEMO_PROGRAM, &[], &[], MEMO, &[])?;
                }
                invoke::call_with_more(self.token_program.key, &accounts, more, &data, signer)?;
            }
        }
        Ok(self::amount(self.destination)?.saturating_sub(before))
    }

    /// Closes the empty source and sends its rent to `recipient`. Not through `invoke`, since it changes a length.
    pub fn close_source(&self, recipient: &AccountInfo<'info>, signer: &[&[&[u8]]]) -> Result<()> {
        let accounts = vec![
            AccountMeta::new(*self.source.key, false),
            AccountMeta::new(*recipient.key, false),
            AccountMeta::new_readonly(*self.authority.key, true),
        ];
        let instruction =
            Instruction { program_id: *self.token_program.key, accounts, data: vec![CLOSE_ACCOUNT] };
        let infos = [self.source.clone(), recipient.clone(), self.authority.clone()];
        invoke_signed_unchecked(&instruction, &infos, signer)?;
        Ok(())
    }
}

/// Creates the plan's vault, or takes one that somebody made for it before: an associated token account of an address
/// that only this program signs for is the same whoever paid for it.
pub fn create_vault<'info>(accounts: associated_token::Create<'info>, program: Pubkey) -> Result<()> {
    associated_token::create_idempotent(CpiContext::new(program, accounts))
}

/// Whether `program` is one of the two token programs.
pub fn is_token_program(program: &Pubkey) -> bool {
    *program == anchor_spl::token::ID || *program == token_2022::ID
}
