/** A proposal: what is to be done, why, and how the vote on it stands; and the votes that were cast. */
import { PublicKey } from '@solana/web3.js';
import { numberConstant, PROGRAM_ID } from '../program/idl';
import { Layout, type VariantName } from '../program/layout';
import { mulDivCeil } from '../math';
import { asciiOf, bodyOf, checkSize, orNobody, StateError, type RawAccount } from './account';
import { seatsFor, type Oracles } from './oracle-set';

/** Why something is proposed. */
export type ProposalReason = VariantName<'proposalReason'>;
const REASONS: readonly ProposalReason[] = ['projectFailure', 'ethicalDisagreement', 'hardship', 'other'];

const ACTION_BITS = {
  acceleratePlan: numberConstant('actionAcceleratePlan'),
  accelerateGrant: numberConstant('actionAccelerateGrant'),
  terminateGrant: numberConstant('actionTerminateGrant'),
  setIssueCap: numberConstant('actionSetIssueCap'),
  replaceOracles: numberConstant('actionReplaceOracles'),
} as const;

/** What can be proposed. */
export type ActionName = keyof typeof ACTION_BITS;

/** Every action, in the order of their bits. */
export const ACTION_NAMES: readonly ActionName[] = [
  'acceleratePlan',
  'accelerateGrant',
  'terminateGrant',
  'setIssueCap',
  'replaceOracles',
];

/** The actions on which deposits may have a vote: early release, never what decides on the members themselves. */
export const DEPOSIT_ACTION_NAMES: readonly ActionName[] = ['acceleratePlan', 'accelerateGrant'];

/** The actions that a field of bits allows. */
export function actionNames(bits: number): ActionName[] {
  return ACTION_NAMES.filter((name) => (bits & ACTION_BITS[name]) !== 0);
}

/** The field of bits that allows these actions. */
export function actionBits(names: readonly ActionName[]): number {
  return names.reduce((bits, name) => bits | ACTION_BITS[name], 0);
}

/** Why a grant ends. Good leavers are those dismissed without cause, and death or disability. */
export type TerminationCause = VariantName<'terminationCause'>;
const CAUSES: readonly TerminationCause[] = ['forCause', 'resignation', 'withoutCause', 'deathOrDisability'];

/** What is to be done. */
export type ProposalAction =
  | { readonly kind: 'acceleratePlan'; readonly accelerationBps: number }
  | { readonly kind: 'accelerateGrant'; readonly grant: PublicKey; readonly accelerationBps: number }
  | { readonly kind: 'terminateGrant'; readonly grant: PublicKey; readonly cause: TerminationCause }
  | { readonly kind: 'setIssueCap'; readonly issueCap: bigint }
  | { readonly kind: 'replaceOracles'; readonly oracles: Oracles };

/** A proposal's account. Weights are base units, times unix seconds. */
export interface Proposal {
  readonly address: PublicKey;
  readonly governance: PublicKey;
  readonly plan: PublicKey;
  /** Its number in the governance, which no other has. */
  readonly number: bigint;
  /** The proposer's own number for it. */
  readonly proposalId: bigint;
  readonly proposer: PublicKey;
  readonly action: ProposalAction;
  readonly reason: ProposalReason;
  readonly documentSha256: Uint8Array;
  /** Printable ASCII; still somebody's text, so never put it into a page as HTML. */
  readonly documentUri: string;
  readonly status: 'open' | 'executed' | 'withdrawn';
  readonly createdTs: number;
  /** A grant or deposit counts if it was there by then. */
  readonly agedBeforeTs: number;
  /** Votes count before then. */
  readonly votingEndsTs: number;
  readonly executableTs: number;
  /** Until when it can be executed, exclusive. */
  readonly expiresTs: number;
  /** What grants can vote at most. */
  readonly eligible: bigint;
  /** What must be voted at least. */
  readonly quorum: bigint;
  /** What one wallet's votes count at most. */
  readonly voterCap: bigint;
  readonly yes: bigint;
  readonly no: bigint;
  /** The part of `yes` that deposits cast. */
  readonly depositsYes: bigint;
  /** The part of `no` that deposits cast. */
  readonly depositsNo: bigint;
  /** What must approve, bps of the votes cast, and more than half of them. */
  readonly approvalBps: number;
  /** Whether the grant that it is about has no vote. */
  readonly excludeOwnGrant: boolean;
  /** Whether deposits have a vote. */
  readonly depositsVote: boolean;
}

