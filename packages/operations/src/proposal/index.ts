/** What members do with proposals. */
export { castVotesOperation } from './cast-votes';
export { closeProposalOperation } from './close-proposal';
export { executeProposalOperation } from './execute-proposal';
export { openProposalOperation } from './open-proposal';
export { withdrawProposalOperation } from './withdraw-proposal';
