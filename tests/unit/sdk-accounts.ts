/** Accounts of the program as bytes written by hand, and what they must be read as. */
import { TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { PublicKey, SystemProgram } from '@solana/web3.js';
import BN from 'bn.js';
import * as sdk from '../../packages/sdk/src';

/** A key that only says which one it is. */
export function key(label: string): PublicKey {
  const bytes = new Uint8Array(32);
  bytes.set(new TextEncoder().encode(label));
  return new PublicKey(bytes);
}

export const NOBODY = SystemProgram.programId;
export const address = key('address');

export function account(data: Uint8Array, owner = sdk.PROGRAM_ID): sdk.RawAccount {
  return { owner, data };
}

/** Little-endian bytes: `[value, size]` each, keys and texts as they are. */
export function bytes(...parts: (PublicKey | string | [number | bigint, number])[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => {
      if (part instanceof PublicKey) return part.toBuffer();
      if (typeof part === 'string') return Buffer.from(part, 'latin1');
      return new BN(part[0].toString()).toArrayLike(Buffer, 'le', part[1]);
    }),
  );
}

type GrantBytes = Partial<{ grantId: bigint; plan: PublicKey; beneficiary: PublicKey; status: number; flags: number }>;

/** A grant's account by hand, field by field. */
export function grantBytes({ grantId = 7n, plan = key('plan'), beneficiary = key('worker'), status = 3, flags = 1 }: GrantBytes = {}) {
  return bytes(
    '\x01grant\0\0',
    [grantId, 8],
    plan,
    beneficiary,
    [1_000n, 8], // total
    [250n, 8], // claimed
    [1_700_000_000, 8], // startTs
    [1_760_000_000, 8], // statusTs
    [750_000_000, 4], // retained
    [60, 4], // pausedSecs
    [40, 4], // imposedPauseSecs
    [0, 4], // pauseLimitSecs
    [1_690_000_000, 4], // issuedTs
    [2_500, 2], // withholdingBps
    [4_000, 2], // nextWithholdingBps
    [20_500, 2], // nextWithholdingDay
    [9_999, 2], // withholdingCarry
    [status, 1],
    [flags, 1],
    [2, 1], // accelerationsAtIssue
    [0x83, 1], // milestones
    ...[u64(250n), u32(12), u16(1), u8(1), u8(0)],
    ...[u64(750n), u32(86_400), u16(0), u8(0), u8(0)],
  );
}

export function tombstoneBytes(grantId: bigint, plan: PublicKey): Uint8Array {
  return bytes('\x01tombstn', [grantId, 8], plan);
}

const u64 = (value: bigint): [bigint, number] => [value, 8];
const u32 = (value: number): [number, number] => [value, 4];
const u16 = (value: number): [number, number] => [value, 2];
const u8 = (value: number): [number, number] => [value, 1];

export const GRANT: sdk.Grant = {
  address,
  grantId: 7n,
  plan: key('plan'),
  beneficiary: key('worker'),
  total: 1_000n,
  claimed: 250n,
  startTs: 1_700_000_000,
  issuedTs: 1_690_000_000,
  status: 'terminating',
  statusTs: 1_760_000_000,
  retained: 750_000_000,
  pausedSecs: 60,
  imposedPauseSecs: 40,
  pauseLimitSecs: 0,
  withholdingBps: 2_500,
  nextWithholding: { bps: 4_000, fromTs: 20_500 * 86_400 },
  withholdingCarry: 9_999,
  autoClaim: false,
  endedByVote: false,
  goodLeaverReleased: false,
  recoveryUnanswered: false,
  accelerationsAtIssue: 2,
  milestones: { live: 3, ended: true },
  segments: [
    { amount: 250n, span: 12, steps: 1, unit: 'months' },
    { amount: 750n, span: 86_400, steps: 0, unit: 'seconds' },
  ],
};

