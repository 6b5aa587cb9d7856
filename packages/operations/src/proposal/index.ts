/** What members do with proposals. */
export { castVotesOperation, type VoteInput } from './cast-votes';
export { closeProposalOperation } from './close-proposal';
export { executeProposalOperation } from './execute-proposal';
export { openProposalOperation, type ProposalDraft } from './open-proposal';
export { withdrawProposalOperation } from './withdraw-proposal';
