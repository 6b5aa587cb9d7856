/** Accounts in the form that the encoding jsonParsed has. */
import {
  LOOKUP_TABLE_PROGRAM,
  SYSVAR_OWNER,
  TOKEN_2022_PROGRAM,
  TOKEN_PROGRAM,
  UPGRADEABLE_LOADER,
  type StoredAccount,
} from '../ledger/account';
import { MULTISIG_BYTES, key, readMint, readTokenAccount } from '../ledger/tokens';
import { readNonce } from '../ledger/validity';
import type { JsonObject } from '../json';
import { uiAmount } from './amount';
import { parseExtensions } from './extensions';

const LOOKUP_TABLE_HEADER_BYTES = 56;
const CLOCK = 'SysvarC1ock11111111111111111111111111111111';
const RENT = 'SysvarRent111111111111111111111111111111111';
const EPOCH_SCHEDULE = 'SysvarEpochSchedu1e111111111111111111111111';

/** Reads accounts that another one refers to: a token account's amount needs its mint's decimals. */
export type Lookup = (address: string) => StoredAccount | null;

/** What a parsed account holds, or null for accounts that are shown as bytes. */
export function parseAccount(address: string, account: StoredAccount, lookup: Lookup): JsonObject | null {
  const found = parse(address, account, lookup);
  return (
    found && {
      program: found.program,
      parsed: { info: found.info, type: found.type },
      space: account.data.length,
    }
  );
}

type Parsed = { readonly program: string; readonly type: string; readonly info: JsonObject };

function parse(address: string, account: StoredAccount, lookup: Lookup): Parsed | null {
  switch (account.owner) {
    case TOKEN_PROGRAM:
      return parseToken(account, 'spl-token', lookup);
    case TOKEN_2022_PROGRAM:
      return parseToken(account, 'spl-token-2022', lookup);
    case UPGRADEABLE_LOADER:
      return parseProgram(account.data);
    case LOOKUP_TABLE_PROGRAM:
      return parseLookupTable(account.data);
    case SYSVAR_OWNER:
      return parseSysvar(address, account.data);
    default:
      return parseNonce(account);
  }
}

function parseToken(account: StoredAccount, program: string, lookup: Lookup): Parsed | null {
  const extensions = program === 'spl-token' ? [] : parseExtensions(account.data);
  const extended = extensions.length > 0 ? { extensions } : {};
  const held = readTokenAccount(account);
  if (held) {
    const mint = lookup(held.mint);
    const decimals = mint && readMint(mint)?.decimals;
    if (decimals === null || decimals === undefined) return null;
    const delegated = held.delegate && {
      delegate: held.delegate,
      delegatedAmount: uiAmount(held.delegatedAmount, decimals),
    };
    const reserve = held.rentExemptReserve;
    const info = {
      ...(held.closeAuthority ? { closeAuthority: held.closeAuthority } : {}),
      ...(delegated ?? {}),
      ...extended,
      isNative: reserve !== null,
      mint: held.mint,
      owner: held.owner,
      ...(reserve === null ? {} : { rentExemptReserve: uiAmount(reserve, decimals) }),
      state: held.state,
      tokenAmount: uiAmount(held.amount, decimals),
    };
    return { program, type: 'account', info };
  }
  const mint = readMint(account);
  if (mint) return { program, type: 'mint', info: { ...mint, supply: mint.supply.toString(), ...extended } };
  return account.data.length === MULTISIG_BYTES
    ? { program, type: 'multisig', info: parseMultisig(account.data) }
    : null;
}

function parseMultisig(data: Buffer): JsonObject {
  const signers = Array.from({ length: data[1] ?? 0 }, (_, index) => key(data, 3 + 32 * index));
  return {
    numRequiredSigners: data[0] ?? 0,
    numValidSigners: data[1] ?? 0,
    isInitialized: data[2] === 1,
    signers,
  };
}

function parseProgram(data: Buffer): Parsed | null {
  const program = 'bpf-upgradeable-loader';
  if (data.length < 4) return null;
  const kind = data.readUInt32LE(0);
  if (kind === 2) return { program, type: 'program', info: { programData: key(data, 4) } };
  const optional = (at: number): string | null => (data[at] === 1 ? key(data, at + 1) : null);
  const code = (at: number) => [data.subarray(at).toString('base64'), 'base64'];
  if (kind === 1) return { program, type: 'buffer', info: { authority: optional(4), data: code(37) } };
  if (kind !== 3) return null;
  const info = { authority: optional(12), data: code(45), slot: data.readBigUInt64LE(4) };
  return { program, type: 'programData', info };
}

function parseLookupTable(data: Buffer): Parsed | null {
  const program = 'address-lookup-table';
  if (data.length < LOOKUP_TABLE_HEADER_BYTES || data.readUInt32LE(0) !== 1) return null;
  const count = Math.floor((data.length - LOOKUP_TABLE_HEADER_BYTES) / 32);
  const info = {
    addresses: Array.from({ length: count }, (_, index) => key(data, LOOKUP_TABLE_HEADER_BYTES + 32 * index)),
    ...(data[21] === 1 ? { authority: key(data, 22) } : {}),
    deactivationSlot: data.readBigUInt64LE(4).toString(),
    lastExtendedSlot: data.readBigUInt64LE(12).toString(),
    lastExtendedSlotStartIndex: data.readUInt8(20),
  };
  return { program, type: 'lookupTable', info };
}

function parseSysvar(address: string, data: Buffer): Parsed | null {
  const program = 'sysvar';
  if (address === CLOCK) {
    const info = {
      epoch: data.readBigUInt64LE(16),
      epochStartTimestamp: Number(data.readBigInt64LE(8)),
      leaderScheduleEpoch: data.readBigUInt64LE(24),
      slot: data.readBigUInt64LE(0),
      unixTimestamp: Number(data.readBigInt64LE(32)),
    };
    return { program, type: 'clock', info };
  }
  if (address === RENT) return { program, type: 'rent', info: { lamportsPerByte: data.readBigUInt64LE(0).toString() } };
  if (address !== EPOCH_SCHEDULE) return null;
  const info = {
    firstNormalEpoch: data.readBigUInt64LE(17),
    firstNormalSlot: data.readBigUInt64LE(25),
    leaderScheduleSlotOffset: data.readBigUInt64LE(8),
    slotsPerEpoch: data.readBigUInt64LE(0),
    warmup: data[16] === 1,
  };
  return { program, type: 'epochSchedule', info };
}

function parseNonce(account: StoredAccount): Parsed | null {
  const nonce = readNonce(account);
  if (!nonce) return null;
  const feeCalculator = { lamportsPerSignature: nonce.lamportsPerSignature.toString() };
  return {
    program: 'nonce',
    type: 'initialized',
    info: { authority: nonce.authority, blockhash: nonce.blockhash, feeCalculator },
  };
}
