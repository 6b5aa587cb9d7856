/** Errors of the programs that ours calls: the token programs, the system program, the associated token program. */
import { ASSOCIATED_TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { SystemProgram } from '@solana/web3.js';
import type { ErrorEntry } from './program';

/** `[name, message, remedy]`, in the order of their numbers. */
type Row = readonly [name: string, message: string, remedy: string];

const CHECK_ACCOUNTS = 'Check the token accounts and the mint that the instruction passes.';
const NOT_OURS = "No instruction of this program causes this; look at the transaction's other instructions.";
const CPI_GUARD = "Switch off the account's CPI guard, or use an account without one.";

// spl-token-2022-interface, `TokenError`; SPL Token has the first twenty.
const TOKEN = [
  ['NotRentExempt', 'Lamport balance below rent-exempt threshold', 'Fund the token account with its rent.'],
  ['InsufficientTokens', 'The token account holds less than is to be moved', 'Fund the source account, or move less.'],
  ['InvalidMint', 'Invalid mint', "Pass the plan's mint."],
  ['MintMismatch', 'Account not associated with this mint', "Pass a token account of the plan's mint."],
  ['OwnerMismatch', 'Owner does not match', 'Sign with the owner of the source account or its delegate.'],
  ['FixedSupply', 'Fixed supply', NOT_OURS],
  ['AlreadyInUse', 'Already in use', CHECK_ACCOUNTS],
  ['InvalidNumberOfProvidedSigners', 'Invalid number of provided signers', NOT_OURS],
  ['InvalidNumberOfRequiredSigners', 'Invalid number of required signers', NOT_OURS],
  ['UninitializedState', 'State is uninitialized', 'Open the token account first.'],
  ['NativeNotSupported', 'Instruction does not support native tokens', NOT_OURS],
  ['NonNativeHasBalance', 'An account can only be closed if its balance is zero', 'Empty the account first.'],
  ['InvalidInstruction', 'Invalid instruction', CHECK_ACCOUNTS],
  ['InvalidState', 'State is invalid for requested operation', CHECK_ACCOUNTS],
  ['Overflow', 'Operation overflowed', 'Move a smaller amount.'],
  ['AuthorityTypeNotSupported', 'Account does not support specified authority type', NOT_OURS],
  ['MintCannotFreeze', 'This token mint cannot freeze accounts', NOT_OURS],
  ['AccountFrozen', 'A token account is frozen', "Have the mint's freeze authority thaw it, or use another account."],
  ['MintDecimalsMismatch', "The decimals differ from the mint's", "Pass the plan's mint."],
  ['NonNativeNotSupported', 'Instruction does not support non-native tokens', NOT_OURS],
  ['ExtensionTypeMismatch', 'Extension type does not match already existing extensions', NOT_OURS],
  ['ExtensionBaseMismatch', 'Extension does not match the base type provided', NOT_OURS],
  ['ExtensionAlreadyInitialized', 'Extension already initialized on this account', NOT_OURS],
  ['ConfidentialTransferAccountHasBalance', 'Its confidential balance is not zero', 'Empty the account first.'],
  ['ConfidentialTransferAccountNotApproved', 'Account not approved for confidential transfers', NOT_OURS],
  ['ConfidentialTransferDepositsAndTransfersDisabled', 'Account not accepting deposits or transfers', CHECK_ACCOUNTS],
  ['ConfidentialTransferElGamalPubkeyMismatch', 'ElGamal public key mismatch', NOT_OURS],
  ['ConfidentialTransferBalanceMismatch', 'Balance mismatch', NOT_OURS],
  ['MintHasSupply', 'Mint has non-zero supply', NOT_OURS],
  ['NoAuthorityExists', 'No authority exists to perform the desired operation', NOT_OURS],
  ['TransferFeeExceedsMaximum', 'Transfer fee exceeds maximum of 10,000 basis points', NOT_OURS],
  ['MintRequiredForTransfer', 'This account transfers only with its mint named', 'Use a checked transfer.'],
  ['FeeMismatch', 'Calculated fee does not match expected fee', NOT_OURS],
  ['FeeParametersMismatch', "Fee parameters do not match the mint's", NOT_OURS],
  ['ImmutableOwner', 'The owner authority cannot be changed', NOT_OURS],
  [
    'AccountHasWithheldTransferFees',
    'The account still holds withheld transfer fees',
    'Harvest the fees to the mint (anybody may), then try again.',
  ],
  [
    'NoMemo',
    'The recipient requires a memo before each transfer',
    'Name the memo program among the transfer accounts, which transferAccountsOf finds: a memo in front does not count.',
  ],
  ['NonTransferable', 'Transfer is disabled for this mint', 'Use a transferable mint.'],
  ['NonTransferableNeedsImmutableOwnership', 'The account needs immutable ownership', NOT_OURS],
  ['MaximumPendingBalanceCreditCounterExceeded', 'Too many pending deposits', NOT_OURS],
  ['MaximumDepositAmountExceeded', 'Deposit amount exceeds maximum limit', NOT_OURS],
  ['CpiGuardSettingsLocked', 'CPI guard cannot be changed by a program', NOT_OURS],
  ['CpiGuardTransferBlocked', "The CPI guard blocks a program's transfer from this account", CPI_GUARD],
  ['CpiGuardBurnBlocked', "The CPI guard blocks a program's burn", CPI_GUARD],
  ['CpiGuardCloseAccountBlocked', 'The CPI guard blocks closing', CPI_GUARD],
  ['CpiGuardApproveBlocked', 'The CPI guard blocks an approval', CPI_GUARD],
  ['CpiGuardSetAuthorityBlocked', 'The CPI guard blocks a change of authority', CPI_GUARD],
  ['CpiGuardOwnerChangeBlocked', 'The CPI guard blocks a change of owner', CPI_GUARD],
  ['ExtensionNotFound', 'Extension not found in account data', NOT_OURS],
  ['NonConfidentialTransfersDisabled', 'The account takes only confidential transfers', 'Use another account.'],
  ['ConfidentialTransferFeeAccountHasWithheldFee', 'The confidential withheld fee is not zero', NOT_OURS],
  ['InvalidExtensionCombination', 'Invalid combination of extensions', NOT_OURS],
  ['InvalidLengthForAlloc', 'Extension allocation with overwrite must use the same length', NOT_OURS],
  ['AccountDecryption', 'Failed to decrypt a confidential transfer account', NOT_OURS],
  ['ProofGeneration', 'Failed to generate proof', NOT_OURS],
  ['InvalidProofInstructionOffset', 'An invalid proof instruction offset was provided', NOT_OURS],
  ['HarvestToMintDisabled', 'Harvest of withheld tokens to mint is disabled', NOT_OURS],
  ['SplitProofContextStateAccountsNotSupported', 'Split proof context state accounts not supported', NOT_OURS],
  ['NotEnoughProofContextStateAccounts', 'Not enough proof context state accounts provided', NOT_OURS],
  ['MalformedCiphertext', 'Ciphertext is malformed', NOT_OURS],
  ['CiphertextArithmeticFailed', 'Ciphertext arithmetic failed', NOT_OURS],
  ['PedersenCommitmentMismatch', 'Pedersen commitment mismatch', NOT_OURS],
  ['RangeProofLengthMismatch', 'Range proof length mismatch', NOT_OURS],
  ['IllegalBitLength', 'Illegal transfer amount bit length', NOT_OURS],
  ['FeeCalculation', 'Fee calculation failed', NOT_OURS],
  ['IllegalMintBurnConversion', 'Withdraw and deposit are not allowed for this mint', NOT_OURS],
  ['InvalidScale', 'Invalid scale for scaled ui amount', NOT_OURS],
  ['MintPaused', 'Transfers of this mint are paused', "Wait until the mint's pause authority resumes it."],
  ['PendingBalanceNonZero', 'Key rotation attempted while pending balance is not zero', NOT_OURS],
] as const satisfies readonly Row[];

// solana-system-interface, `SystemError`.
const SYSTEM = [
  ['AccountAlreadyInUse', 'An account exists at this address', 'Choose another id: the address is taken.'],
  [
    'InsufficientLamports',
    'An account holds less SOL than it is to pay',
    'Fund the fee payer, and who pays the rent, with more SOL.',
  ],
  ['InvalidProgramId', 'Cannot assign account to this program id', NOT_OURS],
  ['InvalidAccountDataLength', 'Cannot allocate account data of this length', NOT_OURS],
  ['MaxSeedLengthExceeded', 'Length of requested seed is too long', NOT_OURS],
  ['AddressWithSeedMismatch', 'Address does not match the one derived from its seed', NOT_OURS],
  ['NonceNoRecentBlockhashes', 'Advancing a nonce needs a recent blockhash', 'Try again.'],
  ['NonceBlockhashNotExpired', 'The stored nonce is still recent', 'Advance the nonce a slot later.'],
  ['NonceUnexpectedBlockhashValue', 'The nonce does not match the stored one', 'Read the nonce and sign again.'],
] as const satisfies readonly Row[];

// spl-associated-token-account, `AssociatedTokenAccountError`.
const ASSOCIATED = [
  [
    'InvalidOwner',
    "The associated token account's owner was changed",
    'Have the beneficiary claim to another token account of theirs.',
  ],
] as const satisfies readonly Row[];

/** Name of an error of a program that ours calls. `InsufficientTokens` and `InsufficientLamports` tell what was missing. */
export type CalledErrorName = (typeof TOKEN | typeof SYSTEM | typeof ASSOCIATED)[number][0];

function entries<N extends string>(rows: readonly (readonly [N, string, string])[]): ErrorEntry<N>[] {
  return rows.map(([name, message, remedy]) => ({ name, message, remedy }));
}

/** Errors by program address and number. */
export const CALLED_ERRORS: ReadonlyMap<string, readonly ErrorEntry<CalledErrorName>[]> = new Map(
  [
    { program: TOKEN_PROGRAM_ID, rows: TOKEN },
    { program: TOKEN_2022_PROGRAM_ID, rows: TOKEN },
    { program: SystemProgram.programId, rows: SYSTEM },
    { program: ASSOCIATED_TOKEN_PROGRAM_ID, rows: ASSOCIATED },
  ].map(({ program, rows }) => [program.toBase58(), entries<CalledErrorName>(rows)]),
);
