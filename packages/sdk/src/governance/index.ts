/** Votes: what counts, who can vote, what carrying out a proposal would change. */
export * from './action-effect';
export * from './ballots';
export * from './vote-weight';
