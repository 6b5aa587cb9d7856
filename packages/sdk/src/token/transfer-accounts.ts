/**
 * Which further accounts a movement of a plan's tokens needs, looked up on the chain, for the `transferAccounts` of what moves
 * them: what the mint's transfer hook wants, and the memo program where the destination takes no transfer without a memo.
 */
import {
  AccountLayout,
  AccountState,
  ExtraAccountMetaAccountDataLayout,
  createExecuteInstruction,
  getExtraAccountMetaAddress,
  getMemoTransfer,
  getTransferHook,
  resolveExtraAccountMeta,
  TOKEN_2022_PROGRAM_ID,
  unpackAccount,
  unpackMint,
  type ExtraAccountMeta,
} from '@solana/spl-token';
import { Connection, PublicKey, type AccountInfo, type AccountMeta } from '@solana/web3.js';
import type { Reader } from '../fetch/reader';
import { StateError, type PlanTokens, type RawAccount } from '../state';

/** The memo program, version 3 (https://github.com/solana-program/memo), which the vesting program calls. */
const MEMO_PROGRAM_ID = new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');

/** The program that runs in every transfer of a mint, and the accounts that it wants to see there. */
export interface TransferHook {
  readonly mint: PublicKey;
  readonly program: PublicKey;
  /** Where the program lists them. */
  readonly list: PublicKey;
  /** Addresses, or how to derive them from a transfer; undefined where there is no list. */
  readonly wanted: readonly ExtraAccountMeta[] | undefined;
}

/** What transfers of a Token-2022 mint may ask for. */
export interface TransferRules {
  readonly hook: TransferHook | null;
}

/** One movement of tokens. */
export interface TokenTransfer {
  readonly source: PublicKey;
  readonly destination: PublicKey;
  /** Whose tokens move: the plan for all that leaves a vault, the funder for what goes in. */
  readonly owner: PublicKey;
  /** Base units. Of a claim it is an estimate: what is claimable grows until it is sent. */
  readonly amount: bigint;
  /** Who will own the destination, where the same transaction opens it. */
  readonly opensFor?: PublicKey | undefined;
  /** The destination as it stands, null where there is none; read unless given. */
  readonly destinationAccount?: RawAccount | null | undefined;
}

/** A `Connection`, which is what spl-token resolves accounts with, that reads by way of a reader. */
class ReadingConnection extends Connection {
  constructor(private readonly read: (address: PublicKey) => Promise<AccountInfo<Buffer> | null>) {
    // Nothing is ever asked there.
    super('http://127.0.0.1');
  }

  override getAccountInfo(address: PublicKey): Promise<AccountInfo<Buffer> | null> {
    return this.read(address);
  }
}

function accountInfo({ owner, data }: RawAccount): AccountInfo<Buffer> {
  return { owner, data: Buffer.from(data), executable: false, lamports: 0 };
}

/** What transfers of a plan's mint may ask for; null of SPL Token, where none does. Errors: StateError (Missing, Malformed). */
export async function fetchTransferRules(reader: Reader, tokens: PlanTokens): Promise<TransferRules | null> {
  const { mint, tokenProgram } = tokens;
  if (!tokenProgram.equals(TOKEN_2022_PROGRAM_ID)) return null;
  return { hook: await fetchTransferHook(reader, mint) };
}

async function fetchTransferHook(reader: Reader, mint: PublicKey): Promise<TransferHook | null> {
  const account = await reader.getAccountInfo(mint);
  if (account === null) throw new StateError('Missing', mint, 'does not exist on this cluster.');
  const program = getTransferHook(unpackMint(mint, accountInfo(account), TOKEN_2022_PROGRAM_ID))?.programId;
  if (program === undefined || program.equals(PublicKey.default)) return null;
  const list = getExtraAccountMetaAddress(mint, program);
  const listed = await reader.getAccountInfo(list);
  return { mint, program, list, wanted: listed === null ? undefined : wantedOf(list, listed) };
}

function wantedOf(list: PublicKey, { data }: RawAccount): readonly ExtraAccountMeta[] {
  try {
    const { extraAccountsList } = ExtraAccountMetaAccountDataLayout.decode(Buffer.from(data));
    return extraAccountsList.extraAccounts.slice(0, extraAccountsList.count);
  } catch {
    throw new StateError('Malformed', list, 'is no list of the accounts of a transfer hook.');
  }
}

/**
 * The `transferAccounts` of one movement of tokens. Accounts that a hook derives from the amount of a claim can be told only
 * where the amount stands still until it is sent.
 * Errors: StateError (Malformed), where the hook derives an account from one that does not exist.
 */
export async function transferAccountsOf(
  reader: Reader,
  rules: TransferRules | null,
  transfer: TokenTransfer,
): Promise<AccountMeta[]> {
  if (rules === null) return [];
  const { destination, destinationAccount } = transfer;
  const account = destinationAccount === undefined ? await reader.getAccountInfo(destination) : destinationAccount;
  return [
    ...(rules.hook === null ? [] : await hookAccountsOf(reader, rules.hook, transfer)),
    ...(account !== null && requiresMemo(destination, account)
      ? [{ pubkey: MEMO_PROGRAM_ID, isSigner: false, isWritable: false }]
      : []),
  ];
}

/** Whether a token account takes no transfer without a memo. */
function requiresMemo(address: PublicKey, found: RawAccount): boolean {
  if (!found.owner.equals(TOKEN_2022_PROGRAM_ID)) return false;
  const account = unpackAccount(address, accountInfo(found), TOKEN_2022_PROGRAM_ID);
  return getMemoTransfer(account)?.requireIncomingTransferMemos ?? false;
}

async function hookAccountsOf(reader: Reader, hook: TransferHook, transfer: TokenTransfer): Promise<AccountMeta[]> {
  const { mint, program, list, wanted } = hook;
  const own: AccountMeta = { pubkey: program, isSigner: false, isWritable: false };
  if (wanted === undefined) return [own];
  const connection = new ReadingConnection(async (address) => {
    const found = await reader.getAccountInfo(address);
    return found === null ? opened(mint, transfer, address) : accountInfo(found);
  });
  const { source, destination, owner, amount } = transfer;
  const { keys, data } = createExecuteInstruction(program, source, mint, destination, owner, list, amount);
  const given = keys.length;
  for (const each of wanted) {
    try {
      keys.push(await resolveExtraAccountMeta(connection, each, keys, data, program));
    } catch (error) {
      if (!(error instanceof Error && error.name.startsWith('TokenTransferHook'))) throw error;
      throw new StateError('Malformed', list, `asks for an account that can't be derived here (${error.name}).`);
    }
  }
  return [...keys.slice(given), own, { ...own, pubkey: list }];
}

/** What a token account that is yet to be opened will begin with. */
function opened(mint: PublicKey, transfer: TokenTransfer, address: PublicKey): AccountInfo<Buffer> | null {
  const { destination, opensFor } = transfer;
  if (opensFor === undefined || !address.equals(destination)) return null;
  const data = Buffer.alloc(AccountLayout.span);
  AccountLayout.encode(
    {
      ...{ mint, owner: opensFor, amount: 0n, state: AccountState.Initialized },
      ...{ delegateOption: 0, delegate: PublicKey.default, delegatedAmount: 0n },
      ...{ isNativeOption: 0, isNative: 0n, closeAuthorityOption: 0, closeAuthority: PublicKey.default },
    },
    data,
  );
  return accountInfo({ owner: TOKEN_2022_PROGRAM_ID, data });
}
