/** Somebody else's code that signs and sends an exported transaction: nothing of this project or web3.js. */
import bs58 from 'bs58';
import { createPrivateKey, sign } from 'node:crypto';

/** What Ed25519 private keys begin with in DER (RFC 8410). */
const DER_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const SIGNATURE_BYTES = 64;
const KEY_BYTES = 32;

/** A key pair as solana-keygen keeps it: 32 secret bytes, then the public key. */
export type SecretKey = Uint8Array;

/** Puts the missing signatures into a transaction in base58, each by the key that its message names. */
export function signed(base58: string, keys: readonly SecretKey[]): Buffer {
  const bytes = Buffer.from(bs58.decode(base58));
  const count = bytes.readUInt8(0);
  const message = bytes.subarray(1 + count * SIGNATURE_BYTES);
  // Three numbers and the number of keys stand before the keys, the signers' first.
  for (let index = 0; index < count; index += 1) {
    const at = 4 + index * KEY_BYTES;
    const signer = message.subarray(at, at + KEY_BYTES);
    const secret = keys.find((key) => signer.equals(key.subarray(KEY_BYTES)));
    if (secret === undefined) throw new Error(`nobody here is ${bs58.encode(signer)}`);
    const der = Buffer.concat([DER_PREFIX, secret.subarray(0, KEY_BYTES)]);
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    sign(null, message, key).copy(bytes, 1 + index * SIGNATURE_BYTES);
  }
  return bytes;
}

/** Sends it with preflight. Fails with the server's words. */
export async function sent(url: string, transaction: Buffer): Promise<void> {
  const params = [transaction.toString('base64'), { encoding: 'base64' }];
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'sendTransaction', params });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const answer: unknown = await response.json();
  if (typeof answer !== 'object' || answer === null || !('result' in answer)) throw new Error(JSON.stringify(answer));
}
