/** Base58: how Solana writes keys, signatures, and transactions for multisigs. */
import { utils } from '@coral-xyz/anchor';

/** Bytes as text. */
export function encodeBase58(bytes: Uint8Array): string {
  return utils.bytes.bs58.encode(bytes);
}
