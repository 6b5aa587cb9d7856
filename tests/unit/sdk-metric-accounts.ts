/** Oracle sets, metrics and milestones as bytes written by hand, and what they must be read as. */
import type { PublicKey } from '@solana/web3.js';
import type * as sdk from '../../packages/sdk/src';
import { address, bytes, key, NOBODY } from './sdk-accounts';

const u64 = (value: bigint): [bigint, number] => [value, 8];
const i64 = (value: bigint | number): [bigint, number] => [BigInt.asUintN(64, BigInt(value)), 8];
const u32 = (value: number): [number, number] => [value, 4];
const u16 = (value: number): [number, number] => [value, 2];
const u8 = (value: number): [number, number] => [value, 1];

/** 32 bytes, all the same. */
const hash = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const latin1 = (data: Uint8Array): string => Buffer.from(data).toString('latin1');

const [worker, colleague, cyd] = [key('worker'), key('colleague'), key('cyd')];

function sixteen(...taken: (PublicKey | null)[]): (PublicKey | null)[] {
  return Array.from({ length: 16 }, (_, seat) => taken[seat] ?? null);
}

const orNobody = (taken: readonly (PublicKey | null)[]): PublicKey[] => taken.map((each) => each ?? NOBODY);

export const ORACLE_SET: sdk.OracleSet = {
  address,
  plan: key('plan'),
  attestors: sixteen(worker, null, colleague),
  threshold: 2,
  byVote: true,
  next: {
    ...{ attestors: sixteen(worker, cyd, colleague), threshold: 3 },
    ...{ readyTs: 1_760_000_000, expiresTs: 1_760_000_000 + 3 * 86_400, byVote: false },
  },
};

/** An oracle set's account by hand, field by field; with or without an announced change. */
export function oracleSetBytes(readyTs = 1_760_000_000): Uint8Array {
  return bytes(
    '\x01oracles',
    key('plan'),
    ...orNobody(ORACLE_SET.attestors),
    ...orNobody(sixteen(worker, cyd, colleague)),
    i64(readyTs),
    ...[u8(2), u8(3), u8(255), u8(1), u8(0)], // threshold, nextThreshold, bump, byVote, nextByVote
    '\0'.repeat(3),
  );
}

/** A challenged metric in its second round; seat 2 has said nothing since the first. */
export const METRIC: sdk.Metric = {
  address,
  plan: key('plan'),
  key: 'error-rate',
  exponent: -3,
  better: 'lower',
  status: 'challenged',
  value: -5n,
  opensTs: 1_700_000_000,
  dueTs: 1_710_000_000,
  earlyValue: -9n,
  maxAgeSecs: 3_600,
  challengeSecs: 7_200,
  reachedTs: 1_705_000_000,
  observedTs: 1_704_999_000,
  panel: { attestors: sixteen(worker, null, colleague, cyd), threshold: 3 },
  challengeEndsTs: 1_705_007_200,
  retryUntilTs: 1_707_592_000,
  disputes: 1,
  disputedSeats: [2, 15],
  disputedByGuardian: true,
  milestoneCount: 7,
  attestations: [
    { seat: 0, attestor: worker, value: -5n, ...{ observedTs: 1_705_000_001, attestedTs: 1_705_000_009 }, evidenceSha256: hash(1), inThisRound: true, counted: true },
    { seat: 2, attestor: colleague, value: 2n ** 63n - 1n, ...{ observedTs: 1_704_000_000, attestedTs: 1_704_000_000 }, evidenceSha256: hash(2), inThisRound: false, counted: false },
    { seat: 15, attestor: cyd, value: -(2n ** 63n), ...{ observedTs: 1_705_000_000, attestedTs: 1_705_000_000 }, evidenceSha256: hash(3), inThisRound: true, counted: true },
  ],
  definitionSha256: hash(8),
  definitionUri: 'https://example.org/errors.md',
};

