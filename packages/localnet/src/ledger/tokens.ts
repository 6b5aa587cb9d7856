/** The fields that Token and Token-2022 accounts and mints share, at their offsets. */
import bs58 from 'bs58';
import { TOKEN_PROGRAM, TOKEN_PROGRAMS, type StoredAccount } from './account';

const MINT_BYTES = 82;
export const TOKEN_ACCOUNT_BYTES = 165;
export const MULTISIG_BYTES = 355;
/** Where Token-2022 says what an account with extensions is. */
const KIND_OFFSET = 165;
const KIND_MINT = 1;
const KIND_ACCOUNT = 2;

export type MintFields = {
  readonly mintAuthority: string | null;
  readonly supply: bigint;
  readonly decimals: number;
  readonly isInitialized: boolean;
  readonly freezeAuthority: string | null;
};

export type TokenAccountFields = {
  readonly mint: string;
  readonly owner: string;
  readonly amount: bigint;
  readonly delegate: string | null;
  readonly state: 'initialized' | 'frozen';
  /** Lamports that stay below a wrapped-SOL balance; null for other mints. */
  readonly rentExemptReserve: bigint | null;
  readonly delegatedAmount: bigint;
  readonly closeAuthority: string | null;
};

/** The mint in an account, or null where there is none. */
export function readMint({ owner, data }: StoredAccount): MintFields | null {
  if (!TOKEN_PROGRAMS.includes(owner) || !hasKind(owner, data, MINT_BYTES, KIND_MINT) || data[45] !== 1) return null;
  return {
    mintAuthority: optionalKey(data, 0),
    supply: data.readBigUInt64LE(36),
    decimals: data.readUInt8(44),
    isInitialized: true,
    freezeAuthority: optionalKey(data, 46),
  };
}

/** The token account in an account, or null where there is none. */
export function readTokenAccount({ owner, data }: StoredAccount): TokenAccountFields | null {
  if (!TOKEN_PROGRAMS.includes(owner) || !hasKind(owner, data, TOKEN_ACCOUNT_BYTES, KIND_ACCOUNT)) return null;
  const state = data.readUInt8(108);
  if (state !== 1 && state !== 2) return null;
  return {
    mint: key(data, 0),
    owner: key(data, 32),
    amount: data.readBigUInt64LE(64),
    delegate: optionalKey(data, 72),
    state: state === 2 ? 'frozen' : 'initialized',
    rentExemptReserve: data.readUInt32LE(109) === 1 ? data.readBigUInt64LE(113) : null,
    delegatedAmount: data.readBigUInt64LE(121),
    closeAuthority: optionalKey(data, 129),
  };
}

function hasKind(owner: string, data: Buffer, size: number, kind: number): boolean {
  if (data.length === size) return true;
  const extended = owner !== TOKEN_PROGRAM && data.length > KIND_OFFSET && data.length !== MULTISIG_BYTES;
  return extended && data[KIND_OFFSET] === kind;
}

/** The address at an offset. */
export function key(data: Buffer, offset: number): string {
  return bs58.encode(data.subarray(offset, offset + 32));
}

function optionalKey(data: Buffer, offset: number): string | null {
  return data.readUInt32LE(offset) === 1 ? key(data, offset + 4) : null;
}
