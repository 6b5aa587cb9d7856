/** Governances, deposits and proposals that commands act on, made without the command line. */
import {
  ACTION_NAMES,
  DEPOSIT_ACTION_NAMES,
  castVote,
  createGovernance,
  depositVotes,
  fetchProposal,
  governanceAddress,
  grantAddress,
  openProposal,
  proposalAddress,
  vaultAddress,
  type GovernanceSettings,
  type NewAction,
} from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { createHash } from 'node:crypto';
import { key, type Fixture, type Person, type PlanOptions, type Subject } from '../cli/commands/fixture';

export const DAY = 86_400;
export const VOTING = 3 * DAY;
export const DELAY = DAY;
export const WINDOW = 5 * DAY;
export const AGE = 30 * DAY;
export const WHY = 'why it is proposed';

const NEVER = 'never';
const TOKEN = 1_000_000n;

const SETTINGS: GovernanceSettings = {
  ...{ proposalThreshold: 50n * TOKEN, votingSecs: VOTING, executionDelaySecs: DELAY },
  ...{ executionWindowSecs: WINDOW, minAgeSecs: AGE, quorumBps: 5_000, approvalBps: 6_000 },
  ...{ maxVoterBps: 10_000, excludeOwnGrant: false, actions: ACTION_NAMES, depositActions: DEPOSIT_ACTION_NAMES },
};

/** A plan whose members vote: a grant of 100 is the worker's, one of 300 the colleague's. */
export interface Governed {
  readonly subject: Subject;
  readonly governance: PublicKey;
  /** As commands name the plan. */
  readonly plan: string;
  readonly workers: bigint;
  readonly colleagues: bigint;
}

/** A proposal that commands act on, opened by the worker. */
export interface Put extends Governed {
  readonly proposal: PublicKey;
  /** As commands name it. */
  readonly name: string;
}

/** Gives a plan a governance; returns its address. */
export async function govern(
  fixture: Fixture,
  { address: plan, tokens: planState }: Subject,
  settings: Partial<GovernanceSettings> = {},
): Promise<PublicKey> {
  const act = { authority: key('admin'), payer: key('admin'), plan, planState, expiresTs: NEVER } as const;
  await fixture.send([createGovernance({ ...act, settings: { ...SETTINGS, ...settings } })], 'admin');
  return governanceAddress(plan);
}

/** A plan with a governance, before anything is granted. */
export async function withGovernance(
  fixture: Fixture,
  settings: Partial<GovernanceSettings> = {},
  options: PlanOptions = {},
): Promise<{ readonly subject: Subject; readonly governance: PublicKey; readonly plan: string }> {
  // As long as a vote, its delay and its window together.
  const policy = { noticeSecs: VOTING + DELAY + WINDOW, ...options.policy };
  const subject = await fixture.plan({ ...options, policy });
  const governance = await govern(fixture, subject, settings);
  return { subject, governance, plan: subject.address.toBase58() };
}

/** The same with both grants, which are old enough to vote. */
export async function withMembers(
  fixture: Fixture,
  settings: Partial<GovernanceSettings> = {},
  options: PlanOptions = {},
): Promise<Governed> {
  const made = await withGovernance(fixture, settings, options);
  const vesting = { schedule: 'cliff:120m' } as const;
  const workers = await fixture.grant(made.subject, { ...vesting, amount: 100n * TOKEN });
  const colleagues = await fixture.grant(made.subject, { ...vesting, to: 'colleague', amount: 300n * TOKEN });
  fixture.cluster.later(AGE + DAY);
  return { ...made, workers, colleagues };
}

/** The admin deposits tokens for votes. */
export async function deposited(
  fixture: Fixture,
  { subject }: Pick<Governed, 'subject'>,
  amount: bigint,
  depositId = 0n,
): Promise<void> {
  const { address: plan, tokens: planState } = subject;
  const owner = key('admin');
  const source = vaultAddress(owner, planState.mint, planState.tokenProgram);
  await fixture.send([depositVotes({ owner, plan, planState, depositId, source, amount })], 'admin');
}

/** The worker proposes something; a plan-wide release of half unless told otherwise. */
export async function put(
  fixture: Fixture,
  made: Governed,
  action: NewAction = { kind: 'acceleratePlan', accelerationBps: 5_000 },
  proposalId = 0n,
): Promise<Put> {
  const { subject, governance, plan, workers } = made;
  const source = grantAddress(subject.address, workers);
  const document = {
    documentSha256: createHash('sha256').update(WHY).digest(),
    documentUri: 'https://example.org/why.md',
  };
  const place = { proposer: key('worker'), plan: subject.address, proposalId, source };
  const open = openProposal({ ...place, ...document, action, reason: 'projectFailure', expiresTs: NEVER });
  await fixture.send([open], 'worker');
  const proposal = proposalAddress(governance, key('worker'), proposalId);
  return { ...made, proposal, name: `${plan}/${proposalId}` };
}

/** Worker or colleague votes with their grant. */
export async function cast(
  fixture: Fixture,
  { subject, proposal, workers, colleagues }: Put,
  who: Extract<Person, 'worker' | 'colleague'>,
  approve = true,
  capped = false,
): Promise<void> {
  const source = grantAddress(subject.address, who === 'worker' ? workers : colleagues);
  const { number: proposalNumber } = await fetchProposal(fixture.cluster.connection, proposal);
  const vote = { voter: key(who), plan: subject.address, proposal, proposalNumber, source, approve, capped };
  await fixture.send([castVote(vote)], who);
}

/** A proposal that has passed and can be executed. */
export async function passed(fixture: Fixture, action?: NewAction, plan?: PlanOptions): Promise<Put> {
  const proposal = await put(fixture, await withMembers(fixture, {}, plan), action);
  for (const who of ['worker', 'colleague'] as const) await cast(fixture, proposal, who);
  fixture.cluster.later(VOTING + DELAY);
  return proposal;
}

/** How a member's grant is named in a vote. */
export function grantNamed(id: bigint): string {
  return `grant/${id}`;
}
