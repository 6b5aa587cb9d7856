/** What is voted with and on, and what a vote comes to. Shares nothing with the SDK. */
import { governanceName } from './addresses';
import type { Cause } from './calls';
import { ceilDiv, owed, TEN_THOUSAND, vested } from './entitlement';
import type { Seats } from './metric';
import { milestoneContexts, milestoneOwed } from './outcome';
import type { Grant, Name, Plan, World } from './state';

const DAY = 86_400;

/** What can be proposed, in the order of their bits. */
export const ACTIONS = [
  'acceleratePlan',
  'accelerateGrant',
  'terminateGrant',
  'setIssueCap',
  'replaceOracles',
] as const;
export type Action =
  | { readonly kind: 'acceleratePlan'; readonly accelerationBps: number }
  | { readonly kind: 'accelerateGrant'; readonly grant: Name; readonly accelerationBps: number }
  | { readonly kind: 'terminateGrant'; readonly grant: Name; readonly cause: Cause }
  | { readonly kind: 'setIssueCap'; readonly issueCap: bigint }
  | { readonly kind: 'replaceOracles'; readonly seats: Seats };

export const REASONS = ['projectFailure', 'ethicalDisagreement', 'hardship', 'other'] as const;
export type Reason = (typeof REASONS)[number];

/** How the members of a plan vote, for good. */
export interface Settings {
  readonly proposalThreshold: bigint;
  readonly votingSecs: number;
  readonly delaySecs: number;
  readonly windowSecs: number;
  readonly minAgeSecs: number;
  readonly quorumBps: number;
  readonly approvalBps: number;
  readonly maxVoterBps: number;
  readonly excludeOwnGrant: boolean;
  /** A bit each, see `ACTIONS`. */
  readonly actions: number;
  /** Those on which deposits vote too. */
  readonly depositActions: number;
}

export interface Governance {
  readonly name: Name;
  readonly plan: Name;
  readonly vault: Name;
  readonly settings: Settings;
  /** What the next proposal is numbered. */
  nextProposal: bigint;
}

export interface Deposit {
  readonly name: Name;
  readonly governance: Name;
  readonly owner: Name;
  readonly id: bigint;
  readonly amount: bigint;
  readonly madeTs: number;
  lockedUntilTs: number;
}

/** One vote that was cast. */
export interface Vote {
  readonly source: Name;
  readonly voter: Name;
  readonly weight: bigint;
  readonly approve: boolean;
  readonly isGrant: boolean;
}

export const PROPOSAL_STATUSES = ['open', 'executed', 'withdrawn'] as const;

export interface Proposal {
  readonly name: Name;
  readonly governance: Name;
  readonly plan: Name;
  readonly proposer: Name;
  /** The proposer's own number for it. */
  readonly id: bigint;
  /** Its number in its governance. */
  readonly number: bigint;
  readonly action: Action;
  readonly reason: Reason;
  readonly uri: string;
  readonly settings: Settings;
  readonly createdTs: number;
  /** What can vote at most. */
  readonly eligible: bigint;
  /** All that were cast, also those whose record is closed. */
  readonly votes: Vote[];
  status: (typeof PROPOSAL_STATUSES)[number];
}

/** The account that says that a grant or deposit has voted. */
export interface VoteRecord extends Vote {
  readonly proposal: Name;
  readonly endsTs: number;
}

/** The account that says what one wallet has cast. */
export interface VoterRecord {
  readonly proposal: Name;
  readonly voter: Name;
  readonly endsTs: number;
  readonly number: bigint;
  readonly weight: bigint;
}

/** The part of what a plan reserves that its milestones can be paid. */
export function reservedByMilestones(world: World, plan: Plan): bigint {
  const all = milestoneContexts(world).filter(({ milestone }) => milestone.plan === plan.name);
  return all.reduce((sum, { milestone, grant }) => sum + milestoneOwed(milestone, grant, plan, world.now), 0n);
}

/** Whether a plan has a governance: then others send claims only where the beneficiary switched that on. */
export function membersVote(world: World, plan: Plan): boolean {
  return world.governances.has(governanceName(plan.name));
}

export function deposited(world: World, governance: Governance): bigint {
  const all = [...world.deposits.values()].filter((deposit) => deposit.governance === governance.name);
  return all.reduce((sum, { amount }) => sum + amount, 0n);
}

/** The number of the period of so many days in which a second lies. */
export function periodOf(ts: number, { periodDays }: Plan): number {
  return Math.floor(ts / (DAY * Math.max(periodDays, 1)));
}

