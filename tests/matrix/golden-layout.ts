/** The bytes of every account that the program keeps, which clients filter by. */

export interface GoldenLayout {
  readonly size: number;
  readonly discriminator: string;
  readonly offsets: Record<string, number>;
}

/** Offset of each field, discriminator included, and the size. A change needs another layout version. */
export const GOLDEN: Record<string, GoldenLayout> = {
  plan: {
    size: 1264,
    discriminator: '\u0001plan\0\0\0',
    offsets: {
      planId: 8, creator: 16, mint: 48, tokenProgram: 80, vault: 112, authority: 144, pendingAuthority: 176,
      operator: 208, payroll: 240, nextPayroll: 272, guardian: 304, nextGuardian: 336, accelerationAuthority:
      368, rentRecipient: 400, reserved: 432, reservedByMilestones: 440, withheld: 448, allocated: 456, claimed:
      464, forfeited: 472, issueCap: 480, operatorCap: 488, operatorBlocks: 496, operatorBlock: 552,
      grantsBefore: 560, claimsPausedUntilTs: 632, pendingAuthorityUntilTs: 640, nextPayrollTs: 648,
      nextGuardianTs: 656, unlockStartTs: 664, unlockSegments: 672, accelerations: 800, noticeSecs: 1056,
      maxPauseSecs: 1060, voidSecs: 1064, recoverySecs: 1068, authorityChanges: 1072, acceptedRisks: 1076,
      grantCount: 1080, tombstoneCount: 1084, goodLeaverBps: 1088, maxWithholdingBps: 1090, cancellable: 1092,
      transferRule: 1093, status: 1094, bump: 1095, unlockCount: 1096, accelerationCount: 1097, decimals: 1098,
      hasOracleSet: 1099, metricCount: 1100, hasGovernance: 1102, checkpointDays: 1103, termsSha256: 1104,
      termsUri: 1136,
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
    size: 416,
    discriminator: '\u0001proposl',
    offsets: {
      governance: 8, plan: 40, proposer: 72, grant: 104, documentSha256: 136, documentUri: 168, proposalId: 296,
      number: 304, createdTs: 312, agedBeforeTs: 320, votingEndsTs: 328, executableTs: 336, expiresTs: 344,
      eligible: 352, quorum: 360, voterCap: 368, yes: 376, no: 384, issueCap: 392, approvalBps: 400,
      accelerationBps: 402, action: 404, reason: 405, cause: 406, oracleThreshold: 407, status: 408,
      excludeOwnGrant: 409, depositsVote: 410, reservedBytes: 411,
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
