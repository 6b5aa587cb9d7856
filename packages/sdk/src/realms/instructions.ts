/** The plugin's instructions: plain values in, one web3.js instruction out, nothing sent. */
import type { AccountMeta, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { builderOf, type InstructionArgs } from '../instructions/build';
import { u32 } from '../instructions/values';
import type { Plan } from '../state';
import {
  maxVoterWeightAddress,
  registrarAddress,
  voteMarkerAddress,
  voterWeightAddress,
  type RealmVoters,
} from './addresses';
import { ANY_VOTER_WEIGHT_IDL, VOTER_WEIGHT_PROGRAM_ID, type VoterWeight } from './idl';

const DAY_SECS = 86_400;

const build = builderOf<VoterWeight>(ANY_VOTER_WEIGHT_IDL);

/**
 * The least and the greatest minimum age of a plan's registrar, seconds: more than one of the plan's
 * periods, so that votes can run for the rest, and up to seven. Without a governance 2 to 7 days.
 */
export function registrarAges({ recentGrants: { days } }: Pick<Plan, 'recentGrants'>): {
  least: number;
  most: number;
} {
  return { least: (days + 1) * DAY_SECS, most: 7 * days * DAY_SECS };
}

export interface CreateRegistrar extends RealmVoters {
  /** Signs: the realm's authority. */
  readonly realmAuthority: PublicKey;
  /** Signs and pays the rent. */
  readonly payer: PublicKey;
  /** The program that the realm runs on. */
  readonly governanceProgram: PublicKey;
  /** The plan whose grants are to count. */
  readonly plan: PublicKey;
  /**
   * How much older than a proposal a grant must be to count, seconds, see `registrarAges`; at least one of
   * the plan's periods more than votes run.
   */
  readonly minAgeSecs: number;
}

/**
 * Decides that one plan counts for one governing mint of a realm. Signed by the realm's authority, and by who
 * pays the rent. Errors: RealmInvalid, RealmOfAnotherProgram, NotRealmAuthority, NotAGoverningMint, NotAPlan,
 * MinAgeOutOfRange.
 */
export function createRegistrar(input: CreateRegistrar, programId = VOTER_WEIGHT_PROGRAM_ID): TransactionInstruction {
  const { realmAuthority, payer, governanceProgram, realm, governingTokenMint, plan } = input;
  const registrar = registrarAddress(input, programId);
  const accounts = { realmAuthority, payer, governanceProgram, realm, governingTokenMint, plan, registrar };
  return build('createRegistrar', accounts, { minAgeSecs: u32(input.minAgeSecs, 'minAgeSecs') }, { programId });
}

export interface CloseRegistrar extends RealmVoters {
  /** Signs: the realm's authority. */
  readonly realmAuthority: PublicKey;
  /** Gets the rent. */
  readonly rentRecipient: PublicKey;
}

/**
 * Ends a registrar; nobody has any weight until there is a new one. Signed by the realm's authority. Errors:
 * RealmInvalid, NotRealmAuthority.
 */
export function closeRegistrar(input: CloseRegistrar, programId = VOTER_WEIGHT_PROGRAM_ID): TransactionInstruction {
  const { realmAuthority, realm, rentRecipient } = input;
  const registrar = registrarAddress(input, programId);
  return build('closeRegistrar', { realmAuthority, realm, registrar, rentRecipient }, undefined, {
    programId,
  });
}

export interface CreateVoterWeightRecord extends RealmVoters {
  /** Signs and pays the rent. */
  readonly payer: PublicKey;
  readonly voter: PublicKey;
}

/**
 * Creates the record of somebody's weight, which is zero until it is updated. Signed by who pays the rent.
 */
export function createVoterWeightRecord(
  input: CreateVoterWeightRecord,
  programId = VOTER_WEIGHT_PROGRAM_ID,
): TransactionInstruction {
  const { payer, voter } = input;
  const registrar = registrarAddress(input, programId);
  const voterWeightRecord = voterWeightAddress(input, voter, programId);
  return build('createVoterWeightRecord', { payer, registrar, voter, voterWeightRecord }, undefined, {
    programId,
  });
}

/** What a weight is good for, once. The target is a proposal, a governance to propose in, or the realm. */
export type WeightAction = 'castVote' | 'commentProposal' | 'createGovernance' | 'createProposal' | 'signOffProposal';

const ACTIONS: Record<WeightAction, InstructionArgs<'updateVoterWeightRecord', VoterWeight>['action']> = {
  castVote: { castVote: {} },
  commentProposal: { commentProposal: {} },
  createGovernance: { createGovernance: {} },
  createProposal: { createProposal: {} },
  signOffProposal: { signOffProposal: {} },
};

export interface UpdateVoterWeightRecord extends RealmVoters {
  readonly voter: PublicKey;
  readonly plan: PublicKey;
  readonly action: WeightAction;
  readonly target: PublicKey;
  /** Grants of the voter, in any order. */
  readonly grants: readonly PublicKey[];
  /** Signs instead of the voter: their delegate, as their token owner record in the realm names it. */
  readonly delegate?: { readonly signer: PublicKey; readonly tokenOwnerRecord: PublicKey };
}

/**
 * Sums what the voter's grants have not vested, for one action in this slot: put it before the action in the
 * same transaction. Signed by the voter or the delegate, who pays the rent of the marks of a vote. Errors:
 * NotTheVoter, RecordOfAnotherRealm, NotAPlan, ProposalInvalid, NotAGrant, GrantOfAnotherPlan, NotYourGrant,
 * GrantTooYoung, GrantHasStopped, GrantAlreadyCounted.
 */
export function updateVoterWeightRecord(
  input: UpdateVoterWeightRecord,
  programId = VOTER_WEIGHT_PROGRAM_ID,
): TransactionInstruction {
  const { voter, plan, action, target, delegate } = input;
  const registrar = registrarAddress(input, programId);
  const accounts = {
    signer: delegate?.signer ?? voter,
    registrar,
    plan,
    voterWeightRecord: voterWeightAddress(input, voter, programId),
    target,
    tokenOwnerRecord: delegate?.tokenOwnerRecord,
  };
  const grants = [...input.grants].sort((a, b) => Buffer.compare(a.toBuffer(), b.toBuffer()));
  const remaining = grants.flatMap((grant): AccountMeta[] => {
    const read = { pubkey: grant, isSigner: false, isWritable: false };
    if (action !== 'castVote') return [read];
    const marker = voteMarkerAddress(registrar, target, grant, programId);
    return [read, { pubkey: marker, isSigner: false, isWritable: true }];
  });
  return build('updateVoterWeightRecord', accounts, { action: ACTIONS[action] }, { programId, remaining });
}

export interface CreateMaxVoterWeightRecord extends RealmVoters {
  /** Signs and pays the rent. */
  readonly payer: PublicKey;
}

/** Creates the record of the greatest possible weight. Signed by who pays the rent. */
export function createMaxVoterWeightRecord(
  input: CreateMaxVoterWeightRecord,
  programId = VOTER_WEIGHT_PROGRAM_ID,
): TransactionInstruction {
  const registrar = registrarAddress(input, programId);
  const maxVoterWeightRecord = maxVoterWeightAddress(input, programId);
  const accounts = { payer: input.payer, registrar, maxVoterWeightRecord };
  return build('createMaxVoterWeightRecord', accounts, undefined, { programId });
}

export interface UpdateMaxVoterWeightRecord extends RealmVoters {
  readonly plan: PublicKey;
}

/**
 * Sets the greatest possible weight for this slot: put it before a vote or its end in the same transaction.
 * Nobody need sign. Errors: RecordOfAnotherRealm, NotAPlan.
 */
export function updateMaxVoterWeightRecord(
  input: UpdateMaxVoterWeightRecord,
  programId = VOTER_WEIGHT_PROGRAM_ID,
): TransactionInstruction {
  const registrar = registrarAddress(input, programId);
  const maxVoterWeightRecord = maxVoterWeightAddress(input, programId);
  const accounts = { registrar, plan: input.plan, maxVoterWeightRecord };
  return build('updateMaxVoterWeightRecord', accounts, undefined, { programId });
}

export interface CloseVoteMarker extends RealmVoters {
  readonly proposal: PublicKey;
  readonly grant: PublicKey;
  /** Who paid the rent and gets it back. */
  readonly payer: PublicKey;
}

/**
 * Closes the mark of a grant on a proposal that takes no votes any more. Nobody need sign. Errors:
 * ProposalInvalid, VoteIsRunning.
 */
export function closeVoteMarker(input: CloseVoteMarker, programId = VOTER_WEIGHT_PROGRAM_ID): TransactionInstruction {
  const { proposal, grant, payer } = input;
  const voteMarker = voteMarkerAddress(registrarAddress(input, programId), proposal, grant, programId);
  return build('closeVoteMarker', { proposal, voteMarker, payer }, undefined, { programId });
}
