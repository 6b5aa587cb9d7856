/** Names and ids whose addresses are found at the first try (bump 255): what a call costs is then the same everywhere. */
import { ASSOCIATED_TOKEN_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { PublicKey } from '@solana/web3.js';
import {
  bytesConstant,
  depositAddress,
  governanceAddress,
  grantAddress,
  metricKey,
  planAddress,
  PROGRAM_ID,
  proposalAddress,
} from '@tenure/sdk';
import { keypair } from '../support/transactions';
import { people } from '../support/world';

const HIGHEST_BUMP = 255;

function isFirstTry(seeds: Uint8Array[], programId: PublicKey): boolean {
  return PublicKey.findProgramAddressSync(seeds, programId)[1] === HIGHEST_BUMP;
}

function id(value: bigint): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}

function isAssociatedFirstTry(wallet: PublicKey, mint: PublicKey): boolean {
  const seeds = [wallet.toBytes(), TOKEN_PROGRAM_ID.toBytes(), mint.toBytes()];
  return isFirstTry(seeds, ASSOCIATED_TOKEN_PROGRAM_ID);
}

/** A name for an SPL Token mint of which the wallet's associated account has the highest bump. */
export function mintNameFor(wallet: PublicKey): string {
  for (let number = 0; ; number += 1) {
    const name = `mint ${number}`;
    if (isAssociatedFirstTry(wallet, keypair(name).publicKey)) return name;
  }
}

/** Number of a governance's first proposal, and the id that its opener gives to it. */
const FIRST = 0n;

/**
 * The first id from `from` on that gives the highest bump to a plan, its oracle set, its governance, the vaults of plan and
 * governance of an SPL Token mint, the beneficiary's first proposal, and what the beneficiary's votes on it count together.
 */
export function planIdFor(creator: PublicKey, mint: PublicKey, from = 0n): bigint {
  const { publicKey: proposer } = people.beneficiary;
  for (let planId = from; ; planId += 1n) {
    const plan = planAddress(creator, planId);
    const governance = governanceAddress(plan);
    const seeds = [
      [bytesConstant('planSeed'), creator.toBytes(), id(planId)],
      [bytesConstant('oraclesSeed'), plan.toBytes()],
      [bytesConstant('governanceSeed'), plan.toBytes()],
      [bytesConstant('proposalSeed'), governance.toBytes(), proposer.toBytes(), id(FIRST)],
      [bytesConstant('voterSeed'), proposalAddress(governance, proposer, FIRST).toBytes(), proposer.toBytes()],
    ];
    const vaults = [plan, governance];
    const areFirst = vaults.every((wallet) => isAssociatedFirstTry(wallet, mint));
    if (areFirst && seeds.every((each) => isFirstTry(each, PROGRAM_ID))) return planId;
  }
}

/**
 * So many ids from `from` on that give the highest bump to grants of a plan, their transfers, first milestones and votes on
 * one proposal, by its number.
 */
export function grantIdsFor(plan: PublicKey, count: number, from: bigint, proposal = FIRST): bigint[] {
  const found: bigint[] = [];
  for (let grantId = from; found.length < count; grantId += 1n) {
    const grant = grantAddress(plan, grantId).toBytes();
    const seeds = [
      [bytesConstant('grantSeed'), plan.toBytes(), id(grantId)],
      [bytesConstant('transferSeed'), grant],
      [bytesConstant('milestoneSeed'), grant, Uint8Array.of(0)],
      [bytesConstant('voteSeed'), grant, id(proposal)],
    ];
    if (seeds.every((each) => isFirstTry(each, PROGRAM_ID))) found.push(grantId);
  }
  return found;
}

/** A key that begins with `name` and gives a metric of a plan the highest bump. */
export function metricKeyFor(plan: PublicKey, name: string): string {
  for (let number = 0; ; number += 1) {
    const key = `${name}-${number}`;
    if (isFirstTry([bytesConstant('metricSeed'), plan.toBytes(), metricKey(key)], PROGRAM_ID)) return key;
  }
}

/** The first id from `from` on that gives a deposit of a plan's governance and its vote on the first proposal the highest bump. */
export function depositIdFor(plan: PublicKey, owner: PublicKey, from: bigint): bigint {
  const governance = governanceAddress(plan);
  for (let depositId = from; ; depositId += 1n) {
    const seeds = [
      [bytesConstant('depositSeed'), governance.toBytes(), owner.toBytes(), id(depositId)],
      [bytesConstant('voteSeed'), depositAddress(governance, owner, depositId).toBytes(), id(FIRST)],
    ];
    if (seeds.every((each) => isFirstTry(each, PROGRAM_ID))) return depositId;
  }
}
