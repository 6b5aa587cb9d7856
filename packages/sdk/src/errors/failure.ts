/** Brings the many shapes in which failures arrive to one. */

/** A failure before it has a name. */
export interface FailureDetails {
  /** Of the failed instruction. */
  readonly instructionIndex: number | undefined;
  /** A number of the failed program's own, a name or LiteSVM's number of a runtime error, or a text. */
  readonly reason: FailureReason | undefined;
  readonly logs: readonly string[];
}

export type FailureReason =
  | { readonly kind: 'custom'; readonly code: number }
  | { readonly kind: 'instruction'; readonly name: string | number }
  | { readonly kind: 'transaction'; readonly name: string | number };

/** A property of anything; a method (LiteSVM's results have them) is called. */
function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    const found: unknown = Reflect.get(value, name);
    return typeof found === 'function' ? Reflect.apply(found, value, []) : found;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((line) => typeof line === 'string');
}

function customCode(reason: unknown): number | undefined {
  const code = field(reason, 'Custom') ?? field(reason, 'code');
  return typeof code === 'number' || typeof code === 'bigint' ? Number(code) : undefined;
}

/** Of an instruction: `{ Custom: n }`, a name, `{ BorshIoError: text }`, or LiteSVM's number or class. */
function instructionReason(reason: unknown): FailureReason | undefined {
  const code = customCode(reason);
  if (code !== undefined) return { kind: 'custom', code };
  if (typeof reason === 'string' || typeof reason === 'number') return { kind: 'instruction', name: reason };
  if (typeof reason !== 'object' || reason === null) return undefined;
  const [name = 'BorshIoError'] = Object.keys(reason).filter((key) => key !== 'msg');
  return { kind: 'instruction', name };
}

const CUSTOM_TEXT = /custom program error: (?:0x([0-9a-f]+)|(\d+))/i;
const INSTRUCTION_TEXT = /Error processing Instruction (\d+): (.*)/;
/** The status that web3.js and Anchor quote when a transaction failed in its block. */
const STATUS_TEXT = /(?:Status: |failed )\((\{.*\})\)/s;
/** Errors of a whole transaction that carry a value, and the cluster's words for them. */
const WITH_VALUE: Readonly<Record<string, RegExp>> = {
  DuplicateInstruction: /contains a duplicate instruction \(\d+\)/,
  InsufficientFundsForRent: /account \(\d+\) with insufficient funds for rent/,
  ProgramExecutionTemporarilyRestricted: /account at index \d+ is temporarily restricted/,
};
const CLUSTER_TEXT = /(?:Transaction simulation failed|Transaction failed)?:? ?(.*)/s;

/** The error of a status that is quoted in a message. */
function quotedError(message: string): ReturnType<typeof fromError> {
  try {
    const status: unknown = JSON.parse(STATUS_TEXT.exec(message)?.[1] ?? 'null');
    return fromError(field(status, 'err'));
  } catch {
    // Other words in the same brackets.
    return undefined;
  }
}

/** From the words of a message, as the RPC puts failed pre-flight checks, or clients a failure in a block. */
function fromText(message: string): Pick<FailureDetails, 'instructionIndex' | 'reason'> {
  const quoted = quotedError(message);
  if (quoted !== undefined) return quoted;
  const [, hex, decimal] = CUSTOM_TEXT.exec(message) ?? [];
  const [, index, rest] = INSTRUCTION_TEXT.exec(message) ?? [];
  const instructionIndex = index === undefined ? undefined : Number(index);
  if (hex !== undefined) return { instructionIndex, reason: { kind: 'custom', code: Number.parseInt(hex, 16) } };
  if (decimal !== undefined) return { instructionIndex, reason: { kind: 'custom', code: Number(decimal) } };
  if (rest !== undefined) return { instructionIndex, reason: { kind: 'instruction', name: rest } };
  const valued = Object.entries(WITH_VALUE).find(([, words]) => words.test(message))?.[0];
  const name = valued ?? CLUSTER_TEXT.exec(message)?.[1];
  return { instructionIndex, reason: name === undefined ? undefined : { kind: 'transaction', name } };
}

/** Of a transaction: the JSON-RPC form, or LiteSVM's number or class. */
function fromError(error: unknown): Pick<FailureDetails, 'instructionIndex' | 'reason'> | undefined {
  if (typeof error === 'string' || typeof error === 'number') {
    return { instructionIndex: undefined, reason: { kind: 'transaction', name: error } };
  }
  if (typeof error !== 'object' || error === null || error instanceof Error) return undefined;
  const pair = field(error, 'InstructionError');
  if (Array.isArray(pair)) {
    return { instructionIndex: Number(pair.at(0)), reason: instructionReason(pair.at(1)) };
  }
  const inner = field(error, 'err');
  const index = field(error, 'index');
  if (typeof index === 'number' && inner !== undefined) {
    return { instructionIndex: index, reason: instructionReason(inner) };
  }
  const [name] = Object.keys(error);
  return name !== undefined && name in WITH_VALUE
    ? { instructionIndex: undefined, reason: { kind: 'transaction', name } }
    : undefined;
}

/** Where one failure is wrapped in another, and how deep to look. */
const NESTED = ['value', 'meta', 'data', 'cause', 'error'];
const MAX_DEPTH = 4;

function findLogs(failure: unknown, depth = 0): string[] | undefined {
  if (depth > MAX_DEPTH) return undefined;
  for (const name of ['logs', 'logMessages', 'transactionLogs']) {
    const logs = field(failure, name);
    if (isStrings(logs)) return logs;
  }
  for (const name of NESTED) {
    const inner = field(failure, name);
    const logs = inner === undefined ? undefined : findLogs(inner, depth + 1);
    if (logs !== undefined) return logs;
  }
  return undefined;
}

function findError(failure: unknown, depth = 0): Pick<FailureDetails, 'instructionIndex' | 'reason'> | undefined {
  if (depth > MAX_DEPTH) return undefined;
  // Before `err`, which LiteSVM's classes have on two levels.
  const direct = fromError(failure);
  if (direct !== undefined) return direct;
  const error = fromError(field(failure, 'err')) ?? fromError(field(failure, 'error'));
  if (error !== undefined) return error;
  for (const name of NESTED) {
    const inner = field(failure, name);
    const found = typeof inner === 'object' && inner !== null ? findError(inner, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The words of any failure. */
export function messageOf(failure: unknown): string {
  const told = text(field(failure, 'transactionMessage')) ?? text(field(failure, 'message'));
  if (told !== undefined) return told;
  if (typeof failure === 'string') return failure;
  try {
    return JSON.stringify(failure) ?? String(failure);
  } catch {
    return String(failure);
  }
}

/** Any failure in one shape; a plain error is read by its words. */
export function readFailure(failure: unknown): FailureDetails {
  const logs = findLogs(failure) ?? [];
  const found = typeof failure === 'string' ? undefined : findError(failure);
  return { ...(found ?? fromText(messageOf(failure))), logs };
}
