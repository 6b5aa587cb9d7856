/** Errors of the Solana runtime: of a whole transaction, and of an instruction without a number of its own. */
import type { ErrorEntry } from './program';

// solana-transaction-error: name and text, in the order in which LiteSVM numbers them.
const TRANSACTION = [
  ['AccountInUse', 'Account in use'],
  ['AccountLoadedTwice', 'Account loaded twice'],
  ['AccountNotFound', 'Attempt to debit an account but found no record of a prior credit'],
  ['ProgramAccountNotFound', 'Attempt to load a program that does not exist'],
  ['InsufficientFundsForFee', 'Insufficient funds for fee'],
  ['InvalidAccountForFee', 'This account may not be used to pay transaction fees'],
  ['AlreadyProcessed', 'This transaction has already been processed'],
  ['BlockhashNotFound', 'Blockhash not found'],
  ['CallChainTooDeep', 'Loader call chain is too deep'],
  ['MissingSignatureForFee', 'Transaction requires a fee but has no signature present'],
  ['InvalidAccountIndex', 'Transaction contains an invalid account reference'],
  ['SignatureFailure', 'Transaction did not pass signature verification'],
  ['InvalidProgramForExecution', 'This program may not be used for executing instructions'],
  ['SanitizeFailure', 'Transaction failed to sanitize accounts offsets correctly'],
  ['ClusterMaintenance', 'Transactions are currently disabled due to cluster maintenance'],
  ['AccountBorrowOutstanding', 'Transaction processing left an account with an outstanding borrowed reference'],
  ['WouldExceedMaxBlockCostLimit', 'Transaction would exceed max Block Cost Limit'],
  ['UnsupportedVersion', 'Transaction version is unsupported'],
  ['InvalidWritableAccount', 'Transaction loads a writable account that cannot be written'],
  ['WouldExceedMaxAccountCostLimit', 'Transaction would exceed max account limit within the block'],
  ['WouldExceedAccountDataBlockLimit', 'Transaction would exceed account data limit within the block'],
  ['TooManyAccountLocks', 'Transaction locked too many accounts'],
  ['AddressLookupTableNotFound', "Transaction loads an address table account that doesn't exist"],
  ['InvalidAddressLookupTableOwner', 'Transaction loads an address table account with an invalid owner'],
  ['InvalidAddressLookupTableData', 'Transaction loads an address table account with invalid data'],
  ['InvalidAddressLookupTableIndex', 'Transaction address table lookup uses an invalid index'],
  ['InvalidRentPayingAccount', 'Transaction leaves an account with a lower balance than rent-exempt minimum'],
  ['WouldExceedMaxVoteCostLimit', 'Transaction would exceed max Vote Cost Limit'],
  ['WouldExceedAccountDataTotalLimit', 'Transaction would exceed total account data limit'],
  ['MaxLoadedAccountsDataSizeExceeded', 'Transaction exceeded max loaded accounts data size cap'],
  ['ResanitizationNeeded', 'ResanitizationNeeded'],
  ['InvalidLoadedAccountsDataSizeLimit', 'LoadedAccountsDataSizeLimit set for transaction must be greater than 0'],
  ['UnbalancedTransaction', 'Sum of account balances before and after transaction do not match'],
  ['ProgramCacheHitMaxLimit', 'Program cache hit max limit'],
  ['CommitCancelled', 'CommitCancelled'],
] as const;

