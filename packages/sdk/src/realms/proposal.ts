/** What a Realm votes on. */
import type { TransactionInstruction } from '@solana/web3.js';

const KEY_BYTES = 32;
const LENGTH_BYTES = 4;
const META_BYTES = KEY_BYTES + 2;

/**
 * An instruction as Realms takes it in a proposal ("custom instruction"): SPL Governance's `InstructionData`
 * in base64. Who signs must be the governance or its treasury, or whoever executes the proposal.
 */
export function realmInstruction({ programId, keys, data }: TransactionInstruction): string {
  const bytes = Buffer.alloc(KEY_BYTES + LENGTH_BYTES + META_BYTES * keys.length + LENGTH_BYTES + data.length);
  let at = bytes.writeUInt32LE(keys.length, KEY_BYTES);
  bytes.set(programId.toBytes());
  for (const { pubkey, isSigner, isWritable } of keys) {
    bytes.set(pubkey.toBytes(), at);
    at = bytes.writeUInt8(Number(isSigner), at + KEY_BYTES);
    at = bytes.writeUInt8(Number(isWritable), at);
  }
  at = bytes.writeUInt32LE(data.length, at);
  bytes.set(data, at);
  return bytes.toString('base64');
}
