import { describe, expect, it } from 'vitest';
import { freeProposalId } from './operations';
import { key } from './proposal.fixture';

describe('the number of a new proposal', () => {
  it('is the lowest that the proposer has not in use; those of others don’t count', () => {
    const of = (proposer: number, proposalId: bigint) => ({ proposer: key(proposer), proposalId });
    expect(freeProposalId([], key(1))).toBe(0n);
    expect(freeProposalId([of(1, 0n), of(1, 1n), of(1, 3n), of(2, 2n)], key(1))).toBe(2n);
    expect(freeProposalId([of(1, 5n)], key(1))).toBe(0n);
    expect(freeProposalId([of(2, 0n)], key(1))).toBe(0n);
  });
});
