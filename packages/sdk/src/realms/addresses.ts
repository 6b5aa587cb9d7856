/** Addresses of the plugin's accounts. */
import { PublicKey } from '@solana/web3.js';
import { constantBytes } from '../program/idl';
import { ANY_VOTER_WEIGHT_IDL, VOTER_WEIGHT_PROGRAM_ID } from './idl';

const REGISTRAR_SEED = constantBytes(ANY_VOTER_WEIGHT_IDL, 'registrarSeed');
const VOTER_WEIGHT_SEED = constantBytes(ANY_VOTER_WEIGHT_IDL, 'voterWeightSeed');
const MAX_VOTER_WEIGHT_SEED = constantBytes(ANY_VOTER_WEIGHT_IDL, 'maxVoterWeightSeed');
const VOTE_MARKER_SEED = constantBytes(ANY_VOTER_WEIGHT_IDL, 'voteMarkerSeed');

/** People who vote with one mint of a realm. */
export interface RealmVoters {
  readonly realm: PublicKey;
  /** The realm's community or council mint. */
  readonly governingTokenMint: PublicKey;
}

function derive(seeds: Uint8Array[], programId: PublicKey): PublicKey {
  return PublicKey.findProgramAddressSync(seeds, programId)[0];
}

/** Where it is said which plan counts. */
export function registrarAddress(voters: RealmVoters, programId = VOTER_WEIGHT_PROGRAM_ID): PublicKey {
  const { realm, governingTokenMint } = voters;
  return derive([REGISTRAR_SEED, realm.toBytes(), governingTokenMint.toBytes()], programId);
}

/** Where a Realm reads somebody's weight. */
export function voterWeightAddress(
  voters: RealmVoters,
  voter: PublicKey,
  programId = VOTER_WEIGHT_PROGRAM_ID,
): PublicKey {
  const { realm, governingTokenMint } = voters;
  return derive([VOTER_WEIGHT_SEED, realm.toBytes(), governingTokenMint.toBytes(), voter.toBytes()], programId);
}

/** Where a Realm reads the greatest possible weight. */
export function maxVoterWeightAddress(voters: RealmVoters, programId = VOTER_WEIGHT_PROGRAM_ID): PublicKey {
  const { realm, governingTokenMint } = voters;
  return derive([MAX_VOTER_WEIGHT_SEED, realm.toBytes(), governingTokenMint.toBytes()], programId);
}

/** The mark that a grant counts on a proposal. */
export function voteMarkerAddress(
  registrar: PublicKey,
  proposal: PublicKey,
  grant: PublicKey,
  programId = VOTER_WEIGHT_PROGRAM_ID,
): PublicKey {
  return derive([VOTE_MARKER_SEED, registrar.toBytes(), proposal.toBytes(), grant.toBytes()], programId);
}
