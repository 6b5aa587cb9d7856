/** LiteSVM's types, which are @solana/kit's, to and from those of web3.js. */
import type { AccountInfo, VersionedTransaction } from '@solana/web3.js';
import type { LiteSVM } from 'litesvm';

export type LiteAccount = Parameters<LiteSVM['setAccount']>[0];
export type LiteAddress = LiteAccount['address'];
export type LiteTransaction = Parameters<LiteSVM['sendTransaction']>[0];

/** An account as web3.js has it. */
export type Account = AccountInfo<Buffer>;

/** What is written to an account; its address and size follow. */
export type AccountValues = {
  lamports: bigint;
  data: Uint8Array;
  programAddress: LiteAddress;
  executable: boolean;
};

export function address(key: string): LiteAddress {
  // LiteSVM's addresses are base58 strings under a branded type.
  return key as LiteAddress;
}

export function liteAccount(at: LiteAddress, values: AccountValues): LiteAccount {
  // The amount is a plain bigint under a branded type.
  const lamports = values.lamports as LiteAccount['lamports'];
  return { ...values, lamports, address: at, space: BigInt(values.data.length) };
}

export function lite(transaction: VersionedTransaction): LiteTransaction {
  const { message, signatures } = transaction;
  const signed = signatures.map((signature, index): [string, Uint8Array] => [
    message.staticAccountKeys[index]?.toBase58() ?? '',
    signature,
  ]);
  const bySigner: Record<string, Uint8Array> = Object.fromEntries(signed);
  const converted: unknown = { messageBytes: message.serialize(), signatures: bySigner };
  // The two libraries have different types for the same bytes.
  return converted as LiteTransaction;
}
