import bs58 from 'bs58';
import { NATIVE_LOADER, SYSVAR_OWNER, type StoredAccount } from '../ledger/account';
import type { Json, JsonObject } from '../json';
import { type Lookup, parseAccount } from '../parsed/accounts';
import { CODES, RpcError, invalidParams } from './errors';
import type { Config } from './params';
import { zstdFrame } from './zstd';

const MAX_BASE58_BYTES = 128;
/** Accounts are rent-exempt from birth: their rent epoch never comes. */
const NEVER = 2n ** 64n - 1n;

const ENCODINGS = ['binary', 'base58', 'base64', 'jsonParsed', 'base64+zstd'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** How a client wants to see accounts. */
export type View = {
  readonly encoding: Encoding;
  readonly slice?: { readonly offset: number; readonly length: number };
};

/** The view that a request asks for. */
export function readView(config: Config, otherwise: Encoding): View {
  const name = config.text('encoding');
  const encoding = name === undefined ? otherwise : ENCODINGS.find((each) => each === name);
  if (encoding === undefined) {
    const known = ENCODINGS.map((each) => `\`${each}\``).join(', ');
    throw invalidParams(`Invalid params: unknown variant \`${name ?? ''}\`, expected one of ${known}.`);
  }
  const section = config.section('dataSlice');
  if (!section) return { encoding };
  const [offset, length] = [section.integer('offset'), section.integer('length')];
  if (offset === undefined) throw invalidParams('Invalid params: missing field `offset`.');
  if (length === undefined) throw invalidParams('Invalid params: missing field `length`.');
  return { encoding, slice: { offset, length } };
}

/** An account as the API shows it. */
export function encodeAccount(address: string, account: StoredAccount, view: View, lookup: Lookup): JsonObject {
  const builtIn = account.owner === SYSVAR_OWNER || account.owner === NATIVE_LOADER;
  return {
    data: encodeData(address, account, view, lookup),
    executable: account.executable,
    lamports: account.lamports,
    owner: account.owner,
    rentEpoch: builtIn ? 0 : NEVER,
    space: account.data.length,
  };
}

function encodeData(address: string, account: StoredAccount, { encoding, slice }: View, lookup: Lookup): Json {
  if (encoding === 'jsonParsed') {
    const parsed = parseAccount(address, account, lookup);
    if (parsed) return parsed;
  }
  const data = slice ? account.data.subarray(slice.offset, slice.offset + slice.length) : account.data;
  switch (encoding) {
    case 'binary':
      return base58(data);
    case 'base58':
      return [base58(data), 'base58'];
    case 'base64+zstd':
      return [zstdFrame(data).toString('base64'), 'base64+zstd'];
    case 'base64':
    case 'jsonParsed':
      return [data.toString('base64'), 'base64'];
  }
}

function base58(data: Buffer): string {
  if (data.length > MAX_BASE58_BYTES) {
    const reason = 'Encoded binary (base 58) data should be less than 128 bytes, please use Base64 encoding.';
    throw new RpcError(CODES.invalidRequest, reason);
  }
  return bs58.encode(data);
}
