/** A plan and a grant for tests. */
import { PublicKey } from '@solana/web3.js';
import { segmentsOf, parseSchedule, type Grant, type Plan } from '@tenure/sdk';

const DAY = 86_400;

/** A key that is told apart by a number from 1 to 255. */
export function key(number: number): PublicKey {
  return new PublicKey(new Uint8Array(32).fill(number));
}

/** Midnight of the first day of 2026, UTC. */
export const NEW_YEAR = 1_767_225_600;

/** An open plan of a token with 6 decimals: 1,000 tokens may be granted, 30 days of notice, half for good leavers. */
export function planLike(more: Partial<Plan> = {}): Plan {
  return {
    ...{
      address: key(1),
      planId: 1n,
      creator: key(2),
      authority: key(2),
      pendingAuthority: null,
      pendingAuthorityUntilTs: 0,
    },
    ...{ nextPayroll: null, nextGuardian: null, authorityChanges: 0, recoverySecs: 0 },
    ...{ operator: key(3), payroll: key(4), guardian: null, accelerationAuthority: null, rentRecipient: key(2) },
    ...{ mint: key(5), vault: key(6), tokenProgram: key(7), decimals: 6, bump: 255, status: 'open' },
    ...{ reserved: 0n, reservedByMilestones: 0n, withheld: 0n, allocated: 0n, claimed: 0n, forfeited: 0n },
    ...{
      issueCap: 1_000_000_000n,
      minCapProposal: 0n,
      minOraclesProposal: 0n,
      operatorCap: 500_000_000n,
      operatorBlocks: Array<bigint>(7).fill(0n),
      operatorBlock: 0,
    },
    ...{
      claimsPausedUntilTs: 0,
      unlock: null,
      accelerations: [],
      noticeSecs: 30 * DAY,
      maxPauseSecs: 60 * DAY,
      voidSecs: DAY,
    },
    ...{
      acceptedRisks: 0,
      grantCount: 0,
      tombstoneCount: 0,
      hasOracleSet: false,
      metricCount: 0,
      hasGovernance: false,
    },
    recentGrants: { days: 1, period: 0, totals: Array<bigint>(8).fill(0n) },
    ...{ goodLeaverBps: 5_000, maxWithholdingBps: 2_500, cancellable: true, transferRule: 'withConsent' },
    ...{ termsSha256: new Uint8Array(32), termsUri: 'https://example.org/terms' },
    ...more,
  };
}

/** A grant of 100 tokens, vesting evenly by the second over 100 days from the new year. */
export function grantLike(more: Partial<Grant> = {}): Grant {
  const total = more.total ?? 100_000_000n;
  return {
    ...{ address: key(20), grantId: 7n, plan: key(1), beneficiary: key(21), total, claimed: 0n },
    ...{ startTs: NEW_YEAR, issuedTs: NEW_YEAR, status: 'active', statusTs: 0, retained: 1_000_000_000 },
    ...{
      pausedSecs: 0,
      imposedPauseSecs: 0,
      pauseLimitSecs: 0,
      withholdingBps: 0,
      nextWithholding: null,
      withholdingCarry: 0,
      autoClaim: true,
      endedByVote: false,
      goodLeaverReleased: false,
      recoveryUnanswered: false,
    },
    ...{ accelerationsAtIssue: 0, milestones: { live: 0, ended: false } },
    segments: segmentsOf(parseSchedule('linear:100d'), total),
    ...more,
  };
}
