/** Instructions in the form that the encoding jsonParsed has: those of the programs that wallets show. */
import bs58 from 'bs58';
import { MEMO_PROGRAMS, SYSTEM_PROGRAM, TOKEN_PROGRAM, TOKEN_PROGRAMS } from '../ledger/account';
import type { Json, JsonObject } from '../json';
import { uiAmount } from './amount';

const ATA_PROGRAM = 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL';

/** Extension type: the owner never changes. */
const IMMUTABLE_OWNER = 7;

/** An instruction with its addresses in place of their indexes. */
export type Call = {
  readonly programId: string;
  readonly accounts: readonly string[];
  readonly data: Buffer;
};
type Parsed = { readonly type: string; readonly info: JsonObject };

/** The instruction parsed, or as its accounts and bytes where its program is not one of those. */
export function parseInstruction(call: Call, stackHeight: number): JsonObject {
  const { programId, accounts, data } = call;
  const found = tryParse(call);
  if (found) return { ...found, programId, stackHeight };
  return { accounts, data: bs58.encode(data), programId, stackHeight };
}

function tryParse(call: Call): { program: string; parsed: Json } | null {
  const { programId, data } = call;
  if (MEMO_PROGRAMS.includes(programId)) return { program: 'spl-memo', parsed: data.toString('utf8') };
  try {
    if (programId === SYSTEM_PROGRAM) return named('system', parseSystem(call));
    if (programId === ATA_PROGRAM) return named('spl-associated-token-account', parseAssociated(call));
    if (!TOKEN_PROGRAMS.includes(programId)) return null;
    return named(programId === TOKEN_PROGRAM ? 'spl-token' : 'spl-token-2022', parseToken(call));
  } catch {
    // Data shorter than its kind needs.
    return null;
  }
}

function named(program: string, parsed: Parsed | null): { program: string; parsed: Json } | null {
  return parsed && { program, parsed: { info: parsed.info, type: parsed.type } };
}

function parseSystem({ accounts, data }: Call): Parsed | null {
  const [first, second] = accounts;
  switch (data.readUInt32LE(0)) {
    case 0: {
      const [lamports, space, owner] = [data.readBigUInt64LE(4), data.readBigUInt64LE(12), keyAt(data, 20)];
      return { type: 'createAccount', info: { lamports, newAccount: second, owner, source: first, space } };
    }
    case 1:
      return { type: 'assign', info: { account: first, owner: keyAt(data, 4) } };
    case 2:
      return {
        type: 'transfer',
        info: { destination: second, lamports: data.readBigUInt64LE(4), source: first },
      };
    case 4:
      return {
        type: 'advanceNonce',
        info: { nonceAccount: first, nonceAuthority: accounts[2], recentBlockhashesSysvar: second },
      };
    case 5: {
      const [, destination, recentBlockhashesSysvar, rentSysvar, nonceAuthority] = accounts;
      const lamports = data.readBigUInt64LE(4);
      const info = {
        destination,
        lamports,
        nonceAccount: first,
        nonceAuthority,
        recentBlockhashesSysvar,
        rentSysvar,
      };
      return { type: 'withdrawFromNonce', info };
    }
    case 6: {
      const [, recentBlockhashesSysvar, rentSysvar] = accounts;
      const info = {
        nonceAccount: first,
        nonceAuthority: keyAt(data, 4),
        recentBlockhashesSysvar,
        rentSysvar,
      };
      return { type: 'initializeNonce', info };
    }
    case 7:
      return {
        type: 'authorizeNonce',
        info: { newAuthorized: keyAt(data, 4), nonceAccount: first, nonceAuthority: second },
      };
    case 8:
      return { type: 'allocate', info: { account: first, space: data.readBigUInt64LE(4) } };
    default:
      return null;
  }
}