/** The layout of a proposal's header, which the seats of a new oracle set may follow. */
export const PROPOSAL = new Layout('proposal');
const STATUSES = ['open', 'executed', 'withdrawn'] as const;
const SEATS = 16;
const MOST_ACCELERATIONS = numberConstant('maxAccelerations');
const MOST_WITH_DEPOSITS = numberConstant('maxAccelerationsWithDeposits');
const KEY_BYTES = 32;

/** Reads a proposal's account. Fails with a `StateError`. */
export function decodeProposal(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): Proposal {
  const body = bodyOf('proposal', address, account, programId);
  const seats = body.length - PROPOSAL.size;
  checkSize(address, body, PROPOSAL.size + (seats > 0 ? SEATS * KEY_BYTES : 0));
  const raw = PROPOSAL.read(body);
  const status = STATUSES[raw.status];
  const reason = REASONS[raw.reason];
  if (status === undefined || reason === undefined) {
    throw new StateError('Malformed', address, 'has a status or reason that this package does not know.');
  }
  return {
    address,
    governance: raw.governance,
    plan: raw.plan,
    number: raw.number,
    proposalId: raw.proposalId,
    proposer: raw.proposer,
    action: actionOf(address, raw, body.subarray(PROPOSAL.size)),
    reason,
    documentSha256: Uint8Array.from(raw.documentSha256),
    documentUri: asciiOf(address, raw.documentUri, 'a document URI'),
    status,
    createdTs: Number(raw.createdTs),
    agedBeforeTs: Number(raw.agedBeforeTs),
    votingEndsTs: Number(raw.votingEndsTs),
    executableTs: Number(raw.executableTs),
    expiresTs: Number(raw.expiresTs),
    eligible: raw.eligible,
    quorum: raw.quorum,
    voterCap: raw.voterCap,
    yes: raw.yes,
    no: raw.no,
    depositsYes: raw.depositsYes,
    depositsNo: raw.depositsNo,
    approvalBps: raw.approvalBps,
    excludeOwnGrant: raw.excludeOwnGrant === 1,
    depositsVote: raw.depositsVote === 1,
  };
}

function actionOf(address: PublicKey, raw: ReturnType<typeof PROPOSAL.read>, tail: Uint8Array): ProposalAction {
  const { grant, accelerationBps, issueCap } = raw;
  const kind = ACTION_NAMES.find((name) => ACTION_BITS[name] === raw.action);
  switch (kind) {
    case 'acceleratePlan':
      return { kind, accelerationBps };
    case 'accelerateGrant':
      return { kind, grant, accelerationBps };
    case 'terminateGrant':
      return { kind, grant, cause: CAUSES[raw.cause] ?? 'forCause' };
    case 'setIssueCap':
      return { kind, issueCap };
    case 'replaceOracles': {
      const seat = (index: number) => new PublicKey(tail.subarray(index * KEY_BYTES, (index + 1) * KEY_BYTES));
      const attestors = Array.from({ length: SEATS }, (_, index) => orNobody(seat(index)));
      return { kind, oracles: { attestors, threshold: raw.oracleThreshold } };
    }
    case undefined:
      throw new StateError('Malformed', address, `proposes the unknown action ${raw.action}.`);
  }
}

/** Where a proposal stands at a time; its account knows only `open`, `executed` and `withdrawn`. */
export type ProposalStatus = 'voting' | 'failed' | 'waiting' | 'executable' | 'expired' | 'executed' | 'withdrawn';

/** Whether enough was cast and enough of it approves. */
export function hasPassed(proposal: Proposal): boolean {
  return passes(proposal, proposal.yes, proposal.no);
}

