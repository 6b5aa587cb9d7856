import { createPublicKey, verify } from 'node:crypto';
import { VersionedMessage, VersionedTransaction } from '@solana/web3.js';
import bs58 from 'bs58';
import type { TransactionError } from '../transaction-error';
import { LOOKUP_TABLE_PROGRAM, UPGRADEABLE_LOADER, type StoredAccount } from './account';
import type { LoadedAddresses } from './receipt';

/** The most bytes of a serialized transaction. */
export const MAX_TRANSACTION_BYTES = 1_232;
const LOOKUP_TABLE_HEADER_BYTES = 56;
const ADDRESS_BYTES = 32;

/** A transaction as a client sent it. */
export type WireTransaction = {
  readonly transaction: VersionedTransaction;
  readonly bytes: Uint8Array;
  /** Base58; the first of its signatures names a transaction. */
  readonly signature: string;
};

/** The addresses of a transaction with those of its lookup tables, and which are written. */
export type Resolved = {
  readonly keys: readonly string[];
  readonly loaded: LoadedAddresses;
  readonly writable: readonly boolean[];
};

/** Reads a transaction; throws on bytes that are none. */
export function decodeTransaction(bytes: Uint8Array): WireTransaction {
  const transaction = VersionedTransaction.deserialize(bytes);
  const { message } = transaction;
  // web3.js reads the data of a legacy message out of base58 whenever it is looked at: once is enough.
  Object.defineProperty(message, 'compiledInstructions', { value: message.compiledInstructions });
  return { transaction, bytes, signature: bs58.encode(transaction.signatures[0] ?? new Uint8Array(64)) };
}

/** Reads a message; throws on bytes that are none. */
export function decodeMessage(bytes: Uint8Array): VersionedMessage {
  return VersionedMessage.deserialize(bytes);
}

/** Whether counts and indexes of a transaction fit together, as a node checks before anything else. */
export function isSane({ transaction: { message, signatures } }: WireTransaction): boolean {
  const { header, staticAccountKeys: keys } = message;
  const lookedUp = message.addressTableLookups.reduce(
    (sum, table) => sum + table.writableIndexes.length + table.readonlyIndexes.length,
    0,
  );
  const total = keys.length + lookedUp;
  return (
    signatures.length === header.numRequiredSignatures &&
    header.numReadonlySignedAccounts < header.numRequiredSignatures &&
    header.numRequiredSignatures + header.numReadonlyUnsignedAccounts <= keys.length &&
    message.compiledInstructions.every(
      ({ programIdIndex, accountKeyIndexes }) =>
        programIdIndex > 0 && programIdIndex < keys.length && accountKeyIndexes.every((index) => index < total),
    )
  );
}

/** Whether every required signature is there and right. */
export function isSigned({ transaction: { message, signatures } }: WireTransaction): boolean {
  const signed = message.serialize();
  return signatures.every((signature, index) => {
    const key = message.staticAccountKeys[index];
    if (!key) return false;
    const x = Buffer.from(key.toBytes()).toString('base64url');
    return verify(null, signed, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature);
  });
}

/** Looks up every address that the transaction names. */
export function resolve(
  message: VersionedMessage,
  account: (address: string) => StoredAccount | null,
): Resolved | TransactionError {
  const writable: string[] = [];
  const readonly: string[] = [];
  for (const lookup of message.addressTableLookups) {
    const table = account(lookup.accountKey.toBase58());
    if (!table) return 'AddressLookupTableNotFound';
    if (table.owner !== LOOKUP_TABLE_PROGRAM) return 'InvalidAddressLookupTableOwner';
    if (table.data.length < LOOKUP_TABLE_HEADER_BYTES) return 'InvalidAddressLookupTableData';
    const entry = (index: number): string | undefined => {
      const start = LOOKUP_TABLE_HEADER_BYTES + index * ADDRESS_BYTES;
      const found = table.data.subarray(start, start + ADDRESS_BYTES);
      return found.length === ADDRESS_BYTES ? bs58.encode(found) : undefined;
    };
    for (const [indexes, into] of [
      [lookup.writableIndexes, writable],
      [lookup.readonlyIndexes, readonly],
    ] as const) {
      for (const index of indexes) {
        const found = entry(index);
        if (found === undefined) return 'InvalidAddressLookupTableIndex';
        into.push(found);
      }
    }
  }
  const keys = [...message.staticAccountKeys.map((key) => key.toBase58()), ...writable, ...readonly];
  return { keys, loaded: { writable, readonly }, writable: writableKeys(message, keys, writable.length) };
}

/** Programs that are called and built-in addresses are never written, whatever the header says. */
export function writableKeys(message: VersionedMessage, keys: readonly string[], loadedWritable: number): boolean[] {
  const own = message.staticAccountKeys.length;
  const called = new Set(message.compiledInstructions.map(({ programIdIndex }) => programIdIndex));
  const upgrades = keys.includes(UPGRADEABLE_LOADER);
  return keys.map((key, index) => {
    if (isReserved(key) || (called.has(index) && !upgrades)) return false;
    return index < own ? message.isAccountWritable(index) : index < own + loadedWritable;
  });
}

/** Addresses of the runtime end in ones; what is burned goes to one that anybody may write. */
function isReserved(key: string): boolean {
  return key.endsWith('1111111111111111111111') && !key.startsWith('1nc1nerator');
}
