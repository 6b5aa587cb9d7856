/** What all accounts of the program have in common: owner, version, kind, size. */
import { SystemProgram, type PublicKey } from '@solana/web3.js';
import { discriminatorOf } from '../program/layout';

/** An account as web3.js has it. */
export interface RawAccount {
  readonly owner: PublicKey;
  readonly data: Uint8Array;
}

export type StateErrorCode = 'Missing' | 'Closed' | 'WrongOwner' | 'WrongKind' | 'WrongVersion' | 'Malformed';

/** Why an account can't be read. */
export class StateError extends Error {
  override readonly name = 'StateError';

  constructor(
    readonly code: StateErrorCode,
    readonly address: PublicKey,
    what: string,
  ) {
    super(`${address.toBase58()} ${what}`);
  }
}

/** Version of the account layouts that this package reads: the first byte of every account. */
const LAYOUT_VERSION = 1;
/** Bytes of a discriminator: the version, then seven that name the kind. */
export const DISCRIMINATOR_SIZE = 8;

function ascii(kind: string): Uint8Array {
  const bytes = new Uint8Array(DISCRIMINATOR_SIZE);
  bytes[0] = LAYOUT_VERSION;
  bytes.set(new TextEncoder().encode(kind), 1);
  return bytes;
}

/** First bytes of each kind. Tombstones and closed plans are no accounts of the interface, so these two are spelled here. */
export const DISCRIMINATORS = {
  plan: discriminatorOf('accounts', 'plan'),
  grant: discriminatorOf('accounts', 'grant'),
  transfer: discriminatorOf('accounts', 'transfer'),
  oracleSet: discriminatorOf('accounts', 'oracleSet'),
  metric: discriminatorOf('accounts', 'metric'),
  milestone: discriminatorOf('accounts', 'milestone'),
  governance: discriminatorOf('accounts', 'governance'),
  deposit: discriminatorOf('accounts', 'deposit'),
  proposal: discriminatorOf('accounts', 'proposal'),
  voteRecord: discriminatorOf('accounts', 'voteRecord'),
  voterRecord: discriminatorOf('accounts', 'voterRecord'),
  tombstone: ascii('tombstn'),
  closedPlan: ascii('closed'),
} as const;

export type AccountKind = keyof typeof DISCRIMINATORS;

const NAMES: Record<AccountKind, string> = {
  plan: 'a plan',
  grant: 'a grant',
  transfer: 'a transfer',
  oracleSet: 'an oracle set',
  metric: 'a metric',
  milestone: 'a milestone',
  governance: 'a governance',
  deposit: 'a deposit',
  proposal: 'a proposal',
  voteRecord: 'a vote record',
  voterRecord: 'a voter record',
  tombstone: 'the tombstone of a closed grant',
  closedPlan: 'a closed plan',
};

const KINDS: readonly AccountKind[] = [
  ...(['plan', 'grant', 'transfer', 'oracleSet', 'metric', 'milestone'] as const),
  ...(['governance', 'deposit', 'proposal', 'voteRecord', 'voterRecord'] as const),
  ...(['tombstone', 'closedPlan'] as const),
];

function startsWith(data: Uint8Array, bytes: Uint8Array, from: number): boolean {
  return bytes.subarray(from).every((byte, index) => data[from + index] === byte);
}

function kindFrom(data: Uint8Array, from: number): AccountKind | undefined {
  return KINDS.find((kind) => startsWith(data, DISCRIMINATORS[kind], from));
}

/** Whether nothing of the program is there; lamports that somebody sent to the address don't count. */
export function isMissing(account: RawAccount | null): account is null {
  return account === null || (account.data.length === 0 && account.owner.equals(SystemProgram.programId));
}

/** The kind of an account of the program. Fails for those of others and of another version. */
export function kindOf(address: PublicKey, account: RawAccount | null, programId: PublicKey): AccountKind {
  if (isMissing(account)) throw new StateError('Missing', address, 'does not exist on this cluster.');
  if (!account.owner.equals(programId)) {
    throw new StateError('WrongOwner', address, `belongs to ${account.owner.toBase58()}, not to the vesting program.`);
  }
  const kind = kindFrom(account.data, 0);
  if (kind !== undefined) return kind;
  if (kindFrom(account.data, 1) !== undefined) {
    const version = account.data[0] ?? 0;
    throw new StateError(
      'WrongVersion',
      address,
      `has layout version ${version}; this package reads ${LAYOUT_VERSION}. Update it.`,
    );
  }
  throw new StateError('WrongKind', address, 'is no account that this package knows.');
}

/** The bytes after the discriminator of an account that must be of one kind. */
export function bodyOf(
  expected: AccountKind,
  address: PublicKey,
  account: RawAccount | null,
  programId: PublicKey,
): Uint8Array {
  const kind = kindOf(address, account, programId);
  if (kind !== expected) {
    const closed = (kind === 'tombstone' && expected === 'grant') || (kind === 'closedPlan' && expected === 'plan');
    throw new StateError(closed ? 'Closed' : 'WrongKind', address, `is ${NAMES[kind]}, not ${NAMES[expected]}.`);
  }
  return account?.data.subarray(DISCRIMINATOR_SIZE) ?? new Uint8Array();
}

/** Fails unless a body has exactly so many bytes. */
export function checkSize(address: PublicKey, body: Uint8Array, size: number): void {
  if (body.length !== size) {
    const total = DISCRIMINATOR_SIZE + size;
    throw new StateError(
      'Malformed',
      address,
      `has ${DISCRIMINATOR_SIZE + body.length} bytes, but must have ${total}.`,
    );
  }
}

/** Text of printable ASCII, zero-padded in the account. */
export function asciiOf(address: PublicKey, bytes: readonly number[], what: string): string {
  const length = bytes.indexOf(0);
  const used = length < 0 ? bytes : bytes.slice(0, length);
  if (used.some((byte) => byte < 0x21 || byte > 0x7e)) {
    throw new StateError('Malformed', address, `has ${what} that is not printable ASCII.`);
  }
  return String.fromCharCode(...used);
}

/** Null for the zero address, which means nobody. */
export function orNobody(key: PublicKey): PublicKey | null {
  return key.equals(SystemProgram.programId) ? null : key;
}
