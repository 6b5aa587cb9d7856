/** One call of each builder for governances, proposals and votes. */
import { TOKEN_PROGRAM_ID } from '@solana/spl-token';
import * as sdk from '../../packages/sdk/src';
import { key } from './sdk-built-milestones';

const plan = key('plan');
const proposal = key('proposal');
const planState = { mint: key('mint'), vault: key('vault'), tokenProgram: TOKEN_PROGRAM_ID };
const expiresTs = 1_800_000_000;

export const SETTINGS: sdk.GovernanceSettings = {
  proposalThreshold: 18_446_744_073_709_551_615n,
  votingSecs: 259_200,
  executionDelaySecs: 86_400,
  executionWindowSecs: 432_000,
  minAgeSecs: 172_800,
  quorumBps: 3_000,
  approvalBps: 6_000,
  maxVoterBps: 2_500,
  excludeOwnGrant: true,
  actions: ['acceleratePlan', 'setIssueCap'],
  depositActions: ['acceleratePlan'],
};

/** A proposal to release a quarter of one grant. */
export const OPEN: sdk.OpenProposal = {
  proposer: key('proposer'),
  plan,
  proposalId: 7n,
  source: key('source'),
  action: { kind: 'accelerateGrant', grant: key('grant'), accelerationBps: 2_500 },
  reason: 'hardship',
  documentSha256: new Uint8Array(32).fill(9),
  documentUri: 'https://example.org/why.md',
  expiresTs,
};

/** By the name of the instruction. */
export const builtOfGovernance = {
  createGovernance: sdk.createGovernance({
    ...{ authority: key('authority'), payer: key('payer'), plan, planState, settings: SETTINGS, expiresTs },
  }),
  depositVotes: sdk.depositVotes({
    ...{ owner: key('owner'), plan, planState, depositId: 3n, source: key('wallet'), amount: 9n },
  }),
  withdrawVotes: sdk.withdrawVotes({
    ...{ owner: key('owner'), plan, planState, depositId: 3n, destination: key('wallet') },
  }),
  openProposal: sdk.openProposal(OPEN),
  castVote: sdk.castVote({
    ...{ voter: key('voter'), plan, proposal, proposalNumber: 4n, source: key('source'), approve: true, capped: false },
  }),
  withdrawProposal: sdk.withdrawProposal({ proposer: key('proposer'), proposal }),
  executeProposal: sdk.executeProposal({ plan, proposal }),
  closeProposal: sdk.closeProposal({ proposer: key('proposer'), proposal }),
  closeVoteRecord: sdk.closeVoteRecord({ voteRecord: key('vote'), voter: key('voter') }),
  closeGovernance: sdk.closeGovernance({ plan, planState, rentRecipient: key('rent') }),
  closeVoterRecord: sdk.closeVoterRecord({ voterRecord: key('record'), voter: key('voter') }),
};
