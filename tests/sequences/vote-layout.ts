/** The bytes that accounts of governance must have, from the model. */
import { addressOf } from './addresses';
import { CAUSES, HASH_BYTE } from './calls';
import { Fields, SEATS } from './fields';
import {
  aboutGrant,
  type Action,
  actionBit,
  cast,
  type Deposit,
  deposited,
  depositsVote,
  executableTs,
  expiresTs,
  type Governance,
  type Proposal,
  PROPOSAL_STATUSES,
  quorum,
  REASONS,
  type Settings,
  voterCap,
  type VoteRecord,
  type VoterRecord,
  votingEndsTs,
} from './governance';
import { type Name, NOBODY, type World } from './state';

export const GOVERNANCE_SIZE = 128;
export const DEPOSIT_SIZE = 104;
export const VOTE_RECORD_SIZE = 128;
export const VOTER_RECORD_SIZE = 96;

/** Bytes of a proposal's account: one that names oracles is followed by their seats. */
export function proposalSize({ kind }: Action): number {
  return 432 + (kind === 'replaceOracles' ? SEATS * 32 : 0);
}

function settingsInto(fields: Fields, settings: Settings): Fields {
  const { votingSecs, delaySecs, windowSecs, minAgeSecs, quorumBps, approvalBps, maxVoterBps } = settings;
  fields.u64(settings.proposalThreshold).u32(votingSecs, delaySecs, windowSecs, minAgeSecs);
  fields.u16(quorumBps, approvalBps, maxVoterBps).u8(settings.excludeOwnGrant ? 1 : 0, settings.actions);
  return fields.u8(settings.depositActions);
}

function governanceBytes(world: World, governance: Governance): Buffer {
  const { name, plan, vault, nextProposal, settings } = governance;
  const fields = new Fields(GOVERNANCE_SIZE, 'govern').keys(plan, vault).u64(deposited(world, governance));
  return settingsInto(fields.u64(nextProposal), settings).u8(addressOf(name).bump).bytes;
}

function depositBytes({ governance, owner, id, amount, madeTs, lockedUntilTs }: Deposit): Buffer {
  return new Fields(DEPOSIT_SIZE, 'deposit').keys(governance, owner).u64(id, amount).time(madeTs, lockedUntilTs).bytes;
}

function proposalBytes(proposal: Proposal): Buffer {
  const { action, settings, createdTs, eligible } = proposal;
  const fields = new Fields(proposalSize(action), 'proposl').keys(
    proposal.governance,
    proposal.plan,
    proposal.proposer,
  );
  fields
    .keys(aboutGrant(action) ?? NOBODY)
    .hash(HASH_BYTE)
    .text(proposal.uri, 128)
    .u64(proposal.id, proposal.number);
  fields.time(createdTs, createdTs - settings.minAgeSecs, votingEndsTs(proposal));
  fields.time(executableTs(proposal), expiresTs(proposal));
  fields.u64(eligible, quorum(proposal), voterCap(proposal), cast(proposal, true), cast(proposal, false));
  fields.u64(cast(proposal, true, true), cast(proposal, false, true));
  fields.u64(action.kind === 'setIssueCap' ? action.issueCap : 0n);
  fields.u16(settings.approvalBps, 'accelerationBps' in action ? action.accelerationBps : 0);
  fields.u8(actionBit(action.kind), REASONS.indexOf(proposal.reason));
  fields.u8(action.kind === 'terminateGrant' ? CAUSES.indexOf(action.cause) : 0);
  fields.u8(action.kind === 'replaceOracles' ? action.seats.threshold : 0);
  fields.u8(PROPOSAL_STATUSES.indexOf(proposal.status), settings.excludeOwnGrant ? 1 : 0);
  fields.u8(depositsVote(action.kind, settings) ? 1 : 0).skip(5);
  return action.kind === 'replaceOracles' ? fields.seats(action.seats).bytes : fields.bytes;
}

function recordBytes({ proposal, source, voter, weight, endsTs, approve }: VoteRecord): Buffer {
  const fields = new Fields(VOTE_RECORD_SIZE, 'vote').keys(proposal, source, voter).u64(weight);
  return fields.time(endsTs).u8(approve ? 1 : 0).bytes;
}

function voterBytes({ proposal, voter, weight, endsTs, number }: VoterRecord): Buffer {
  return new Fields(VOTER_RECORD_SIZE, 'voter').keys(proposal, voter).u64(weight).time(endsTs).u64(number).bytes;
}

/** The data of an account of governance; undefined where the model knows none. */
export function voteBytes(world: World, name: Name): Buffer | undefined {
  const governance = world.governances.get(name);
  if (governance !== undefined) return governanceBytes(world, governance);
  const deposit = world.deposits.get(name);
  if (deposit !== undefined) return depositBytes(deposit);
  const proposal = world.proposals.get(name);
  if (proposal !== undefined) return proposalBytes(proposal);
  const record = world.votes.get(name);
  if (record !== undefined) return recordBytes(record);
  const voter = world.voters.get(name);
  return voter && voterBytes(voter);
}
