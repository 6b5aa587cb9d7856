/** The bytes of every account that the program keeps, which clients filter by. */

export interface GoldenLayout {
  readonly size: number;
  readonly discriminator: string;
  readonly offsets: Record<string, number>;
}

/** Offset of each field, discriminator included, and the size. A change needs another layout version. */
export const GOLDEN: Record<string, GoldenLayout> = {
  plan: {
    size: 1168,
    discriminator: '\u0001plan\0\0\0',
    offsets: {
      planId: 8, creator: 16, mint: 48, tokenProgram: 80, vault: 112, authority: 144, pendingAuthority: 176,
      operator: 208, payroll: 240, guardian: 272, accelerationAuthority: 304, rentRecipient: 336, reserved: 368,
      reservedByMilestones: 376, withheld: 384, allocated: 392, claimed: 400, forfeited: 408, issueCap: 416,
      operatorCap: 424, operatorBlocks: 432, operatorBlock: 488, grantsBefore: 496, claimsPausedUntilTs: 568,
      unlockStartTs: 576, unlockSegments: 584, accelerations: 712, noticeSecs: 968, maxPauseSecs: 972, voidSecs: 976,
      acceptedRisks: 980, grantCount: 984, tombstoneCount: 988, goodLeaverBps: 992, maxWithholdingBps: 994,
      cancellable: 996, transferRule: 997, status: 998, bump: 999, unlockCount: 1000, accelerationCount: 1001,
      decimals: 1002, hasOracleSet: 1003, metricCount: 1004, hasGovernance: 1006, reservedByte: 1007,
      termsSha256: 1008, termsUri: 1040,
    },
  },
  grant: {
    size: 144,
    discriminator: '\u0001grant\0\0',
    offsets: {
      grantId: 8, plan: 16, beneficiary: 48, total: 80, claimed: 88, startTs: 96, issuedTs: 104, statusTs: 112,
      retained: 120, pausedSecs: 124, imposedPauseSecs: 128, pauseLimitSecs: 132, withholdingBps: 136,
      withholdingCarry: 138, status: 140, flags: 141, accelerationsAtIssue: 142, milestones: 143,
    },
  },
  tombstone: { size: 48, discriminator: '\u0001tombstn', offsets: { grantId: 8, plan: 16 } },
  transfer: {
    size: 176,
    discriminator: '\u0001transfr',
    offsets: { plan: 8, grant: 40, proposer: 72, from: 104, to: 136, readyTs: 168 },
  },
  oracleSet: {
    size: 1080,
    discriminator: '\u0001oracles',
    offsets: {
      plan: 8, attestors: 40, nextAttestors: 552, nextTs: 1064, threshold: 1072, nextThreshold: 1073, bump: 1074,
      reservedBytes: 1075,
    },
  },
  metric: {
    size: 1856,
    discriminator: '\u0001metric\0',
    offsets: {
      plan: 8, key: 40, definitionSha256: 72, definitionUri: 104, opensTs: 232, dueTs: 240, earlyValue: 248, value: 256,
      reachedTs: 264, challengeEndsTs: 272, retryUntilTs: 280, maxAgeSecs: 288, challengeSecs: 292, milestoneCount: 296,
      round: 300, disputedBy: 304, counted: 308, exponent: 310, lowerIsBetter: 311, hasEarlyValue: 312, status: 313,
      bump: 314, reservedBytes: 315, attestations: 320,
    },
  },
  milestone: {
    size: 200,
    discriminator: '\u0001mstone\0',
    offsets: {
      plan: 8, grant: 40, metric: 72, targetAmount: 104, maxAmount: 112, payout: 120, claimed: 128, threshold: 136,
      target: 144, maximum: 152, deadlineTs: 160, issuedTs: 168, metTs: 176, retainedAtIssue: 184, thresholdBps: 188,
      maxBps: 190, index: 192, status: 193, accelerationsAtIssue: 194, bump: 195, reservedBytes: 196,
    },
  },
  governance: {
    size: 200,
    discriminator: '\u0001govern\0',
    offsets: {
      plan: 8, vault: 40, deposited: 72, depositsBefore: 80, nextProposal: 152, proposalThreshold: 160, votingSecs: 168,
      executionDelaySecs: 172, executionWindowSecs: 176, minAgeSecs: 180, quorumBps: 184, approvalBps: 186,
      maxVoterBps: 188, excludeOwnGrant: 190, actions: 191, bump: 192, reservedBytes: 193,
    },
  },
  deposit: {
    size: 104,
    discriminator: '\u0001deposit',
    offsets: { governance: 8, owner: 40, depositId: 72, amount: 80, madeTs: 88, lockedUntilTs: 96 },
  },
  proposal: {
    size: 408,
    discriminator: '\u0001proposl',
    offsets: {
      governance: 8, plan: 40, proposer: 72, grant: 104, documentSha256: 136, documentUri: 168, proposalId: 296,
      createdTs: 304, agedBeforeTs: 312, votingEndsTs: 320, executableTs: 328, expiresTs: 336, eligible: 344,
      quorum: 352, voterCap: 360, yes: 368, no: 376, issueCap: 384, approvalBps: 392, accelerationBps: 394, action: 396,
      reason: 397, cause: 398, oracleThreshold: 399, status: 400, excludeOwnGrant: 401, reservedBytes: 402,
    },
  },
  voteRecord: {
    size: 128,
    discriminator: '\u0001vote\0\0\0',
    offsets: {
      proposal: 8, source: 40, voter: 72, weight: 104, votingEndsTs: 112, approve: 120, reservedBytes: 121,
    },
  },
  voterRecord: {
    size: 88,
    discriminator: '\u0001voter\0\0',
    offsets: { proposal: 8, voter: 40, weight: 72, votingEndsTs: 80 },
  },
};
