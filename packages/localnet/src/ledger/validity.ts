import type { VersionedMessage } from '@solana/web3.js';
import { SYSTEM_PROGRAM, type StoredAccount } from './account';
import { key } from './tokens';

const ADVANCE_NONCE = 4;
const NONCE_BYTES = 80;
const NONCE_INITIALIZED = 1;

export type NonceFields = {
  readonly authority: string;
  readonly blockhash: string;
  readonly lamportsPerSignature: bigint;
};

/** The durable nonce in an account, or null where there is none. */
export function readNonce({ owner, data }: StoredAccount): NonceFields | null {
  if (owner !== SYSTEM_PROGRAM || data.length !== NONCE_BYTES || data.readUInt32LE(4) !== NONCE_INITIALIZED)
    return null;
  return {
    authority: key(data, 8),
    blockhash: key(data, 40),
    lamportsPerSignature: data.readBigUInt64LE(72),
  };
}

/** Whether the message's blockhash is the value of a nonce account that its first instruction advances. */
export function namesDurableNonce(
  message: VersionedMessage,
  account: (address: string) => StoredAccount | null,
): boolean {
  const first = message.compiledInstructions[0];
  if (!first) return false;
  const keys = message.staticAccountKeys;
  const data = Buffer.from(first.data);
  if (keys[first.programIdIndex]?.toBase58() !== SYSTEM_PROGRAM) return false;
  if (data.length < 4 || data.readUInt32LE(0) !== ADVANCE_NONCE) return false;
  const at = keys[first.accountKeyIndexes[0] ?? -1]?.toBase58();
  const stored = at === undefined ? null : account(at);
  const nonce = stored && readNonce(stored);
  if (!nonce || nonce.blockhash !== message.recentBlockhash) return false;
  const signers = keys.slice(0, message.header.numRequiredSignatures).map((signer) => signer.toBase58());
  return signers.includes(nonce.authority);
}
