/** Governance: deposits for voting, proposals, votes, execution. */
import { PublicKey, type TransactionInstruction } from '@solana/web3.js';
import {
  associatedAddress,
  depositAddress,
  governanceAddress,
  oracleSetAddress,
  proposalAddress,
  voteRecordAddress,
  voterRecordAddress,
} from '../program/addresses';
import { PROGRAM_ID } from '../program/idl';
import type { GovernanceSettings, PlanTokens, TerminationCause } from '../state';
import { actionBits, type ProposalReason } from '../state/proposal';
import { build, type InstructionArgs } from './build';
import { causes } from './terminate';
import type { NewOracles } from './oracles';
import { remainingAccounts, type TransferInput } from './tokens';
import { expiry, sha256, u16, u32, u64, u8, type Expiry } from './values';

export interface CreateGovernance {
  /** Signs: the plan's authority. */
  readonly authority: PublicKey;
  /** Signs and pays the rent. */
  readonly payer: PublicKey;
  readonly plan: PublicKey;
  readonly planState: PlanTokens;
  readonly settings: GovernanceSettings;
  readonly expiresTs: Expiry;
}

/**
 * Gives a plan a governance, whose rules never change, before its first grant is issued. Signed by the authority, and by who
 * pays the rent. Errors: NotAuthority, InstructionExpired, PlanIsSealed, PlanHasIssued, GovernanceExists,
 * GovernanceOutOfRange, NoticeShorterThanVote, NotCancellable, AccelerationsFull, Wrong*.
 */
export function createGovernance(input: CreateGovernance, programId = PROGRAM_ID): TransactionInstruction {
  const { authority, payer, plan, settings } = input;
  const { mint, tokenProgram } = input.planState;
  const governance = governanceAddress(plan, programId);
  const vault = associatedAddress(governance, mint, tokenProgram);
  const args: InstructionArgs<'createGovernance'> = {
    settings: {
      proposalThreshold: u64(settings.proposalThreshold, 'proposalThreshold'),
      votingSecs: u32(settings.votingSecs, 'votingSecs'),
      executionDelaySecs: u32(settings.executionDelaySecs, 'executionDelaySecs'),
      executionWindowSecs: u32(settings.executionWindowSecs, 'executionWindowSecs'),
      minAgeSecs: u32(settings.minAgeSecs, 'minAgeSecs'),
      quorumBps: u16(settings.quorumBps, 'quorumBps'),
      approvalBps: u16(settings.approvalBps, 'approvalBps'),
      maxVoterBps: u16(settings.maxVoterBps, 'maxVoterBps'),
      excludeOwnGrant: settings.excludeOwnGrant,
      actions: actionBits(settings.actions),
      depositActions: actionBits(settings.depositActions),
    },
    expiresTs: expiry(input.expiresTs),
  };
  const accounts = { authority, payer, plan, governance, mint, vault, tokenProgram };
  return build('createGovernance', accounts, args, { programId });
}

export interface DepositVotes extends TransferInput {
  /** Signs, votes with it and gets it back; pays the rent. */
  readonly owner: PublicKey;
  readonly plan: PublicKey;
  readonly planState: PlanTokens;
  /** The owner's own number for the deposit, not in use. */
  readonly depositId: bigint;
  /** A token account of the owner. */
  readonly source: PublicKey;
  /** Base units to send, above zero. */
  readonly amount: bigint;
}

/**
 * Deposits tokens for voting; what arrives after a transfer fee counts. Signed by the owner. Errors: AmountIsZero,
 * PlanIsSealed (where it has no grants either), DepositAlreadyExists, VaultIsCounterparty, GovernanceOfAnotherPlan, Wrong*.
 */
export function depositVotes(input: DepositVotes, programId = PROGRAM_ID): TransactionInstruction {
  const { owner, plan, source, depositId } = input;
  const { mint, tokenProgram } = input.planState;
  const governance = governanceAddress(plan, programId);
  const deposit = depositAddress(governance, owner, depositId, programId);
  const vault = associatedAddress(governance, mint, tokenProgram);
  const accounts = { owner, plan, governance, deposit, source, vault, mint, tokenProgram };
  const args = { depositId: u64(depositId, 'depositId'), amount: u64(input.amount, 'amount') };
  return build('depositVotes', accounts, args, { programId, remaining: remainingAccounts(input) });
}

export interface WithdrawVotes extends TransferInput {
  /** Who made the deposit, and gets tokens and rent. */
  readonly owner: PublicKey;
  /** Signs: the owner, who is meant where this is left out, or anybody once the plan is sealed and has no grants. */
  readonly signer?: PublicKey | undefined;
  readonly plan: PublicKey;
  readonly planState: PlanTokens;
  readonly depositId: bigint;
  /** Any token account of the owner. */
  readonly destination: PublicKey;
}