function parseAssociated({ accounts, data }: Call): Parsed | null {
  const type = data.length === 0 || data[0] === 0 ? 'create' : 'createIdempotent';
  if (data.length > 0 && (data[0] ?? 2) > 1) return null;
  const [source, account, wallet, mint, systemProgram, tokenProgram] = accounts;
  return { type, info: { account, mint, source, systemProgram, tokenProgram, wallet } };
}

function parseToken(call: Call): Parsed | null {
  const { accounts, data } = call;
  const [first, second, third] = accounts;
  const amount = (): bigint => data.readBigUInt64LE(1);
  const checked = (): JsonObject => ({ tokenAmount: uiAmount(amount(), data.readUInt8(9)) });
  const plain = (): JsonObject => ({ amount: amount().toString() });
  switch (data[0] ?? -1) {
    case 3:
      return {
        type: 'transfer',
        info: { ...plain(), ...signedBy(call, 2, 'authority'), destination: second, source: first },
      };
    case 4:
      return {
        type: 'approve',
        info: { ...plain(), delegate: second, ...signedBy(call, 2, 'owner'), source: first },
      };
    case 5:
      return { type: 'revoke', info: { ...signedBy(call, 1, 'owner'), source: first } };
    case 7:
      return {
        type: 'mintTo',
        info: { account: second, ...plain(), mint: first, ...signedBy(call, 2, 'mintAuthority') },
      };
    case 8:
      return {
        type: 'burn',
        info: { account: first, ...plain(), ...signedBy(call, 2, 'authority'), mint: second },
      };
    case 9:
      return {
        type: 'closeAccount',
        info: { account: first, destination: second, ...signedBy(call, 2, 'owner') },
      };
    case 10:
      return {
        type: 'freezeAccount',
        info: { account: first, ...signedBy(call, 2, 'freezeAuthority'), mint: second },
      };
    case 11:
      return {
        type: 'thawAccount',
        info: { account: first, ...signedBy(call, 2, 'freezeAuthority'), mint: second },
      };
    case 12:
      return {
        type: 'transferChecked',
        info: {
          ...signedBy(call, 3, 'authority'),
          destination: third,
          mint: second,
          source: first,
          ...checked(),
        },
      };
    case 14:
      return {
        type: 'mintToChecked',
        info: { account: second, mint: first, ...signedBy(call, 2, 'mintAuthority'), ...checked() },
      };
    case 17:
      return { type: 'syncNative', info: { account: first } };
    case 18:
      return { type: 'initializeAccount3', info: { account: first, mint: second, owner: keyAt(data, 1) } };
    case 20:
      return { type: 'initializeMint2', info: mintInfo(call) };
    case 21: {
      const kinds = Array.from({ length: (data.length - 1) / 2 }, (_, index) =>
        data.readUInt16LE(1 + 2 * index),
      );
      if (kinds.some((kind) => kind !== IMMUTABLE_OWNER)) return null;
      const extended = kinds.length === 0 ? {} : { extensionTypes: kinds.map(() => 'immutableOwner') };
      return { type: 'getAccountDataSize', info: { ...extended, mint: first } };
    }
    case 22:
      return { type: 'initializeImmutableOwner', info: { account: first } };
    default:
      return null;
  }
}

function mintInfo({ accounts, data }: Call): JsonObject {
  const freeze = data[34] === 1 ? { freezeAuthority: keyAt(data, 35) } : {};
  return { decimals: data.readUInt8(1), ...freeze, mint: accounts[0], mintAuthority: keyAt(data, 2) };
}

/** The signer at a position; where more accounts follow it is a multisig, and they are its signers. */
function signedBy({ accounts }: Call, at: number, role: string): JsonObject {
  const signers = accounts.slice(at + 1);
  if (signers.length === 0) return { [role]: accounts[at] };
  return { [`multisig${role[0]?.toUpperCase() ?? ''}${role.slice(1)}`]: accounts[at], signers };
}

function keyAt(data: Buffer, offset: number): string {
  const found = data.subarray(offset, offset + 32);
  if (found.length !== 32) throw new RangeError('no address there');
  return bs58.encode(found);
}
