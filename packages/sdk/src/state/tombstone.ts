/** What stays at the address of a closed grant, so that its id never lives twice. */
import { PublicKey } from '@solana/web3.js';
import { PROGRAM_ID } from '../program/idl';
import { bodyOf, checkSize, type RawAccount } from './account';
import { GRANT } from './grant';

export interface Tombstone {
  /** The closed grant's address. */
  readonly address: PublicKey;
  readonly grantId: bigint;
  readonly plan: PublicKey;
}

/** A tombstone is the beginning of a grant, up to the plan. */
const SIZE = GRANT.offset('plan') + 32;

/** Reads a tombstone's account. Fails with a `StateError`. */
export function decodeTombstone(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): Tombstone {
  const body = bodyOf('tombstone', address, account, programId);
  checkSize(address, body, SIZE);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  return {
    address,
    grantId: view.getBigUint64(GRANT.offset('grantId'), true),
    plan: new PublicKey(body.slice(GRANT.offset('plan'))),
  };
}