/**
 * Takes a deposit back once every vote that it was cast in has ended. Signed by the owner, or by anybody once the plan is
 * sealed and has no grants, so that nobody's deposit keeps it from closing. Errors: NotYourDeposit,
 * DepositIsLocked, GovernanceOfAnotherPlan, Wrong* and those of token accounts.
 */
export function withdrawVotes(input: WithdrawVotes, programId = PROGRAM_ID): TransactionInstruction {
  const { owner, plan, destination, signer = owner } = input;
  const { mint, tokenProgram } = input.planState;
  const governance = governanceAddress(plan, programId);
  const deposit = depositAddress(governance, owner, input.depositId, programId);
  const vault = associatedAddress(governance, mint, tokenProgram);
  const accounts = { signer, owner, plan, governance, deposit, vault, destination, mint, tokenProgram };
  return build('withdrawVotes', accounts, undefined, { programId, remaining: remainingAccounts(input) });
}

/** What is to be done. */
export type NewAction =
  | { readonly kind: 'acceleratePlan'; readonly accelerationBps: number }
  | { readonly kind: 'accelerateGrant'; readonly grant: PublicKey; readonly accelerationBps: number }
  | { readonly kind: 'terminateGrant'; readonly grant: PublicKey; readonly cause: TerminationCause }
  | { readonly kind: 'setIssueCap'; readonly issueCap: bigint }
  | { readonly kind: 'replaceOracles'; readonly oracles: NewOracles };

export interface OpenProposal {
  /** Signs: holder of the source; pays the rent. */
  readonly proposer: PublicKey;
  readonly plan: PublicKey;
  /** The proposer's own number for it, not in use. */
  readonly proposalId: bigint;
  /** A grant of the proposer that reaches the threshold, or a deposit where deposits have a vote on it. */
  readonly source: PublicKey;
  readonly action: NewAction;
  readonly reason: ProposalReason;
  /** SHA-256 of the document that gives the reasons. */
  readonly documentSha256: Uint8Array;
  /** Where that document is: 1 to 128 printable ASCII characters. */
  readonly documentUri: string;
  readonly expiresTs: Expiry;
}

const reasons: Record<ProposalReason, InstructionArgs<'openProposal'>['reason']> = {
  projectFailure: { projectFailure: {} },
  ethicalDisagreement: { ethicalDisagreement: {} },
  hardship: { hardship: {} },
  other: { other: {} },
};

function actionArgs(action: NewAction): InstructionArgs<'openProposal'>['action'] {
  switch (action.kind) {
    case 'acceleratePlan':
      return { acceleratePlan: { accelerationBps: u16(action.accelerationBps, 'accelerationBps') } };
    case 'accelerateGrant':
      return {
        accelerateGrant: { grant: action.grant, accelerationBps: u16(action.accelerationBps, 'accelerationBps') },
      };
    case 'terminateGrant':
      return { terminateGrant: { grant: action.grant, cause: causes[action.cause] } };
    case 'setIssueCap':
      return { setIssueCap: { issueCap: u64(action.issueCap, 'issueCap') } };
    case 'replaceOracles': {
      const attestors = action.oracles.attestors.map((key) => key ?? PublicKey.default);
      return { replaceOracles: { oracles: { attestors, threshold: u8(action.oracles.threshold, 'threshold') } } };
    }
  }
}

/**
 * Opens a proposal and fixes who may vote on it and what it needs. Signed by the proposer. Errors: ActionNotAllowed,
 * BelowThreshold, ElectorateTooSmall, NobodyCanVote, NotAVoteSource, NotVoteHolder, TooYoungToVote, NoWeight, WrongProposalTarget,
 * BpsOutOfRange, OracleSetInvalid, AccelerationsFull, GrantAlreadyTerminated, GrantHasStopped, VoidWindowIsRunning,
 * DepositHasNoVote, TermsUriInvalid, ProposalAlreadyExists, InstructionExpired, GovernanceOfAnotherPlan.
 */
export function openProposal(input: OpenProposal, programId = PROGRAM_ID): TransactionInstruction {
  const { proposer, plan, source, proposalId, action } = input;
  const governance = governanceAddress(plan, programId);
  const grant = 'grant' in action ? action.grant : undefined;
  const args: InstructionArgs<'openProposal'> = {
    proposalId: u64(proposalId, 'proposalId'),
    action: actionArgs(action),
    reason: reasons[input.reason],
    documentSha256: sha256(input.documentSha256, 'documentSha256'),
    documentUri: input.documentUri,
    expiresTs: expiry(input.expiresTs),
  };
  const proposal = proposalAddress(governance, proposer, proposalId, programId);
  return build('openProposal', { proposer, plan, governance, source, grant, proposal }, args, { programId });
}

export interface CastVote {
  /** Signs: holder of the source; pays the rent. */
  readonly voter: PublicKey;
  readonly plan: PublicKey;
  readonly proposal: PublicKey;
  /** The proposal's number in its governance: `Proposal.number`. */
  readonly proposalNumber: bigint;
  /** The grant or deposit that votes. */
  readonly source: PublicKey;
  readonly approve: boolean;
  /** Whether the proposal caps what one wallet's votes count. */
  readonly capped: boolean;
}

