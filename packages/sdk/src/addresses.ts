/** Addresses of the program's accounts. Every one follows from seeds alone. */
import { getAssociatedTokenAddressSync } from '@solana/spl-token';
import { PublicKey } from '@solana/web3.js';
import { bytesConstant, PROGRAM_ID } from './idl';
import { U64_MAX } from './math';

const PLAN_SEED = bytesConstant('planSeed');
const GRANT_SEED = bytesConstant('grantSeed');
const TRANSFER_SEED = bytesConstant('transferSeed');

function idSeed(id: bigint): Uint8Array {
  if (id < 0n || id > U64_MAX) throw new RangeError(`The id ${id} must be from 0 to ${U64_MAX}.`);
  const seed = new Uint8Array(8);
  new DataView(seed.buffer).setBigUint64(0, id, true);
  return seed;
}

function derive(seeds: Uint8Array[], programId: PublicKey): PublicKey {
  return PublicKey.findProgramAddressSync(seeds, programId)[0];
}

/** A plan's address. `planId` is the creator's own number for it. */
export function planAddress(creator: PublicKey, planId: bigint, programId = PROGRAM_ID): PublicKey {
  return derive([PLAN_SEED, creator.toBytes(), idSeed(planId)], programId);
}

/** The address of a grant, and of the tombstone that stays there. `grantId` is the issuer's own number for it. */
export function grantAddress(plan: PublicKey, grantId: bigint, programId = PROGRAM_ID): PublicKey {
  return derive([GRANT_SEED, plan.toBytes(), idSeed(grantId)], programId);
}

/** The address of a grant's pending transfer; there is at most one. */
export function transferAddress(grant: PublicKey, programId = PROGRAM_ID): PublicKey {
  return derive([TRANSFER_SEED, grant.toBytes()], programId);
}

/** A plan's vault: its associated token account. `tokenProgram` owns the mint. */
export function vaultAddress(plan: PublicKey, mint: PublicKey, tokenProgram: PublicKey): PublicKey {
  return associatedAddress(plan, mint, tokenProgram);
}

/** A wallet's associated token account, the only one that claims sent by others pay. Wallets may be off the curve. */
export function associatedAddress(wallet: PublicKey, mint: PublicKey, tokenProgram: PublicKey): PublicKey {
  return getAssociatedTokenAddressSync(mint, wallet, true, tokenProgram);
}
