/** A grant on its way to another wallet. */
import type { PublicKey } from '@solana/web3.js';
import { PROGRAM_ID } from '../program/idl';
import { Layout } from '../program/layout';
import { bodyOf, checkSize, type RawAccount } from './account';
import type { Grant } from './grant';
import type { Plan } from './plan';

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
  /** The last second at which it can be completed, unix seconds. */
  readonly expiresTs: number;
  /** How often the plan's authority had changed hands when it was proposed. */
  readonly authorityChanges: number;
}

/** The layout of a pending transfer. */
export const TRANSFER = new Layout('transfer');
const NEVER = 9_223_372_036_854_775_807n;

/** Reads a pending transfer's account. Fails with a `StateError`. */
export function decodeTransfer(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): Transfer {
  const body = bodyOf('transfer', address, account, programId);
  checkSize(address, body, TRANSFER.size);
  const { plan, grant, proposer, from, to, readyTs, expiresTs, authorityChanges } = TRANSFER.read(body);
  return {
    ...{ address, plan, grant, proposer, from, to, authorityChanges },
    readyTs: readyTs === NEVER ? null : Number(readyTs),
    expiresTs: Number(expiresTs),
  };
}

/**
 * Whether a pending transfer can never be completed any more: the beneficiary has changed, its time is over, or it is a
 * recovery that the beneficiary has answered or whose authority has changed hands since.
 */
export function isStaleTransfer(
  transfer: Transfer,
  grant: Pick<Grant, 'beneficiary' | 'recoveryUnanswered'>,
  plan: Pick<Plan, 'authorityChanges'>,
  ts: number,
): boolean {
  const isRecovery = !transfer.proposer.equals(transfer.from);
  const answered = !grant.recoveryUnanswered || transfer.authorityChanges !== plan.authorityChanges;
  return !grant.beneficiary.equals(transfer.from) || ts > transfer.expiresTs || (isRecovery && answered);
}