/**
 * Casts the vote of one grant or deposit, once. Signed by its holder. Errors: AlreadyVoted, VoteHasEnded, ProposalIsOver,
 * NotVoteHolder, TooYoungToVote, NoWeight, DepositHasNoVote, OwnGrantExcluded, VoterAtCap, VoterRecordMissing, NotAVoteSource,
 * VoteAddressMismatch, GovernanceOfAnotherPlan.
 */
export function castVote(input: CastVote, programId = PROGRAM_ID): TransactionInstruction {
  const { voter, plan, proposal, source, approve } = input;
  const voteRecord = voteRecordAddress(source, input.proposalNumber, programId);
  const voterRecord = input.capped ? voterRecordAddress(proposal, voter, programId) : undefined;
  return build('castVote', { voter, plan, proposal, source, voteRecord, voterRecord }, { approve }, { programId });
}

export interface WithdrawProposal {
  readonly proposer: PublicKey;
  readonly proposal: PublicKey;
}

/**
 * Takes a proposal back while it is voted on. Signed by who opened it.
 * Errors: NotProposer, ProposalIsOver, VoteHasEnded.
 */
export function withdrawProposal(input: WithdrawProposal, programId = PROGRAM_ID): TransactionInstruction {
  const { proposer, proposal } = input;
  return build('withdrawProposal', { proposer, proposal }, undefined, { programId });
}

export interface ExecuteProposal {
  readonly plan: PublicKey;
  readonly proposal: PublicKey;
  /** The grant that it is about, where it is about one. */
  readonly grant?: PublicKey | undefined;
  /** Whether it announces another oracle set. */
  readonly replacesOracles?: boolean | undefined;
}

/**
 * Carries out a proposal that has passed. Nobody has to sign. Errors: VoteIsRunning, ProposalFailed, ProposalNotDue,
 * ProposalExpired, ProposalIsOver, ProposalSuperseded, WrongProposalTarget, GovernanceOfAnotherPlan, and those of what it does.
 */
export function executeProposal(input: ExecuteProposal, programId = PROGRAM_ID): TransactionInstruction {
  const { plan, proposal, grant } = input;
  const oracleSet = input.replacesOracles === true ? oracleSetAddress(plan, programId) : undefined;
  return build('executeProposal', { plan, proposal, grant, oracleSet }, undefined, { programId });
}

/** Closes a proposal of which nothing can come any more. Nobody has to sign. Errors: ProposalIsLive, WrongRentRecipient. */
export function closeProposal(input: WithdrawProposal, programId = PROGRAM_ID): TransactionInstruction {
  const { proposer, proposal } = input;
  return build('closeProposal', { proposer, proposal }, undefined, { programId });
}

export interface CloseVoteRecord {
  readonly voteRecord: PublicKey;
  /** Who voted; gets the rent. */
  readonly voter: PublicKey;
}

/** Closes the record of a vote that has ended. Nobody has to sign. Errors: VoteIsRunning, WrongRentRecipient. */
export function closeVoteRecord(input: CloseVoteRecord, programId = PROGRAM_ID): TransactionInstruction {
  const { voteRecord, voter } = input;
  return build('closeVoteRecord', { voteRecord, voter }, undefined, { programId });
}

export interface CloseVoterRecord {
  readonly voterRecord: PublicKey;
  /** Whose votes they are; gets the rent. */
  readonly voter: PublicKey;
}

/** Closes the record of one wallet's votes that have ended. Nobody has to sign. Errors: VoteIsRunning, WrongRentRecipient. */
export function closeVoterRecord(input: CloseVoterRecord, programId = PROGRAM_ID): TransactionInstruction {
  const { voterRecord, voter } = input;
  return build('closeVoterRecord', { voterRecord, voter }, undefined, { programId });
}

export interface CloseGovernance extends TransferInput {
  readonly plan: PublicKey;
  readonly planState: PlanTokens;
  /** The plan's. */
  readonly rentRecipient: PublicKey;
}

/**
 * Closes the governance of a sealed plan without grants and deposits. Nobody has to sign. Errors: PlanNotSealed,
 * PlanNotEmpty, DepositsRemain, WrongRentRecipient, GovernanceOfAnotherPlan, Wrong*.
 */
export function closeGovernance(input: CloseGovernance, programId = PROGRAM_ID): TransactionInstruction {
  const { plan, rentRecipient } = input;
  const { mint, tokenProgram, vault: planVault } = input.planState;
  const governance = governanceAddress(plan, programId);
  const vault = associatedAddress(governance, mint, tokenProgram);
  const accounts = { plan, governance, vault, planVault, rentRecipient, mint, tokenProgram };
  return build('closeGovernance', accounts, undefined, { programId, remaining: remainingAccounts(input) });
}
