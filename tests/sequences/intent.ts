/** From a draw to a call: what is meant here and now, what has to come first, or what else there is to do. */
import { type Call, type InstructionName, ON_GRANTS, ON_METRICS, ON_MILESTONES, ON_PLANS } from './calls';
import type { Draw } from './arbitraries';
import { grantIntent, transferIntent } from './grant-intents';
import { choose, planIntent } from './intents';
import { metricIntent } from './metric-intents';
import { milestoneIntent } from './milestone-intents';
import type { World } from './state';
import { pick } from './time';
import { voteIntent } from './vote-intents';

/** What is done first, in the same second, where a call has nothing to act on. */
export const BEFORE: Partial<Record<InstructionName, InstructionName>> = {
  voidGrant: 'issueGrants',
  withdrawTermination: 'terminateGrant',
  resumeGrant: 'pauseGrant',
  resumeClaims: 'pauseClaims',
  acceptAuthority: 'proposeAuthority',
  acceptTransfer: 'proposeTransfer',
  voidMilestone: 'issueMilestone',
  withdrawProposal: 'openProposal',
  claim: 'issueGrants',
};
/** What brings about that a call has something to act on. */
const FIRST: Partial<Record<InstructionName, readonly InstructionName[]>> = {
  claim: ['issueGrants'],
  issueGrants: ['fundPlan', 'createPlan'],
  closeGrant: ['closeMilestone', 'claim'],
  sweepTombstone: ['closeGrant'],
  createMetric: ['createOracleSet'],
  attestMetric: ['createMetric', 'createOracleSet'],
  disputeMetric: ['createMetric'],
  finalizeMetric: ['createMetric'],
  issueMilestone: ['createMetric', 'createOracleSet', 'issueGrants'],
  voidMilestone: ['issueMilestone'],
  settleMilestone: ['finalizeMetric', 'issueMilestone'],
  claimMilestone: ['settleMilestone', 'finalizeMetric', 'issueMilestone'],
  closeMilestone: ['claimMilestone', 'settleMilestone', 'finalizeMetric', 'issueMilestone'],
  closeMetric: ['closeMilestone'],
  closeOracleSet: ['closeMetric', 'closeMilestone'],
  depositVotes: ['createGovernance'],
  withdrawVotes: ['depositVotes', 'createGovernance'],
  openProposal: ['depositVotes', 'createGovernance'],
  castVote: ['openProposal', 'depositVotes', 'createGovernance'],
  withdrawProposal: ['openProposal', 'depositVotes', 'createGovernance'],
  executeProposal: ['castVote', 'openProposal', 'depositVotes', 'createGovernance'],
  closeProposal: ['openProposal'],
  closeVoteRecord: ['castVote', 'openProposal'],
  closeVoterRecord: ['castVote', 'openProposal'],
  closeGovernance: ['withdrawVotes', 'closeGrant', 'sealPlan'],
  closePlan: ['closeGovernance', 'closeOracleSet', 'closeMetric', 'sweepTombstone', 'sealPlan'],
};
/** What is done where nothing else is left. */
const INSTEAD = [
  'issueGrants',
  'terminateGrant',
  'pauseGrant',
  'claim',
  'createPlan',
  'proposeTransfer',
  'fundPlan',
] as const;

function sweepIntent(world: World, draw: Draw): Call | undefined {
  const found = choose([...world.tombstones], draw, ([, { plan }]) => world.plans.get(plan)?.sealed === true);
  if (found === undefined) return undefined;
  const [tombstone, { plan }] = found;
  const rentRecipient = world.plans.get(plan)?.rentRecipient ?? plan;
  return { instruction: 'sweepTombstone', accounts: { plan, tombstone, rentRecipient }, args: {} };
}

function isOneOf<T extends string>(names: readonly T[], name: string): name is T {
  return names.some((one) => one === name);
}

/** The well-meant call of a draw; undefined where nothing exists that it could be about. */
export function intent(world: World, draw: Draw, name: InstructionName): Call | undefined {
  if (name === 'acceptTransfer' || name === 'rejectTransfer') return transferIntent(world, draw, name);
  if (name === 'sweepTombstone') return sweepIntent(world, draw);
  if (isOneOf(ON_PLANS, name)) return planIntent(world, draw, name);
  if (isOneOf(ON_GRANTS, name)) return grantIntent(world, draw, name);
  if (isOneOf(ON_METRICS, name)) return metricIntent(world, draw, name);
  return isOneOf(ON_MILESTONES, name) ? milestoneIntent(world, draw, name) : voteIntent(world, draw, name);
}

/** The same, or else what it needs first, or something else. */
export function intentOrOther(world: World, draw: Draw, name: InstructionName): Call | undefined {
  for (const one of [name, ...(FIRST[name] ?? []), pick(INSTEAD, draw.who), ...INSTEAD]) {
    const found = intent(world, draw, one);
    if (found !== undefined) return found;
  }
  return undefined;
}
