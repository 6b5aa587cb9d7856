import { lite } from '../lite';
import type { TransactionError } from '../transaction-error';
import { TOKEN_PROGRAMS, UPGRADEABLE_LOADER, type StoredAccount } from './account';
import { feeOf } from './fees';
import type { Machine, Run } from './machine';
import type { Balances, Execution, TokenBalance } from './receipt';
import { key, readMint, readTokenAccount } from './tokens';
import type { Resolved, WireTransaction } from './wire';

/** What a node counts for each account that it loads, besides the data. */
const ACCOUNT_OVERHEAD_BYTES = 64;
/** Failures of a transaction that a node drops without a trace, and without a fee. */
const DROPPED: readonly string[] = [
  'AccountInUse',
  'AccountLoadedTwice',
  'AccountNotFound',
  'InsufficientFundsForFee',
  'InvalidAccountForFee',
  'AlreadyProcessed',
  'BlockhashNotFound',
  'MissingSignatureForFee',
  'InvalidAccountIndex',
  'SignatureFailure',
  'SanitizeFailure',
  'UnsupportedVersion',
  'TooManyAccountLocks',
  'AddressLookupTableNotFound',
  'InvalidAddressLookupTableOwner',
  'InvalidAddressLookupTableData',
  'InvalidAddressLookupTableIndex',
  'InvalidLoadedAccountsDataSizeLimit',
  'ResanitizationNeeded',
];
/** Failures before any program ran, for which the fee is charged all the same. */
const FEES_ONLY: readonly string[] = [
  'ProgramAccountNotFound',
  'InvalidProgramForExecution',
  'MaxLoadedAccountsDataSizeExceeded',
  'ProgramCacheHitMaxLimit',
];

type Accounts = (address: string) => StoredAccount | null;

/** Whether a node forgets a transaction that failed so. */
export function isDropped(err: TransactionError | null): boolean {
  return typeof err === 'string' && (DROPPED.includes(err) || err.startsWith('WouldExceed'));
}

/** A transaction that was refused before it ran. */
export function refused(err: TransactionError, held: Balances): Execution {
  return {
    err,
    logs: [],
    inner: null,
    computeUnits: 0,
    returnData: null,
    fee: null,
    loadedBytes: 0,
    pre: held,
    post: held,
  };
}

/** Runs a transaction for good. */
export function execute(machine: Machine, wire: WireTransaction, { keys }: Resolved): Execution {
  const accounts: Accounts = (address) => machine.account(address);
  const pre = balances(keys, accounts);
  const loadedBytes = loadedSize(keys, accounts);
  const missing = missingProgram(wire, keys, accounts);
  const run = rename(machine.run(lite(wire.transaction), keys), missing);
  if (isDropped(run.err)) return refused(run.err ?? 'AccountNotFound', pre);
  if (run.err !== null) chargeOnce(machine, wire, pre);
  const post = balances(keys, accounts);
  return { ...outcome(run), fee: total(pre.lamports) - total(post.lamports), loadedBytes, pre, post };
}

/** Runs a transaction on a copy; `after` reads accounts as it leaves them. */
export function rehearse(
  machine: Machine,
  wire: WireTransaction,
  { keys }: Resolved,
): { execution: Execution; after: Accounts } {
  const accounts: Accounts = (address) => machine.account(address);
  const pre = balances(keys, accounts);
  const simulated = machine.simulate(lite(wire.transaction));
  const run = { ...rename(simulated, missingProgram(wire, keys, accounts)), after: simulated.after };
  if (isDropped(run.err)) return { execution: refused(run.err ?? 'AccountNotFound', pre), after: accounts };
  const fee = feeOf(wire.transaction.message);
  const after: Accounts = (address) => {
    const changed = run.after.get(address);
    if (changed) return changed.lamports === 0n ? null : changed;
    const stored = accounts(address);
    return stored && run.err !== null && address === keys[0] ? { ...stored, lamports: stored.lamports - fee } : stored;
  };
  const execution = {
    ...outcome(run),
    fee,
    loadedBytes: loadedSize(keys, accounts),
    pre,
    post: balances(keys, after),
  };
  return { execution, after };
}

/** What the accounts hold, in the order of the keys. */
export function balances(keys: readonly string[], account: Accounts): Balances {
  const lamports: bigint[] = [];
  const tokens: TokenBalance[] = [];
  keys.forEach((address, accountIndex) => {
    const stored = account(address);
    lamports.push(stored?.lamports ?? 0n);
    const held = stored && TOKEN_PROGRAMS.includes(stored.owner) ? readTokenAccount(stored) : null;
    if (!stored || !held) return;
    const mint = account(held.mint);
    const decimals = mint && readMint(mint)?.decimals;
    if (decimals === null || decimals === undefined) return;
    const { mint: ofMint, owner, amount } = held;
    tokens.push({ accountIndex, mint: ofMint, owner, programId: stored.owner, amount, decimals });
  });
  return { lamports, tokens };
}

/** LiteSVM has one name for a program that is none and for one that is not there. */
function rename(run: Run, missing: boolean): Run {
  return missing && run.err === 'InvalidProgramForExecution' ? { ...run, err: 'ProgramAccountNotFound' } : run;
}

function missingProgram(
  { transaction: { message } }: WireTransaction,
  keys: readonly string[],
  account: Accounts,
): boolean {
  return message.compiledInstructions.some(({ programIdIndex }) => account(keys[programIdIndex] ?? '') === null);
}

/** LiteSVM charges what failed in a program, but not what failed on loading. */
function chargeOnce(machine: Machine, { transaction }: WireTransaction, pre: Balances): void {
  const payer = transaction.message.staticAccountKeys[0]?.toBase58() ?? '';
  const stored = machine.account(payer);
  if (!stored || stored.lamports !== pre.lamports[0]) return;
  machine.setAccount(payer, { ...stored, lamports: stored.lamports - feeOf(transaction.message) });
}

function outcome({
  err,
  logs,
  inner,
  computeUnits,
  returnData,
}: Run): Omit<Execution, 'fee' | 'loadedBytes' | 'pre' | 'post'> {
  const ran = typeof err !== 'string' || !FEES_ONLY.includes(err);
  return { err, logs: ran ? logs : null, inner: ran ? inner : null, computeUnits, returnData };
}

/** Bytes that a node counts for the accounts of a transaction; a program's code is an account of its own. */
function loadedSize(keys: readonly string[], account: Accounts): number {
  const all = new Set(keys);
  for (const address of keys) {
    const stored = account(address);
    if (stored?.owner === UPGRADEABLE_LOADER && stored.data.length === 36) all.add(key(stored.data, 4));
  }
  let size = 0;
  for (const address of all) {
    const stored = account(address);
    if (stored) size += ACCOUNT_OVERHEAD_BYTES + stored.data.length;
  }
  return size;
}

function total(lamports: readonly bigint[]): bigint {
  return lamports.reduce((sum, each) => sum + each, 0n);
}
