/** Governances, deposits, proposals and votes as bytes written by hand, and what they must be read as. */
import type { PublicKey } from '@solana/web3.js';
import type * as sdk from '../../packages/sdk/src';
import { address, bytes, key, NOBODY } from './sdk-accounts';

const u64 = (value: bigint | number): [bigint, number] => [BigInt(value), 8];
const u32 = (value: number): [number, number] => [value, 4];
const u16 = (value: number): [number, number] => [value, 2];
const u8 = (value: number): [number, number] => [value, 1];

/** 32 bytes, all the same. */
const hash = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const latin1 = (data: Uint8Array): string => Buffer.from(data).toString('latin1');

export const GOVERNANCE: sdk.Governance = {
  address,
  plan: key('plan'),
  vault: key('votes'),
  deposited: 700n,
  nextProposal: 9n,
  proposalThreshold: 18_446_744_073_709_551_615n,
  votingSecs: 259_200,
  executionDelaySecs: 86_400,
  executionWindowSecs: 432_000,
  minAgeSecs: 172_800,
  quorumBps: 3_000,
  approvalBps: 6_000,
  maxVoterBps: 2_500,
  excludeOwnGrant: true,
  actions: ['acceleratePlan', 'terminateGrant', 'replaceOracles'],
  depositActions: ['acceleratePlan'],
};

/** A governance's account by hand, field by field. */
export function governanceBytes({ plan = GOVERNANCE.plan } = {}): Uint8Array {
  const { nextProposal, proposalThreshold } = GOVERNANCE;
  return bytes(
    '\x01govern\0',
    ...[plan, GOVERNANCE.vault],
    u64(GOVERNANCE.deposited),
    ...[nextProposal, proposalThreshold].map(u64),
    ...[259_200, 86_400, 432_000, 172_800].map(u32),
    ...[3_000, 6_000, 2_500].map(u16),
    ...[1, 0b1_0101, 0b1, 254].map(u8), // excludeOwnGrant, actions, depositActions, bump
    '\0'.repeat(6),
  );
}

export const DEPOSIT: sdk.Deposit = {
  address,
  governance: key('governance'),
  owner: key('owner'),
  depositId: 3n,
  amount: 700n,
  madeTs: 1_700_000_000,
  lockedUntilTs: 1_800_000_000,
};

/** A deposit's account by hand, with other fields where a test gives them. */
export function depositBytes(change: Partial<sdk.Deposit> = {}): Uint8Array {
  const { governance, owner, depositId, amount, madeTs, lockedUntilTs } = { ...DEPOSIT, ...change };
  return bytes('\x01deposit', governance, owner, ...[depositId, amount, madeTs, lockedUntilTs].map(u64));
}

/** Half of a grant is to be released; two thirds approve so far. */
export const PROPOSAL: sdk.Proposal = {
  address,
  governance: key('governance'),
  plan: key('plan'),
  number: 5n,
  proposalId: 4n,
  proposer: key('proposer'),
  action: { kind: 'accelerateGrant', grant: key('grant'), accelerationBps: 5_000 },
  reason: 'hardship',
  documentSha256: hash(8),
  documentUri: 'ipfs://why',
  status: 'open',
  createdTs: 1_700_000_000,
  agedBeforeTs: 1_699_800_000,
  votingEndsTs: 1_700_259_200,
  executableTs: 1_700_345_600,
  expiresTs: 1_700_777_600,
  eligible: 1_000n,
  quorum: 300n,
  voterCap: 250n,
  yes: 200n,
  no: 100n,
  depositsYes: 0n,
  depositsNo: 100n,
  approvalBps: 6_000,
  excludeOwnGrant: true,
  depositsVote: true,
};

type ProposalBytes = Partial<{
  address: PublicKey;
  plan: PublicKey;
  number: bigint;
  proposalId: bigint;
  grant: PublicKey;
  issueCap: bigint;
  accelerationBps: number;
  action: number;
  reason: number;
  cause: number;
  oracleThreshold: number;
  status: number;
  uri: string;
  seats: (PublicKey | null)[];
}>;

/** A proposal's account by hand, field by field; `seats` are written behind it. */
export function proposalBytes(change: ProposalBytes = {}): Uint8Array {
  const { number = 5n } = change;
  const { plan = PROPOSAL.plan, proposalId = 4n, grant = key('grant'), issueCap = 0n, accelerationBps = 5_000 } = change;
  const { action = 2, reason = 2, cause = 0, oracleThreshold = 0, status = 0, uri = PROPOSAL.documentUri, seats = [] } = change;
  const { createdTs, agedBeforeTs, votingEndsTs, executableTs, expiresTs, eligible, quorum, voterCap, yes, no, depositsYes, depositsNo } = PROPOSAL;
  return bytes(
    '\x01proposl',
    ...[PROPOSAL.governance, plan, PROPOSAL.proposer, grant],
    latin1(hash(8)),
    uri.padEnd(128, '\0'),
    ...[proposalId, number, createdTs, agedBeforeTs, votingEndsTs, executableTs, expiresTs].map(u64),
    ...[eligible, quorum, voterCap, yes, no, depositsYes, depositsNo, issueCap].map(u64),
    ...[6_000, accelerationBps].map(u16),
    ...[action, reason, cause, oracleThreshold, status, 1, 1].map(u8), // and excludeOwnGrant, depositsVote
    '\0'.repeat(5),
    ...seats.map((seat) => seat ?? NOBODY),
  );
}

export const VOTE: sdk.VoteRecord = {
  address,
  proposal: key('proposal'),
  source: key('source'),
  voter: key('voter'),
  weight: 200n,
  approve: true,
  votingEndsTs: PROPOSAL.votingEndsTs,
};

/** A vote record's account by hand, with other fields where a test gives them. */
export function voteBytes(change: Partial<sdk.VoteRecord> = {}): Uint8Array {
  const { proposal, source, voter, weight, votingEndsTs, approve } = { ...VOTE, ...change };
  return bytes('\x01vote\0\0\0', proposal, source, voter, u64(weight), u64(votingEndsTs), u8(Number(approve)), '\0'.repeat(7));
}

export const VOTER: sdk.VoterRecord = {
  address,
  proposal: key('proposal'),
  voter: key('voter'),
  weight: 250n,
  votingEndsTs: PROPOSAL.votingEndsTs,
  proposalNumber: 5n,
};

/** A voter record's account by hand. */
export function voterBytes(): Uint8Array {
  return bytes('\x01voter\0\0', VOTER.proposal, VOTER.voter, ...[VOTER.weight, VOTER.votingEndsTs, VOTER.proposalNumber].map(u64));
}
