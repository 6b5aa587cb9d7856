/** The bytes of every account that the program keeps, which clients filter by. */

export interface GoldenLayout {
  readonly size: number;
  readonly discriminator: string;
  readonly offsets: Record<string, number>;
}

/** Offset of each field, discriminator included, and the size. A change needs another layout version. */
export const GOLDEN: Record<string, GoldenLayout> = {
  plan: {
    size: 1280,
    discriminator: '\u0001plan\0\0\0',
    offsets: {
      planId: 8, creator: 16, mint: 48, tokenProgram: 80, vault: 112, authority: 144, pendingAuthority: 176,
      operator: 208, payroll: 240, nextPayroll: 272, guardian: 304, nextGuardian: 336, accelerationAuthority:
      368, rentRecipient: 400, reserved: 432, reservedByMilestones: 440, withheld: 448, allocated: 456, claimed:
      464, forfeited: 472, issueCap: 480, minCapProposal: 488, minOraclesProposal: 496, operatorCap: 504,
      operatorBlocks: 512, operatorBlock: 568, recentGrants: 576, claimsPausedUntilTs: 648, pendingAuthorityUntilTs: 656, nextPayrollTs: 664,
      nextGuardianTs: 672, unlockStartTs: 680, unlockSegments: 688, accelerations: 816, noticeSecs: 1072,
      maxPauseSecs: 1076, voidSecs: 1080, recoverySecs: 1084, authorityChanges: 1088, acceptedRisks: 1092,
      grantCount: 1096, tombstoneCount: 1100, goodLeaverBps: 1104, maxWithholdingBps: 1106, cancellable: 1108,
      transferRule: 1109, status: 1110, bump: 1111, unlockCount: 1112, accelerationCount: 1113, decimals: 1114,
      hasOracleSet: 1115, metricCount: 1116, hasGovernance: 1118, periodDays: 1119, termsSha256: 1120,
      termsUri: 1152,
    },
  },
  grant: {
    size: 144,
    discriminator: '\u0001grant\0\0',
    offsets: {
      grantId: 8, plan: 16, beneficiary: 48, total: 80, claimed: 88, startTs: 96, statusTs: 104, retained: 112,
      pausedSecs: 116, imposedPauseSecs: 120, pauseLimitSecs: 124, issuedTs: 128, withholdingBps: 132,
      nextWithholdingBps: 134, nextWithholdingDay: 136, withholdingCarry: 138, status: 140, flags: 141,
      accelerationsAtIssue: 142, milestones: 143,
    },
  },
  tombstone: { size: 48, discriminator: '\u0001tombstn', offsets: { grantId: 8, plan: 16 } },
  transfer: {
    size: 192,
    discriminator: '\u0001transfr',
    offsets: {
      plan: 8, grant: 40, proposer: 72, from: 104, to: 136, readyTs: 168, expiresTs: 176, authorityChanges: 184,
      reserved: 188,
    },
  },
  oracleSet: {
    size: 1080,
    discriminator: '\u0001oracles',
    offsets: {
      plan: 8, attestors: 40, nextAttestors: 552, nextTs: 1064, threshold: 1072, nextThreshold: 1073, bump:
      1074, byVote: 1075, nextByVote: 1076, reservedBytes: 1077,
    },
  },
  metric: {
    size: 2376,
    discriminator: '\u0001metric\0',
    offsets: {
      plan: 8, key: 40, definitionSha256: 72, definitionUri: 104, opensTs: 232, dueTs: 240, earlyValue: 248,
      value: 256, reachedTs: 264, observedTs: 272, challengeEndsTs: 280, retryUntilTs: 288, maxAgeSecs: 296,
      challengeSecs: 300, milestoneCount: 304, round: 308, disputedBy: 312, counted: 316, exponent: 318,
      lowerIsBetter: 319, hasEarlyValue: 320, status: 321, bump: 322, threshold: 323, reservedBytes: 324,
      attestations: 328, attestors: 1864,
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
    size: 128,
    discriminator: '\u0001govern\0',
    offsets: {
      plan: 8, vault: 40, deposited: 72, nextProposal: 80, proposalThreshold: 88, votingSecs: 96,
      executionDelaySecs: 100, executionWindowSecs: 104, minAgeSecs: 108, quorumBps: 112, approvalBps: 114,
      maxVoterBps: 116, excludeOwnGrant: 118, actions: 119, depositActions: 120, bump: 121, reservedBytes: 122,
    },
  },
  deposit: {
    size: 104,
    discriminator: '\u0001deposit',
    offsets: { governance: 8, owner: 40, depositId: 72, amount: 80, madeTs: 88, lockedUntilTs: 96 },
  },
  proposal: {
    size: 432,
    discriminator: '\u0001proposl',
    offsets: {
      governance: 8, plan: 40, proposer: 72, grant: 104, documentSha256: 136, documentUri: 168, proposalId: 296,
      number: 304, createdTs: 312, agedBeforeTs: 320, votingEndsTs: 328, executableTs: 336, expiresTs: 344,
      eligible: 352, quorum: 360, voterCap: 368, yes: 376, no: 384, depositsYes: 392, depositsNo: 400,
      issueCap: 408, approvalBps: 416, accelerationBps: 418, action: 420, reason: 421, cause: 422, oracleThreshold: 423, status: 424,
      excludeOwnGrant: 425, depositsVote: 426, reservedBytes: 427,
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
    size: 96,
    discriminator: '\u0001voter\0\0',
    offsets: { proposal: 8, voter: 40, weight: 72, votingEndsTs: 80, number: 88 },
  },
};
