/** What the two are compared on about Token-2022: extensions of a mint and of accounts, a transfer with a fee. */
import {
  AccountState,
  ExtensionType,
  TOKEN_2022_PROGRAM_ID,
  createAssociatedTokenAccountInstruction,
  createEnableCpiGuardInstruction,
  createEnableRequiredMemoTransfersInstruction,
  createInitializeAccount3Instruction,
  createInitializeDefaultAccountStateInstruction,
  createInitializeMetadataPointerInstruction,
  createInitializeMint2Instruction,
  createInitializeMintCloseAuthorityInstruction,
  createInitializePausableConfigInstruction,
  createInitializePermanentDelegateInstruction,
  createInitializeTransferFeeConfigInstruction,
  createInitializeTransferHookInstruction,
  createMintToInstruction,
  createSetAuthorityInstruction,
  createTransferCheckedWithFeeInstruction,
  AuthorityType,
  getAccountLen,
  getAssociatedTokenAddressSync,
  getMintLen,
} from '@solana/spl-token';
import {
  PublicKey,
  SystemProgram,
  type Connection,
  type Keypair,
  type TransactionInstruction,
} from '@solana/web3.js';
import { keypair } from './support';

const PROGRAM = TOKEN_2022_PROGRAM_ID;
const mint = keypair('extended mint');
const guarded = keypair('guarded account');
const other = keypair('other').publicKey;
const OF_MINT = [
  ExtensionType.TransferFeeConfig,
  ExtensionType.MintCloseAuthority,
  ExtensionType.DefaultAccountState,
  ExtensionType.PermanentDelegate,
  ExtensionType.MetadataPointer,
  ExtensionType.TransferHook,
  ExtensionType.PausableConfig,
];
const OF_ACCOUNT = [
  ExtensionType.MemoTransfer,
  ExtensionType.CpiGuard,
  ExtensionType.TransferFeeAmount,
  ExtensionType.TransferHookAccount,
  ExtensionType.PausableAccount,
];

/** Sends and waits; the signature. */
export type Send = (instructions: TransactionInstruction[], ...signers: Keypair[]) => Promise<string>;

/** Addresses that cases ask for. */
export const EXTENDED = {
  mint: mint.publicKey.toBase58(),
  guarded: guarded.publicKey.toBase58(),
  other: other.toBase58(),
  program: PROGRAM.toBase58(),
};

/** Makes it all; signatures in their order. */
export async function setExtended(connection: Connection, payer: PublicKey, send: Send): Promise<string[]> {
  const open = async ({ publicKey }: Keypair, space: number): Promise<TransactionInstruction> => {
    const lamports = await connection.getMinimumBalanceForRentExemption(space);
    return SystemProgram.createAccount({
      ...{ fromPubkey: payer, newAccountPubkey: publicKey, lamports, space, programId: PROGRAM },
    });
  };
  const { publicKey: at } = mint;
  const account = getAssociatedTokenAddressSync(at, payer, false, PROGRAM);
  const theirs = getAssociatedTokenAddressSync(at, other, false, PROGRAM);
  const made = await send(
    [
      await open(mint, getMintLen(OF_MINT)),
      createInitializeTransferFeeConfigInstruction(at, payer, payer, 123, 4_567n, PROGRAM),
      createInitializeMintCloseAuthorityInstruction(at, payer, PROGRAM),
      createInitializeDefaultAccountStateInstruction(at, AccountState.Initialized, PROGRAM),
      createInitializePermanentDelegateInstruction(at, payer, PROGRAM),
      createInitializeMetadataPointerInstruction(at, payer, at, PROGRAM),
      createInitializeTransferHookInstruction(at, payer, PublicKey.default, PROGRAM),
      createInitializePausableConfigInstruction(at, payer, PROGRAM),
      createInitializeMint2Instruction(at, 6, payer, payer, PROGRAM),
    ],
    mint,
  );
  const filled = await send([
    createAssociatedTokenAccountInstruction(payer, account, payer, at, PROGRAM),
    createAssociatedTokenAccountInstruction(payer, theirs, other, at, PROGRAM),
    createMintToInstruction(at, account, payer, 5_000_000n, [], PROGRAM),
    createSetAuthorityInstruction(at, payer, AuthorityType.FreezeAccount, null, [], PROGRAM),
  ]);
  const guard = await send(
    [
      await open(guarded, getAccountLen(OF_ACCOUNT)),
      createInitializeAccount3Instruction(guarded.publicKey, at, payer, PROGRAM),
      createEnableRequiredMemoTransfersInstruction(guarded.publicKey, payer, [], PROGRAM),
      createEnableCpiGuardInstruction(guarded.publicKey, payer, [], PROGRAM),
    ],
    guarded,
  );
  const paid = await send([
    createTransferCheckedWithFeeInstruction(account, at, theirs, payer, 1_000_000n, 6, 4_567n, [], PROGRAM),
  ]);
  return [made, filled, guard, paid];
}
