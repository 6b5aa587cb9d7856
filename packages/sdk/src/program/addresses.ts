/** Addresses of the program's accounts. Every one follows from seeds alone. */
import { getAssociatedTokenAddressSync } from '@solana/spl-token';
import { PublicKey } from '@solana/web3.js';
import { bytesConstant, numberConstant, PROGRAM_ID } from './idl';
import { U64_MAX } from '../math';

const PLAN_SEED = bytesConstant('planSeed');
const GRANT_SEED = bytesConstant('grantSeed');
const TRANSFER_SEED = bytesConstant('transferSeed');
const ORACLES_SEED = bytesConstant('oraclesSeed');
const METRIC_SEED = bytesConstant('metricSeed');
const MILESTONE_SEED = bytesConstant('milestoneSeed');
const GOVERNANCE_SEED = bytesConstant('governanceSeed');
const DEPOSIT_SEED = bytesConstant('depositSeed');
const PROPOSAL_SEED = bytesConstant('proposalSeed');
const VOTE_SEED = bytesConstant('voteSeed');
const VOTER_SEED = bytesConstant('voterSeed');
const METRIC_KEY_BYTES = numberConstant('metricKeyBytes');

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

/** The address of a plan's oracle set. */
export function oracleSetAddress(plan: PublicKey, programId = PROGRAM_ID): PublicKey {
  return derive([ORACLES_SEED, plan.toBytes()], programId);
}

/** A metric's name as its address and account carry it: 1 to 32 printable ASCII characters without spaces. */
export function metricKey(key: string): Uint8Array {
  if (!/^[\x21-\x7e]+$/.test(key) || key.length > METRIC_KEY_BYTES) {
    throw new RangeError(
      `The key ${JSON.stringify(key)} must have 1 to ${METRIC_KEY_BYTES} printable ASCII characters.`,
    );
  }
  const bytes = new Uint8Array(METRIC_KEY_BYTES);
  bytes.set(new TextEncoder().encode(key));
  return bytes;
}

/** A metric's address, by its name in the plan. */
export function metricAddress(plan: PublicKey, key: string, programId = PROGRAM_ID): PublicKey {
  return derive([METRIC_SEED, plan.toBytes(), metricKey(key)], programId);
}

/** A milestone's address, by its number in the grant, 0 to 255. */
export function milestoneAddress(grant: PublicKey, index: number, programId = PROGRAM_ID): PublicKey {
  if (!Number.isInteger(index) || index < 0 || index > 255) {
    throw new RangeError(`The index ${index} must be from 0 to 255.`);
  }
  return derive([MILESTONE_SEED, grant.toBytes(), Uint8Array.of(index)], programId);
}

/** The address of a plan's governance. */
export function governanceAddress(plan: PublicKey, programId = PROGRAM_ID): PublicKey {
  return derive([GOVERNANCE_SEED, plan.toBytes()], programId);
}

/** The address of a deposit for voting, by its owner's own number for it. */
export function depositAddress(
  governance: PublicKey,
  owner: PublicKey,
  depositId: bigint,
  programId = PROGRAM_ID,
): PublicKey {
  return derive([DEPOSIT_SEED, governance.toBytes(), owner.toBytes(), idSeed(depositId)], programId);
}

/** A proposal's address, by its proposer's own number for it. */
export function proposalAddress(
  governance: PublicKey,
  proposer: PublicKey,
  proposalId: bigint,
  programId = PROGRAM_ID,
): PublicKey {
  return derive([PROPOSAL_SEED, governance.toBytes(), proposer.toBytes(), idSeed(proposalId)], programId);
}

/** The address of the vote of one grant or deposit on the proposal of that number in its governance. */
export function voteRecordAddress(source: PublicKey, proposalNumber: bigint, programId = PROGRAM_ID): PublicKey {
  return derive([VOTE_SEED, source.toBytes(), idSeed(proposalNumber)], programId);
}

/** The address of what one wallet's votes on a proposal count together. */
export function voterRecordAddress(proposal: PublicKey, voter: PublicKey, programId = PROGRAM_ID): PublicKey {
  return derive([VOTER_SEED, proposal.toBytes(), voter.toBytes()], programId);
}

/** A plan's vault: its associated token account. `tokenProgram` owns the mint. */
export function vaultAddress(plan: PublicKey, mint: PublicKey, tokenProgram: PublicKey): PublicKey {
  return associatedAddress(plan, mint, tokenProgram);
}

/** A wallet's associated token account, the only one that claims sent by others pay. Wallets may be off the curve. */
export function associatedAddress(wallet: PublicKey, mint: PublicKey, tokenProgram: PublicKey): PublicKey {
  return getAssociatedTokenAddressSync(mint, wallet, true, tokenProgram);
}
