/** Any failure, with a name, what it means and what to do about it. */
import { PROGRAM_ID } from '../program/idl';
import { messageOf, readFailure, type FailureReason } from './failure';
import { FRAMEWORK_ERRORS, type FrameworkErrorName } from './framework';
import { loggedFailure } from './logs';
import { PROGRAM_ERRORS, type ErrorEntry, type ProgramErrorName } from './program';
import { CALLED_ERRORS, type CalledErrorName } from './called-programs';
import { INSTRUCTION_ERRORS, TRANSACTION_ERRORS, type RuntimeErrorName } from './runtime';

export { PROGRAM_ERRORS, type ErrorEntry, type ProgramErrorName } from './program';
export type { FrameworkErrorName } from './framework';
export type { CalledErrorName } from './called-programs';
export type { RuntimeErrorName } from './runtime';

/** Failures on this side of the network. */
export type ClientErrorName = 'UserRejected' | 'BlockhashExpired' | 'Unknown';

export type TenureErrorName =
  ProgramErrorName | FrameworkErrorName | CalledErrorName | RuntimeErrorName | ClientErrorName;

/** A failure that has been understood. */
export class TenureError extends Error {
  override readonly name: TenureErrorName;
  /** What to do about it. */
  readonly remedy: string;
  /** The failed program's own number, where it gave one. */
  readonly code: number | undefined;
  /** Index of the failed instruction in its transaction. */
  readonly instructionIndex: number | undefined;
  /** Base58 address of the program that failed first, known from the logs. */
  readonly program: string | undefined;
  /** The transaction's logs, as far as they came. */
  readonly logs: readonly string[];

  constructor(
    entry: ErrorEntry<TenureErrorName>,
    more: Partial<Omit<TenureError, 'name' | 'message' | 'remedy'>> = {},
  ) {
    super(entry.message, { cause: more.cause });
    this.name = entry.name;
    this.remedy = entry.remedy;
    this.code = more.code;
    this.instructionIndex = more.instructionIndex;
    this.program = more.program;
    this.logs = more.logs ?? [];
  }
}

const CLIENT: readonly (readonly [RegExp, ErrorEntry<ClientErrorName>])[] = [
  [
    /user (rejected|declined|denied|cancel)|rejected the request|WalletSignTransactionError/i,
    { name: 'UserRejected', message: 'The wallet did not sign', remedy: 'Approve the transaction in the wallet.' },
  ],
  [
    /block height exceeded|TransactionExpired/i,
    {
      name: 'BlockhashExpired',
      message: 'The transaction was not seen in a block before its blockhash expired',
      remedy: 'Check whether it went through after all; if it did not, sign it again with a fresh blockhash.',
    },
  ],
];

function unknown(message: string): ErrorEntry<'Unknown'> {
  return { name: 'Unknown', message, remedy: 'Simulate the transaction and read its logs.' };
}

function named<N extends TenureErrorName>(
  entries: readonly ErrorEntry<N>[],
  name: string | number,
): ErrorEntry<N> | undefined {
  if (typeof name === 'number') return entries[name];
  const words = name.trim().replace(/\.+$/, '').toLowerCase();
  return entries.find((entry) => entry.name.toLowerCase() === words || entry.message.toLowerCase() === words);
}

/** The entry of a program's own number; without logs, numbers from 100 on are taken for this program's. */
function custom(code: number, program: string | undefined, ours: string): ErrorEntry<TenureErrorName> {
  const isOurs = program === undefined || program === ours;
  const known = isOurs ? (PROGRAM_ERRORS.get(code) ?? FRAMEWORK_ERRORS.get(code)) : CALLED_ERRORS.get(program)?.[code];
  return known ?? unknown(`Error ${code} of ${program === undefined ? 'a program' : `program ${program}`}`);
}

function entryOf(
  reason: FailureReason,
  program: string | undefined,
  ours: string,
): ErrorEntry<TenureErrorName> | undefined {
  switch (reason.kind) {
    case 'custom':
      return custom(reason.code, program, ours);
    case 'instruction':
      return named(INSTRUCTION_ERRORS, reason.name) ?? unknown(`Instruction error ${reason.name}`);
    case 'transaction':
      return named(TRANSACTION_ERRORS, reason.name);
  }
}

/**
 * Understands any failure: web3.js errors, simulations and statuses, `{ InstructionError: [i, { Custom: n }] }` and the
 * like, LiteSVM's results, a wallet's refusal. Never throws; what it can't tell is named `Unknown` with its words kept.
 * `programId` is this program's address.
 */
export function decodeError(failure: unknown, programId = PROGRAM_ID): TenureError {
  if (failure instanceof TenureError) return failure;
  const { reason, logs, instructionIndex } = readFailure(failure);
  const logged = loggedFailure(logs);
  const more = {
    code: reason?.kind === 'custom' ? reason.code : undefined,
    instructionIndex: instructionIndex ?? logged?.instructionIndex,
    program: logged?.program,
    logs,
    cause: failure,
  };
  const words = `${failure instanceof Error ? failure.name : ''} ${messageOf(failure)}`;
  const client = CLIENT.find(([pattern]) => pattern.test(words))?.[1];
  const entry =
    (reason && entryOf(reason, logged?.program, programId.toBase58())) ?? client ?? unknown(messageOf(failure));
  const message = logged?.detail === undefined ? entry.message : `${entry.message} (${logged.detail})`;
  return new TenureError({ ...entry, message }, more);
}