function attestationBytes(seat: number): Uint8Array {
  const said = METRIC.attestations.find((each) => each.seat === seat);
  if (said === undefined) return new Uint8Array(96);
  const { attestor, evidenceSha256, value, observedTs, attestedTs, inThisRound } = said;
  const times = [i64(observedTs), i64(attestedTs)];
  return bytes(attestor, latin1(evidenceSha256), i64(value), ...times, u32(inThisRound ? 2 : 1), u32(0));
}

type MetricBytes = Partial<{ key: string; uri: string; status: number; hasEarlyValue: number; times: number; lowerIsBetter: number }>;

/** A metric's account by hand, field by field. `times` stands for those that may be missing. */
export function metricBytes({ key: name = 'error-rate', uri = METRIC.definitionUri, ...rest }: MetricBytes = {}): Uint8Array {
  const { status = 1, hasEarlyValue = 1, times, lowerIsBetter = 1 } = rest;
  return bytes(
    '\x01metric\0',
    key('plan'),
    name.padEnd(32, '\0'),
    latin1(hash(8)),
    uri.padEnd(128, '\0'),
    i64(1_700_000_000), // opensTs
    i64(1_710_000_000), // dueTs
    i64(-9), // earlyValue
    i64(-5), // value
    i64(times ?? 1_705_000_000), // reachedTs
    i64(times ?? 1_704_999_000), // observedTs
    i64(times ?? 1_705_007_200), // challengeEndsTs
    i64(times ?? 1_707_592_000), // retryUntilTs
    u32(3_600), // maxAgeSecs
    u32(7_200), // challengeSecs
    u32(7), // milestoneCount
    u32(2), // round
    u32(2 ** 16 + 2 ** 15 + 2 ** 2), // disputedBy: the guardian, and seats 15 and 2
    u16(2 ** 15 + 1), // counted: seats 15 and 0
    u8(253), // exponent -3
    ...[lowerIsBetter, hasEarlyValue, status, 254, times === 0 ? 0 : 3].map(u8), // bump, and threshold
    '\0'.repeat(4),
    ...Array.from({ length: 16 }, (_, seat) => latin1(attestationBytes(seat))),
    ...Array.from({ length: 16 }, (_, seat) => METRIC.panel?.attestors[seat] ?? NOBODY),
  );
}

/** A milestone that is met and vests by two segments. */
export const MILESTONE: sdk.Milestone = {
  address,
  plan: key('plan'),
  grant: key('grant'),
  metric: key('metric'),
  index: 63,
  status: 'met',
  targetAmount: 1_000n,
  maxAmount: 1_500n,
  payout: 1_250n,
  claimed: 7n,
  threshold: -50n,
  target: 80n,
  maximum: 2n ** 63n - 1n,
  thresholdBps: 5_000,
  maxBps: 15_000,
  deadlineTs: 1_760_000_000,
  issuedTs: 1_700_000_000,
  metTs: 1_710_000_000,
  retainedAtIssue: 750_000_000,
  accelerationsAtIssue: 3,
  segments: [
    { amount: 250_000_000n, span: 0, steps: 1, unit: 'seconds' },
    { amount: 750_000_000n, span: 12, steps: 4, unit: 'months' },
  ],
};

/** A milestone's account by hand, field by field. */
export function milestoneBytes({ status = 1, metTs = 1_710_000_000, unit = 1 } = {}): Uint8Array {
  return bytes(
    '\x01mstone\0',
    ...[key('plan'), key('grant'), key('metric')],
    ...[1_000n, 1_500n, 1_250n, 7n].map(u64), // targetAmount, maxAmount, payout, claimed
    ...[-50n, 80n, 2n ** 63n - 1n].map(i64), // threshold, target, maximum
    ...[1_760_000_000, 1_700_000_000, metTs].map(i64), // deadlineTs, issuedTs, metTs
    u32(750_000_000), // retainedAtIssue
    ...[5_000, 15_000].map(u16), // thresholdBps, maxBps
    ...[63, status, 3, 252].map(u8), // index, status, accelerationsAtIssue, bump
    '\0'.repeat(4),
    ...[u64(250_000_000n), u32(0), u16(1), u8(0), u8(0)],
    ...[u64(750_000_000n), u32(12), u16(4), u8(unit), u8(0)],
  );
}
