/** A proposal for tests. */
import { PublicKey } from '@solana/web3.js';
import type { Proposal } from '@tenure/sdk';

/** A key that only says which one it is. */
export function key(byte: number): PublicKey {
  return new PublicKey(new Uint8Array(32).fill(byte));
}

const DAY = 86_400;
/** When the proposal was opened. */
export const OPENED = 1_768_000_000;

/** Runs for three days, waits one, can be carried out for five; needs half of 1,000 to vote and 60 % of that to say yes. */
export const PROPOSAL: Proposal = {
  ...{ address: key(1), governance: key(2), plan: key(3), number: 4n, proposalId: 1n, proposer: key(5) },
  ...{ action: { kind: 'acceleratePlan', accelerationBps: 2_500 }, reason: 'hardship', status: 'open' },
  ...{ documentSha256: new Uint8Array(32), documentUri: 'https://example.org/why.md' },
  ...{ createdTs: OPENED, agedBeforeTs: OPENED - 2 * DAY, votingEndsTs: OPENED + 3 * DAY },
  ...{ executableTs: OPENED + 4 * DAY, expiresTs: OPENED + 9 * DAY },
  ...{
    eligible: 1_000n,
    quorum: 500n,
    voterCap: 1_000n,
    yes: 400n,
    no: 200n,
    depositsYes: 0n,
    depositsNo: 0n,
    approvalBps: 6_000,
    excludeOwnGrant: false,
  },
  depositsVote: true,
};