export const PLAN: sdk.Plan = {
  address,
  planId: 18_446_744_073_709_551_615n,
  creator: key('creator'),
  mint: key('mint'),
  tokenProgram: TOKEN_PROGRAM_ID,
  vault: key('vault'),
  authority: key('authority'),
  pendingAuthority: key('heir'),
  pendingAuthorityUntilTs: 1_790_000_000,
  operator: key('operator'),
  payroll: key('payroll'),
  nextPayroll: { holder: key('next payroll'), fromTs: 1_780_000_000 },
  guardian: null,
  nextGuardian: { holder: key('next guardian'), fromTs: 1_785_000_000 },
  accelerationAuthority: null,
  rentRecipient: key('rent'),
  reserved: 900n,
  reservedByMilestones: 200n,
  withheld: 50n,
  allocated: 2_000n,
  claimed: 1_000n,
  forfeited: 100n,
  issueCap: 10_000n,
  minCapProposal: 21n,
  minOraclesProposal: 22n,
  operatorCap: 500n,
  operatorBlocks: [1n, 2n, 3n, 4n, 5n, 6n, 7n],
  operatorBlock: 118_055,
  claimsPausedUntilTs: 0,
  unlock: { startTs: 1_650_000_000, segments: [{ amount: 1_000_000_000n, span: 4, steps: 4, unit: 'months' }] },
  accelerations: [{ ts: 1_700_000_000, retained: 900_000_000 }],
  noticeSecs: 1,
  maxPauseSecs: 2,
  voidSecs: 3,
  recoverySecs: 9,
  authorityChanges: 10,
  acceptedRisks: sdk.riskBits(['freezeAuthority', 'transferHook']),
  grantCount: 4,
  tombstoneCount: 5,
  hasOracleSet: true,
  metricCount: 3,
  hasGovernance: true,
  recentGrants: { days: 5, period: 4_000, totals: [11n, 12n, 13n, 14n, 15n, 16n, 17n, 18n] },
  goodLeaverBps: 6,
  maxWithholdingBps: 7,
  cancellable: true,
  transferRule: 'free',
  status: 'sealed',
  bump: 255,
  decimals: 9,
  termsSha256: new Uint8Array(32).fill(8),
  termsUri: 'ipfs://terms',
};

/** A plan's account by hand, field by field; `sealed` and so on are one byte each. */
export function planBytes(
  override: Partial<{ transferRule: number; unlockCount: number; accelerationCount: number; termsUri: string }> = {},
): Uint8Array {
  const { transferRule = 2, unlockCount = 1, accelerationCount = 1, termsUri = PLAN.termsUri } = override;
  return bytes(
    '\x01plan\0\0\0',
    [PLAN.planId, 8],
    ...[PLAN.creator, PLAN.mint, PLAN.tokenProgram, PLAN.vault, PLAN.authority],
    ...[key('heir'), key('operator'), key('payroll'), key('next payroll')],
    NOBODY, // guardian
    key('next guardian'),
    NOBODY, // accelerationAuthority
    PLAN.rentRecipient,
    ...[PLAN.reserved, PLAN.reservedByMilestones, PLAN.withheld, PLAN.allocated, PLAN.claimed, PLAN.forfeited].map(u64),
    ...[PLAN.issueCap, PLAN.minCapProposal, PLAN.minOraclesProposal, PLAN.operatorCap].map(u64),
    ...PLAN.operatorBlocks.map(u64),
    u64(BigInt(PLAN.operatorBlock)),
    ...[4_000n, ...PLAN.recentGrants.totals].map(u64),
    u64(0n), // claimsPausedUntilTs
    ...[1_790_000_000n, 1_780_000_000n, 1_785_000_000n].map(u64), // pending authority until, next payroll and guardian from
    u64(1_650_000_000n), // unlockStartTs
    ...[u64(1_000_000_000n), u32(4), u16(4), u8(1), u8(0)], // unlockSegments
    '\0'.repeat(16 * 7),
    ...[u64(1_700_000_000n), u32(900_000_000), u32(0)], // releases
    '\0'.repeat(16 * 15),
    ...[PLAN.noticeSecs, PLAN.maxPauseSecs, PLAN.voidSecs, PLAN.recoverySecs, PLAN.authorityChanges].map(u32),
    ...[PLAN.acceptedRisks, PLAN.grantCount, PLAN.tombstoneCount].map(u32),
    ...[PLAN.goodLeaverBps, PLAN.maxWithholdingBps].map(u16),
    ...[1, transferRule, 1, PLAN.bump, unlockCount, accelerationCount, PLAN.decimals].map(u8),
    ...[u8(1), u16(3), u8(1), u8(5)], // hasOracleSet, metricCount, hasGovernance, periodDays
    String.fromCharCode(...PLAN.termsSha256),
    termsUri.padEnd(128, '\0'),
  );
}
