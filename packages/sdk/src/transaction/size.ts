/** How large a transaction is. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';

/** The most bytes of a transaction that the network takes. */
export const MAX_TRANSACTION_BYTES = 1_232;

/** Bytes of a list's length, seven bits in each. */
function lengthSize(length: number): number {
  if (length < 0x80) return 1;
  return length < 0x4000 ? 2 : 3;
}

function listSize(length: number, itemSize: number): number {
  return lengthSize(length) + length * itemSize;
}

/** Bytes of the signed transaction (legacy format, no lookup tables), also where it is too large to be built. */
export function transactionSize(instructions: readonly TransactionInstruction[], feePayer: PublicKey): number {
  const keys = new Set([feePayer.toBase58()]);
  const signers = new Set(keys);
  let bodies = 0;
  for (const { programId, keys: metas, data } of instructions) {
    keys.add(programId.toBase58());
    for (const { pubkey, isSigner } of metas) {
      keys.add(pubkey.toBase58());
      if (isSigner) signers.add(pubkey.toBase58());
    }
    bodies += 1 + listSize(metas.length, 1) + listSize(data.length, 1);
  }
  const header = 3;
  const blockhash = 32;
  const lists = listSize(signers.size, 64) + listSize(keys.size, 32) + lengthSize(instructions.length);
  return lists + header + blockhash + bodies;
}
