/** What reading instructions has in common. */
import bs58 from 'bs58';
import type { JsonObject } from '../json';

/** An instruction with its addresses in place of their indexes. */
export type Call = {
  readonly programId: string;
  readonly accounts: readonly string[];
  readonly data: Buffer;
};

export type Parsed = { readonly type: string; readonly info: JsonObject };

/** The signer at a position; where more accounts follow it is a multisig, and they are its signers. */
export function signedBy({ accounts }: Pick<Call, 'accounts'>, at: number, role: string): JsonObject {
  const signers = accounts.slice(at + 1);
  if (signers.length === 0) return { [role]: accounts[at] };
  return { [`multisig${role[0]?.toUpperCase() ?? ''}${role.slice(1)}`]: accounts[at], signers };
}

/** The address there; throws where the data ends before. */
export function keyAt(data: Buffer, offset: number): string {
  const found = data.subarray(offset, offset + 32);
  if (found.length !== 32) throw new RangeError('no address there');
  return bs58.encode(found);
}