/**
 * How many plan-wide releases there may be after one that has passed: the last places are for what passes with the votes of
 * grants alone.
 */
export function maxAccelerations(proposal: Proposal): number {
  const { yes, no, depositsYes, depositsNo } = proposal;
  return passes(proposal, yes - depositsYes, no - depositsNo) ? MOST_ACCELERATIONS : MOST_WITH_DEPOSITS;
}

function passes({ quorum, approvalBps }: Proposal, yes: bigint, no: bigint): boolean {
  const cast = yes + no;
  return cast >= quorum && yes > no && yes >= mulDivCeil(cast, BigInt(approvalBps), 10_000n);
}

/** Where a proposal stands at `ts`. */
export function proposalStatusAt(proposal: Proposal, ts: number): ProposalStatus {
  if (proposal.status !== 'open') return proposal.status;
  if (ts < proposal.votingEndsTs) return 'voting';
  if (!hasPassed(proposal)) return 'failed';
  if (ts < proposal.executableTs) return 'waiting';
  return ts < proposal.expiresTs ? 'executable' : 'expired';
}

/** One vote, of one grant or deposit. */
export interface VoteRecord {
  readonly address: PublicKey;
  readonly proposal: PublicKey;
  /** The grant or deposit. */
  readonly source: PublicKey;
  readonly voter: PublicKey;
  readonly weight: bigint;
  readonly approve: boolean;
  readonly votingEndsTs: number;
}

/** The layout of a vote record. */
export const VOTE_RECORD = new Layout('voteRecord');

/** Reads a vote record's account. Fails with a `StateError`. */
export function decodeVoteRecord(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): VoteRecord {
  const body = bodyOf('voteRecord', address, account, programId);
  checkSize(address, body, VOTE_RECORD.size);
  const { proposal, source, voter, weight, approve, votingEndsTs } = VOTE_RECORD.read(body);
  return { address, proposal, source, voter, weight, approve: approve === 1, votingEndsTs: Number(votingEndsTs) };
}

/** What one wallet's votes on a proposal count together, where that is capped. */
export interface VoterRecord {
  readonly address: PublicKey;
  readonly proposal: PublicKey;
  readonly voter: PublicKey;
  readonly weight: bigint;
  readonly votingEndsTs: number;
  /** The proposal's number. */
  readonly proposalNumber: bigint;
}

/** The layout of a voter record. */
export const VOTER_RECORD = new Layout('voterRecord');

/** Reads a voter record's account. Fails with a `StateError`. */
export function decodeVoterRecord(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): VoterRecord {
  const body = bodyOf('voterRecord', address, account, programId);
  checkSize(address, body, VOTER_RECORD.size);
  const { proposal, voter, weight, votingEndsTs, number: proposalNumber } = VOTER_RECORD.read(body);
  return { address, proposal, voter, weight, votingEndsTs: Number(votingEndsTs), proposalNumber };
}

/** Whether nothing can come of a proposal any more and nobody votes on it at `ts`, so that it can be closed. */
export function isProposalOver(proposal: Proposal, ts: number): boolean {
  const decided = proposal.status !== 'open' || !hasPassed(proposal) || ts >= proposal.expiresTs;
  return decided && ts >= proposal.votingEndsTs;
}

/** The lowest number of a proposer's own that none of these proposals uses; that of one that was closed is free again. */
export function freeProposalId(
  proposals: readonly Pick<Proposal, 'proposer' | 'proposalId'>[],
  proposer: PublicKey,
): bigint {
  const used = new Set(proposals.filter((each) => each.proposer.equals(proposer)).map(({ proposalId }) => proposalId));
  let free = 0n;
  while (used.has(free)) free += 1n;
  return free;
}

/** An action as it goes onto the chain: oracles that stay keep their seats, so that what they attested goes on counting. */
export function assignSeats(action: ProposalAction, current: Oracles | null): ProposalAction {
  if (action.kind !== 'replaceOracles' || current === null) return action;
  const named = action.oracles.attestors.flatMap((key) => key ?? []);
  return { ...action, oracles: { ...action.oracles, attestors: seatsFor(current, named) } };
}