// solana-instruction-error: the same.
const INSTRUCTION = [
  ['GenericError', 'Generic instruction error'],
  ['InvalidArgument', 'Invalid program argument'],
  ['InvalidInstructionData', 'Invalid instruction data'],
  ['InvalidAccountData', 'Invalid account data for instruction'],
  ['AccountDataTooSmall', 'Account data too small for instruction'],
  ['InsufficientFunds', 'Insufficient funds for instruction'],
  ['IncorrectProgramId', 'Incorrect program id for instruction'],
  ['MissingRequiredSignature', 'Missing required signature for instruction'],
  ['AccountAlreadyInitialized', 'Instruction requires an uninitialized account'],
  ['UninitializedAccount', 'Instruction requires an initialized account'],
  ['UnbalancedInstruction', 'Sum of account balances before and after instruction do not match'],
  ['ModifiedProgramId', 'Instruction illegally modified the program id of an account'],
  ['ExternalAccountLamportSpend', 'Instruction spent from the balance of an account it does not own'],
  ['ExternalAccountDataModified', 'Instruction modified data of an account it does not own'],
  ['ReadonlyLamportChange', 'Instruction changed the balance of a read-only account'],
  ['ReadonlyDataModified', 'Instruction modified data of a read-only account'],
  ['DuplicateAccountIndex', 'Instruction contains duplicate accounts'],
  ['ExecutableModified', 'Instruction changed executable bit of an account'],
  ['RentEpochModified', 'Instruction modified rent epoch of an account'],
  ['NotEnoughAccountKeys', 'Insufficient account keys for instruction'],
  ['AccountDataSizeChanged', "Program other than the account's owner changed the size of the account data"],
  ['AccountNotExecutable', 'Instruction expected an executable account'],
  ['AccountBorrowFailed', 'Instruction tries to borrow reference for an account which is already borrowed'],
  ['AccountBorrowOutstanding', 'Instruction left account with an outstanding borrowed reference'],
  ['DuplicateAccountOutOfSync', 'Instruction modifications of multiply-passed account differ'],
  ['InvalidError', 'Program returned invalid error code'],
  ['ExecutableDataModified', 'Instruction changed executable accounts data'],
  ['ExecutableLamportChange', 'Instruction changed the balance of an executable account'],
  ['ExecutableAccountNotRentExempt', 'Executable accounts must be rent exempt'],
  ['UnsupportedProgramId', 'Unsupported program id'],
  ['CallDepth', 'Cross-program invocation call depth too deep'],
  ['MissingAccount', 'An account required by the instruction is missing'],
  ['ReentrancyNotAllowed', 'Cross-program invocation reentrancy not allowed for this instruction'],
  ['MaxSeedLengthExceeded', 'Length of the seed is too long for address generation'],
  ['InvalidSeeds', 'Provided seeds do not result in a valid address'],
  ['InvalidRealloc', 'Failed to reallocate account data'],
  ['ComputationalBudgetExceeded', 'Computational budget exceeded'],
  ['PrivilegeEscalation', 'Cross-program invocation with unauthorized signer or writable account'],
  ['ProgramEnvironmentSetupFailure', 'Failed to create program execution environment'],
  ['ProgramFailedToComplete', 'Program failed to complete'],
  ['ProgramFailedToCompile', 'Program failed to compile'],
  ['Immutable', 'Account is immutable'],
  ['IncorrectAuthority', 'Incorrect authority provided'],
  ['AccountNotRentExempt', 'An account does not have enough lamports to be rent-exempt'],
  ['InvalidAccountOwner', 'Invalid account owner'],
  ['ArithmeticOverflow', 'Program arithmetic overflowed'],
  ['UnsupportedSysvar', 'Unsupported sysvar'],
  ['IllegalOwner', 'Provided owner is not allowed'],
  ['MaxAccountsDataAllocationsExceeded', 'Accounts data allocations exceeded the maximum allowed per transaction'],
  ['MaxAccountsExceeded', 'Max accounts exceeded'],
  ['MaxInstructionTraceLengthExceeded', 'Max instruction trace length exceeded'],
  ['BuiltinProgramsMustConsumeComputeUnits', 'Builtin programs must consume compute units'],
  ['BorshIoError', 'Failed to serialize or deserialize account data'],
] as const;

// Those that carry a value.
const WITH_VALUE = [
  ['DuplicateInstruction', 'Transaction contains a duplicate instruction'],
  ['InsufficientFundsForRent', 'An account would be left with too little SOL for its rent'],
  ['ProgramExecutionTemporarilyRestricted', 'Execution of the program is temporarily restricted'],
] as const;

/** Name of a failure outside of every program. */
export type RuntimeErrorName =
  (typeof TRANSACTION)[number][0] | (typeof INSTRUCTION)[number][0] | (typeof WITH_VALUE)[number][0];

const GENERAL = 'Simulate the transaction and read its logs; build it with this package if it was made by hand.';

const REMEDIES: Partial<Record<RuntimeErrorName, string>> = {
  AccountNotFound: 'Fund the fee payer with SOL, and check the cluster.',
  InsufficientFundsForFee: 'Fund the fee payer with SOL.',
  InsufficientFundsForRent: 'Leave the account empty or with enough SOL for its rent.',
  InsufficientFunds: 'Fund the account that pays.',
  AlreadyProcessed: 'Nothing to do: the same transaction went through before; read its result.',
  BlockhashNotFound: 'Check whether the transaction went through; if it did not, sign it again with a fresh blockhash.',
  SignatureFailure: 'Sign again with every account that must sign.',
  MissingRequiredSignature: 'Have every account that the instruction marks as signer sign.',
  ProgramAccountNotFound: 'Check the cluster: the program is not deployed there.',
  InvalidProgramForExecution: 'Check the cluster: the program is not deployed there.',
  ComputationalBudgetExceeded: 'Raise the compute unit limit of the transaction.',
  ProgramFailedToComplete: 'Raise the compute unit limit; if that does not help, report it with the logs.',
  MaxLoadedAccountsDataSizeExceeded: 'Raise the limit of loaded account data, or split the transaction.',
  WouldExceedMaxBlockCostLimit: 'Send again a little later, or with a higher priority fee.',
  WouldExceedMaxAccountCostLimit: 'Send again a little later, or with a higher priority fee.',
  AccountInUse: 'Send again a little later.',
  NotEnoughAccountKeys: 'Build the instruction with this package: accounts are missing.',
  MissingAccount: 'Build the instruction with this package: an account is missing.',
  PrivilegeEscalation: 'Build the instruction with this package: an account lacks its signer or writable flag.',
  InvalidAccountData: 'Check the addresses: an account is of another kind or not initialized.',
  UninitializedAccount: 'Check the addresses: an account is not initialized.',
  IncorrectProgramId: 'Check the addresses: an account belongs to another program.',
  IllegalOwner: 'Check the addresses: an account belongs to another program or wallet.',
};

function entries(rows: readonly (readonly [RuntimeErrorName, string])[]): ErrorEntry<RuntimeErrorName>[] {
  return rows.map(([name, message]) => ({ name, message, remedy: REMEDIES[name] ?? GENERAL }));
}

/** Errors of a whole transaction, in LiteSVM's order; those with a value follow. */
export const TRANSACTION_ERRORS: readonly ErrorEntry<RuntimeErrorName>[] = entries([...TRANSACTION, ...WITH_VALUE]);

/** Errors of an instruction, in LiteSVM's order. */
export const INSTRUCTION_ERRORS: readonly ErrorEntry<RuntimeErrorName>[] = entries(INSTRUCTION);
