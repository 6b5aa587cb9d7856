/** A grant on its way to another wallet. */
import type { PublicKey } from '@solana/web3.js';
import { PROGRAM_ID } from '../idl';
import { Layout } from '../layout';
import { bodyOf, checkSize, type RawAccount } from './account';

export interface Transfer {
  readonly address: PublicKey;
  readonly plan: PublicKey;
  readonly grant: PublicKey;
  /** Who proposed it: the beneficiary, or the authority of that time. */
  readonly proposer: PublicKey;
  /** The beneficiary when it was proposed. */
  readonly from: PublicKey;
  /** The next beneficiary. */
  readonly to: PublicKey;
  /** From when anybody may complete it, unix seconds; null: never without the other side. */
  readonly readyTs: number | null;
}

const TRANSFER = new Layout('transfer');
const NEVER = 9_223_372_036_854_775_807n;

/** Reads a pending transfer's account. Fails with a `StateError`. */
export function decodeTransfer(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): Transfer {
  const body = bodyOf('transfer', address, account, programId);
  checkSize(address, body, TRANSFER.size);
  const { plan, grant, proposer, from, to, readyTs } = TRANSFER.read(body);
  return { address, plan, grant, proposer, from, to, readyTs: readyTs === NEVER ? null : Number(readyTs) };
}
