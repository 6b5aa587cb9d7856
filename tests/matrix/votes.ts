/** Brings the governances, deposits and proposals of a scene into being, and the votes on them: all of them alike. */
import {
  ACTION_NAMES,
  associatedAddress,
  castVote,
  createGovernance,
  depositVotes,
  type GovernanceSettings,
  type NewAction,
  openProposal,
} from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { DAY } from '../support/world';
import type { Scene, Subject } from './scene';

/** How old votes must be, how long a vote runs, waits and can be executed. */
const AGE = 2 * DAY;
export const VOTING = 3 * DAY;
export const DELAY = DAY;
const WINDOW = 5 * DAY;
const DEPOSIT = 1_000_000n;

/** One grant of those of the scene reaches the quorum. */
const SETTINGS: GovernanceSettings = {
  proposalThreshold: 1_000n,
  votingSecs: VOTING,
  executionDelaySecs: DELAY,
  executionWindowSecs: WINDOW,
  minAgeSecs: AGE,
  quorumBps: 500,
  approvalBps: 6_000,
  maxVoterBps: 10_000,
  excludeOwnGrant: false,
  actions: ACTION_NAMES,
};

/** A cap that a grant of the scene exceeds. */
export const CAPPED: Partial<GovernanceSettings> = { maxVoterBps: 2_000 };

/** Everybody gets half of what is unvested. */
export const RELEASE: NewAction = { kind: 'acceleratePlan', accelerationBps: 5_000 };

export function governanceOf(
  { plan, roles }: Subject,
  { payer }: Scene,
  settings: Partial<GovernanceSettings> = {},
): TransactionInstruction {
  return createGovernance({
    authority: roles.authority,
    payer,
    plan: plan.address,
    planState: plan,
    settings: { ...SETTINGS, ...settings },
    expiresTs: 'never',
  });
}

/** A beneficiary's associated token account. */
export function associated({ plan, beneficiary }: Subject): PublicKey {
  return associatedAddress(beneficiary, plan.mint, plan.tokenProgram);
}

export function depositOf(subject: Subject): TransactionInstruction {
  const { plan, beneficiary, depositId } = subject;
  return depositVotes({
    owner: beneficiary,
    plan: plan.address,
    planState: plan,
    depositId,
    source: associated(subject),
    amount: DEPOSIT,
  });
}

/** A subject's proposal, by its beneficiary with a grant or deposit of theirs. */
export function proposalOf(
  { plan, beneficiary, proposalId }: Subject,
  source: PublicKey,
  action: NewAction,
  documentUri = 'https://example.org/why.md',
): TransactionInstruction {
  return openProposal({
    proposer: beneficiary,
    plan: plan.address,
    proposalId,
    source,
    action,
    reason: 'projectFailure',
    documentSha256: new Uint8Array(32).fill(7),
    documentUri,
    expiresTs: 'never',
  });
}

/** The vote of a subject's beneficiary on the subject's proposal. */
export function voteOf({ plan, beneficiary, proposal }: Subject, source: PublicKey, capped = false): TransactionInstruction {
  return castVote({ voter: beneficiary, plan: plan.address, proposal, source, approve: true, capped });
}

export function createGovernances(scene: Scene, settings: Partial<GovernanceSettings> = {}): void {
  scene.forPlans((subject) => governanceOf(subject, scene, settings));
}

/** Gives every beneficiary tokens to deposit. */
export function openWallets(scene: Scene): void {
  scene.open(({ beneficiary }) => beneficiary, DEPOSIT);
}

/** Founds the governances and waits until grants and deposits are old enough. */
export function foundGovernances(scene: Scene, settings: Partial<GovernanceSettings> = {}): void {
  createGovernances(scene, settings);
  openWallets(scene);
  scene.forGrants(depositOf);
  scene.world.chain.advance(AGE);
}

/** Every beneficiary opens a proposal. */
export function openProposals(
  scene: Scene,
  action: (subject: Subject) => NewAction = () => RELEASE,
  settings: Partial<GovernanceSettings> = {},
): void {
  foundGovernances(scene, settings);
  scene.forGrants((subject) => proposalOf(subject, subject.grant, action(subject)));
}

/** Every proposal passes by the vote of its opener's grant, and waits until it can be executed. */
export function passProposals(scene: Scene, action?: (subject: Subject) => NewAction): void {
  openProposals(scene, action);
  scene.forGrants((subject) => voteOf(subject, subject.grant));
  scene.world.chain.advance(VOTING + DELAY);
}