/** What can still be paid of the grants that were issued in certain periods. */
export function owedOf(world: World, plan: Plan, isWanted: (period: number) => boolean): bigint {
  const wanted = world.grantsOf(plan.name).filter(({ issuedTs }) => isWanted(periodOf(issuedTs, plan)));
  return wanted.reduce((sum, grant) => sum + owed(grant, plan, world.now), 0n);
}

/** The most that grants can vote on what is proposed now. */
export function eligibleNow(world: World, plan: Plan, { settings }: Governance): bigint {
  const last = periodOf(world.now - settings.minAgeSecs, plan);
  return owedOf(world, plan, (period) => period <= last);
}

/** What a grant weighs: what it can still be paid. A termination announced after the proposal takes nothing from it. */
function grantWeight(grant: Grant, plan: Plan, createdTs: number, now: number): bigint {
  const { stopTs, total, claimed } = grant;
  const announcedBefore = stopTs !== undefined && stopTs - plan.policy.noticeSecs < createdTs;
  const most = announcedBefore && now >= stopTs ? vested(grant, plan, now) : total;
  return most > claimed ? most - claimed : 0n;
}

/** Something to vote with. */
export interface Source {
  readonly name: Name;
  readonly holder: Name;
  readonly sinceTs: number;
  readonly weight: bigint;
  readonly isDeposit: boolean;
}

export function grantSource(grant: Grant, plan: Plan, createdTs: number, now: number): Source {
  const { name, beneficiary: holder, issuedTs: sinceTs } = grant;
  return { name, holder, sinceTs, weight: grantWeight(grant, plan, createdTs, now), isDeposit: false };
}

export function depositSource({ name, owner: holder, madeTs: sinceTs, amount: weight }: Deposit): Source {
  return { name, holder, sinceTs, weight, isDeposit: true };
}

/** All that there is to vote with in a plan. */
export function sources(world: World, plan: Plan, governance: Name, createdTs: number): Source[] {
  const deposits = [...world.deposits.values()].filter((deposit) => deposit.governance === governance);
  const grants = world.grantsOf(plan.name).map((grant) => grantSource(grant, plan, createdTs, world.now));
  return [...deposits.map(depositSource), ...grants];
}

/** The bit of an action among those that a governance allows. */
export function actionBit(kind: Action['kind']): number {
  return 1 << ACTIONS.indexOf(kind);
}

/** Whether deposits have a vote on an action. */
export function depositsVote(kind: Action['kind'], { depositActions }: Settings): boolean {
  return (depositActions & actionBit(kind)) !== 0;
}

/** The grant that an action is about. */
export function aboutGrant(action: Action): Name | undefined {
  return 'grant' in action ? action.grant : undefined;
}

export function votingEndsTs({ createdTs, settings }: Proposal): number {
  return createdTs + settings.votingSecs;
}

export function executableTs(proposal: Proposal): number {
  return votingEndsTs(proposal) + proposal.settings.delaySecs;
}

/** From then on it can't be executed any more. */
export function expiresTs(proposal: Proposal): number {
  return executableTs(proposal) + proposal.settings.windowSecs;
}

/** What must be cast at least. */
export function quorum({ eligible, settings }: Proposal): bigint {
  return ceilDiv(eligible * BigInt(settings.quorumBps), TEN_THOUSAND);
}

/** What one wallet's votes count at most. */
export function voterCap({ eligible, settings }: Proposal): bigint {
  const cap = (eligible * BigInt(settings.maxVoterBps)) / TEN_THOUSAND;
  return cap > 0n ? cap : 1n;
}

export function capsVoters(proposal: Proposal): boolean {
  return voterCap(proposal) < proposal.eligible;
}

/** What was cast for or against it, by all or by deposits. */
export function cast({ votes }: Proposal, approve: boolean, ofDeposits = false): bigint {
  return votes
    .filter((vote) => vote.approve === approve && !(ofDeposits && vote.isGrant))
    .reduce((sum, { weight }) => sum + weight, 0n);
}

export function hasPassed(proposal: Proposal): boolean {
  const [yes, no] = [cast(proposal, true), cast(proposal, false)];
  const approved = yes * TEN_THOUSAND >= (yes + no) * BigInt(proposal.settings.approvalBps);
  return yes > no && yes + no >= quorum(proposal) && approved;
}

/** From when nothing can come of it any more, nor anybody vote on it. */
export function overTs(proposal: Proposal): number {
  const waits = proposal.status === 'open' && hasPassed(proposal);
  return waits ? expiresTs(proposal) : votingEndsTs(proposal);
}
