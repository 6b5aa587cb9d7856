import type { Chain } from '@tenure/localnet';
import {
  AccountState,
  ExtensionType,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
  createAssociatedTokenAccountIdempotentInstruction,
  createInitializeDefaultAccountStateInstruction,
  createInitializeInterestBearingMintInstruction,
  createInitializeMint2Instruction,
  createInitializeMintCloseAuthorityInstruction,
  createInitializeNonTransferableMintInstruction,
  createInitializePausableConfigInstruction,
  createInitializePermanentDelegateInstruction,
  createInitializeTransferFeeConfigInstruction,
  createInitializeTransferHookInstruction,
  createMintToInstruction,
  getAssociatedTokenAddressSync,
  getMintLen,
} from '@solana/spl-token';
import { type Keypair, PublicKey, SystemProgram, type TransactionInstruction } from '@solana/web3.js';
import { keypair, succeed } from './transactions';

const DECIMALS = 6;

/** A mint that the tests control. */
export type Mint = { address: PublicKey; tokenProgram: PublicKey; authority: Keypair; decimals: number };

/** What a hostile or unusual Token-2022 mint carries. */
export type Extension =
  | { kind: 'transferFee'; bps: number; maximum: bigint; authority: Keypair | null }
  | { kind: 'permanentDelegate'; delegate: PublicKey }
  | { kind: 'transferHook'; program: PublicKey }
  | { kind: 'pausable'; authority: PublicKey }
  | { kind: 'defaultFrozen' }
  | { kind: 'closeAuthority'; authority: PublicKey }
  | { kind: 'nonTransferable' }
  | { kind: 'interestBearing' }
  | { kind: 'other'; type: ExtensionType; initialize: (mint: PublicKey) => TransactionInstruction };

export type MintOptions = {
  name?: string;
  tokenProgram?: PublicKey;
  decimals?: number;
  freezeAuthority?: PublicKey;
  extensions?: Extension[];
};

/** Makes a mint; with extensions it is a Token-2022 one. */
export function createMint(chain: Chain, payer: Keypair, options: MintOptions = {}): Mint {
  const { name = 'mint', decimals = DECIMALS } = options;
  const mint = keypair(name);
  const authority = keypair('mint authority');
  const lamports = Number(chain.rent(mintSpace(options)));
  const keys = { payer: payer.publicKey, mint: mint.publicKey, authority: authority.publicKey };
  succeed(chain, mintInstructions(keys, lamports, options), payer, [mint]);
  return { address: mint.publicKey, tokenProgram: tokenProgramOf(options), authority, decimals };
}

/** The program of a mint: Token-2022 where it has extensions, unless another is given. */
export function tokenProgramOf({ tokenProgram, extensions = [] }: MintOptions): PublicKey {
  return tokenProgram ?? (extensions.length > 0 ? TOKEN_2022_PROGRAM_ID : TOKEN_PROGRAM_ID);
}

/** Bytes of a mint's account. */
export function mintSpace({ extensions = [] }: MintOptions): number {
  return getMintLen(extensions.map(extensionType));
}

/** What makes a mint, signed by the payer, who gives the account's rent, and by the mint's key. */
export function mintInstructions(
  { payer, mint, authority }: Readonly<Record<'payer' | 'mint' | 'authority', PublicKey>>,
  lamports: number,
  options: MintOptions = {},
): TransactionInstruction[] {
  const { decimals = DECIMALS, extensions = [], freezeAuthority = null } = options;
  const programId = tokenProgramOf(options);
  const space = mintSpace(options);
  return [
    SystemProgram.createAccount({ fromPubkey: payer, newAccountPubkey: mint, lamports, space, programId }),
    ...extensions.map((extension) => configureInstruction(mint, extension)),
    createInitializeMint2Instruction(mint, decimals, authority, freezeAuthority, programId),
  ];
}

function extensionType(extension: Extension): ExtensionType {
  switch (extension.kind) {
    case 'transferFee':
      return ExtensionType.TransferFeeConfig;
    case 'permanentDelegate':
      return ExtensionType.PermanentDelegate;
    case 'transferHook':
      return ExtensionType.TransferHook;
    case 'pausable':
      return ExtensionType.PausableConfig;
    case 'defaultFrozen':
      return ExtensionType.DefaultAccountState;
    case 'closeAuthority':
      return ExtensionType.MintCloseAuthority;
    case 'nonTransferable':
      return ExtensionType.NonTransferable;
    case 'interestBearing':
      return ExtensionType.InterestBearingConfig;
    case 'other':
      return extension.type;
  }
}

function configureInstruction(mint: PublicKey, extension: Extension): TransactionInstruction {
  const program = TOKEN_2022_PROGRAM_ID;
  switch (extension.kind) {
    case 'transferFee': {
      const authority = extension.authority?.publicKey ?? null;
      const { bps, maximum } = extension;
      return createInitializeTransferFeeConfigInstruction(mint, authority, authority, bps, maximum, program);
    }
    case 'permanentDelegate':
      return createInitializePermanentDelegateInstruction(mint, extension.delegate, program);
    case 'transferHook':
      return createInitializeTransferHookInstruction(mint, PublicKey.default, extension.program, program);
    case 'pausable':
      return createInitializePausableConfigInstruction(mint, extension.authority, program);
    case 'defaultFrozen':
      return createInitializeDefaultAccountStateInstruction(mint, AccountState.Frozen, program);
    case 'closeAuthority':
      return createInitializeMintCloseAuthorityInstruction(mint, extension.authority, program);
    case 'nonTransferable':
      return createInitializeNonTransferableMintInstruction(mint, program);
    case 'interestBearing':
      return createInitializeInterestBearingMintInstruction(mint, PublicKey.default, 500, program);
    case 'other':
      return extension.initialize(mint);
  }
}

/** Address of a wallet's associated token account. */
export function associated(mint: Mint, wallet: PublicKey): PublicKey {
  return getAssociatedTokenAddressSync(mint.address, wallet, true, mint.tokenProgram);
}

/** Opens a wallet's associated token account, with so many tokens in it; returns its address. */
export function openAccount(chain: Chain, payer: Keypair, mint: Mint, wallet: PublicKey, amount = 0n): PublicKey {
  const account = associated(mint, wallet);
  const { address, tokenProgram, authority } = mint;
  const instructions = [
    createAssociatedTokenAccountIdempotentInstruction(payer.publicKey, account, wallet, address, tokenProgram),
  ];
  if (amount > 0n) {
    instructions.push(createMintToInstruction(address, account, authority.publicKey, amount, [], tokenProgram));
  }
  succeed(chain, instructions, payer, amount > 0n ? [authority] : []);
  return account;
}

/** Tokens in a token account, base units; 0 where there is none. */
export function tokens(chain: Chain, account: PublicKey): bigint {
  return chain.account(account)?.data.readBigUInt64LE(64) ?? 0n;
}
