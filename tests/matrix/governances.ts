/** The governances of a scene: all of them alike. */
import { ACTION_NAMES, createGovernance, DEPOSIT_ACTION_NAMES, type GovernanceSettings } from '@tenure/sdk';
import type { TransactionInstruction } from '@solana/web3.js';
import { DAY } from '../support/world';
import type { Scene, Subject } from './scene';

/** How old votes must be, how long a vote runs, waits and can be executed. */
export const AGE = 30 * DAY;
export const VOTING = 3 * DAY;
export const DELAY = DAY;
const WINDOW = 5 * DAY;

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
  depositActions: DEPOSIT_ACTION_NAMES,
};

/** A cap that a grant of the scene exceeds. */
export const CAPPED: Partial<GovernanceSettings> = { maxVoterBps: 2_000 };

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

export function createGovernances(scene: Scene, settings: Partial<GovernanceSettings> = {}): void {
  scene.forPlans((subject) => governanceOf(subject, scene, settings));
}
