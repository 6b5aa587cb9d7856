import bs58 from 'bs58';
import type { StoredAccount } from '../ledger/account';
import { readTokenAccount } from '../ledger/tokens';
import { isRecord } from '../json';
import { invalidParams } from './errors';
import { readInteger, readList, readString } from './params';

/** Whether an account is one that the request asks for. */
export type Filter = (account: StoredAccount) => boolean;

const MAX_FILTERS = 4;
const MAX_MEMCMP_BYTES = 128;

/** Reads `filters` of getProgramAccounts and programSubscribe. */
export function readFilters(list: readonly unknown[]): Filter[] {
  if (list.length > MAX_FILTERS) throw invalidParams(`Too many filters provided; max ${MAX_FILTERS}`);
  return list.map(readFilter);
}

function readFilter(value: unknown): Filter {
  if (value === 'tokenAccountState') return (account) => readTokenAccount(account) !== null;
  if (!isRecord(value))
    throw invalidParams('Invalid params: invalid type for a filter, expected a map with a single key.');
  const name = Object.keys(value)[0] ?? '';
  if ('dataSize' in value) {
    const size = readInteger(value['dataSize']);
    return ({ data }) => data.length === size;
  }
  if ('memcmp' in value && isRecord(value['memcmp'])) return readMemcmp(value['memcmp']);
  if ('tokenAccountState' in value) return (account) => readTokenAccount(account) !== null;
  const expected = '`dataSize`, `memcmp`, `tokenAccountState`';
  throw invalidParams(`Invalid params: unknown variant \`${name}\`, expected one of ${expected}.`);
}

function readMemcmp(memcmp: Readonly<Record<string, unknown>>): Filter {
  const offset = readInteger(memcmp['offset'] ?? 0);
  const wanted = readBytes(memcmp['bytes'], memcmp['encoding']);
  if (wanted.length > MAX_MEMCMP_BYTES) throw invalidParams('Invalid param: DataTooLarge');
  return ({ data }) =>
    data.length >= offset + wanted.length && data.subarray(offset, offset + wanted.length).equals(wanted);
}

function readBytes(bytes: unknown, encoding: unknown): Buffer {
  if (Array.isArray(bytes)) return Buffer.from(readList(bytes).map(readInteger));
  const text = readString(bytes);
  if (encoding === 'base64') {
    const decoded = Buffer.from(text, 'base64');
    if (decoded.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')) return decoded;
    throw invalidParams('Invalid param: Base64DecodeError');
  }
  if (text.length > (MAX_MEMCMP_BYTES * 3) / 2) throw invalidParams('Invalid param: DataTooLarge');
  try {
    return Buffer.from(bs58.decode(text));
  } catch {
    throw invalidParams('Invalid param: Base58DecodeError');
  }
}
