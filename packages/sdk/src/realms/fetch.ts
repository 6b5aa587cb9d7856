/** Reading the plugin's accounts. */
import { BorshAccountsCoder, type IdlAccounts } from '@coral-xyz/anchor';
import type { PublicKey } from '@solana/web3.js';
import type { Reader } from '../fetch/reader';
import { isMissing, StateError } from '../state/account';
import { maxVoterWeightAddress, registrarAddress, voterWeightAddress, type RealmVoters } from './addresses';
import type { WeightAction } from './instructions';
import { ANY_VOTER_WEIGHT_IDL, VOTER_WEIGHT_PROGRAM_ID, type VoterWeight } from './idl';

type Accounts = IdlAccounts<VoterWeight>;

const CODER = new BorshAccountsCoder(ANY_VOTER_WEIGHT_IDL);

/** Which plan counts for people who vote with a mint of a realm. */
export interface Registrar extends RealmVoters {
  readonly address: PublicKey;
  /** The program that the realm runs on. */
  readonly governanceProgram: PublicKey;
  readonly plan: PublicKey;
  /** How much older than a proposal a grant must be to count, seconds. */
  readonly minAgeSecs: number;
}

/** What somebody's vote weighs, for one action in one slot. */
export interface VoterWeightRecord extends RealmVoters {
  readonly address: PublicKey;
  readonly voter: PublicKey;
  /** Base units of the plan's mint. */
  readonly weight: bigint;
  /** The last slot in which it is good. */
  readonly expirySlot: bigint;
  /** What it is good for; null until it is first updated. */
  readonly action: WeightAction | null;
  readonly target: PublicKey | null;
}

/** What all votes together can weigh, in one slot. */
export interface MaxVoterWeightRecord extends RealmVoters {
  readonly address: PublicKey;
  /** Base units of the plan's mint. */
  readonly maxWeight: bigint;
  /** The last slot in which it is good. */
  readonly expirySlot: bigint;
}

async function fetchRaw<N extends keyof Accounts>(
  reader: Reader,
  name: N,
  address: PublicKey,
  programId: PublicKey,
): Promise<Accounts[N] | null> {
  const account = await reader.getAccountInfo(address);
  if (isMissing(account)) return null;
  if (!account.owner.equals(programId)) {
    throw new StateError(
      'WrongOwner',
      address,
      `belongs to ${account.owner.toBase58()}, not to the voter weight plugin.`,
    );
  }
  return CODER.decode<Accounts[N]>(name, Buffer.from(account.data));
}

/** The registrar of a realm and mint, or null. */
export async function fetchRegistrar(
  reader: Reader,
  voters: RealmVoters,
  programId = VOTER_WEIGHT_PROGRAM_ID,
): Promise<Registrar | null> {
  const address = registrarAddress(voters, programId);
  const raw = await fetchRaw(reader, 'registrar', address, programId);
  return raw === null ? null : { ...raw, address };
}

function actionOf(raw: Accounts['voterWeightRecord']['weightAction']): WeightAction | null {
  if (raw === null) return null;
  if ('castVote' in raw) return 'castVote';
  if ('commentProposal' in raw) return 'commentProposal';
  if ('createGovernance' in raw) return 'createGovernance';
  return 'createProposal' in raw ? 'createProposal' : 'signOffProposal';
}

/** The record of somebody's weight, or null. */
export async function fetchVoterWeight(
  reader: Reader,
  voters: RealmVoters,
  voter: PublicKey,
  programId = VOTER_WEIGHT_PROGRAM_ID,
): Promise<VoterWeightRecord | null> {
  const address = voterWeightAddress(voters, voter, programId);
  const raw = await fetchRaw(reader, 'voterWeightRecord', address, programId);
  if (raw === null) return null;
  return {
    address,
    realm: raw.realm,
    governingTokenMint: raw.governingTokenMint,
    voter: raw.governingTokenOwner,
    weight: BigInt(raw.voterWeight.toString()),
    expirySlot: BigInt(raw.voterWeightExpiry?.toString() ?? 0),
    action: actionOf(raw.weightAction),
    target: raw.weightActionTarget,
  };
}

/** The record of the greatest possible weight, or null. */
export async function fetchMaxVoterWeight(
  reader: Reader,
  voters: RealmVoters,
  programId = VOTER_WEIGHT_PROGRAM_ID,
): Promise<MaxVoterWeightRecord | null> {
  const address = maxVoterWeightAddress(voters, programId);
  const raw = await fetchRaw(reader, 'maxVoterWeightRecord', address, programId);
  if (raw === null) return null;
  return {
    address,
    realm: raw.realm,
    governingTokenMint: raw.governingTokenMint,
    maxWeight: BigInt(raw.maxVoterWeight.toString()),
    expirySlot: BigInt(raw.maxVoterWeightExpiry?.toString() ?? 0),
  };
}
