/** The bytes that the program's accounts must have, from the model. */
import { TERMS_SHA256 } from './calls';
import { openPause, pausedBy } from './entitlement';
import { place } from './places';
import type { Segment } from './schedule';
import { type Grant, type Name, type Plan, ROLES, type Tombstone, type Transfer, TRANSFER_RULES, type World } from './state';

export const TOMBSTONE_SIZE = 48;
export const TRANSFER_SIZE = 176;
export const PLAN_SIZE = 1088;

/** Bytes of a grant's account with so many segments. */
export function grantSize(segments: number): number {
  return 144 + 16 * segments;
}

/** Writes fields one after the other, little-endian. */
class Fields {
  readonly bytes: Buffer;
  private at = 0;

  constructor(size: number, kind: string) {
    this.bytes = Buffer.alloc(size);
    this.bytes[0] = 1;
    this.bytes.write(kind, 1, 'latin1');
    this.at = 8;
  }
  u64(...values: bigint[]): this {
    for (const value of values) this.at = this.bytes.writeBigUInt64LE(value, this.at);
    return this;
  }
  time(...values: number[]): this {
    for (const value of values) this.at = this.bytes.writeBigInt64LE(BigInt(value), this.at);
    return this;
  }
  u32(...values: number[]): this {
    for (const value of values) this.at = this.bytes.writeUInt32LE(value, this.at);
    return this;
  }
  u16(...values: number[]): this {
    for (const value of values) this.at = this.bytes.writeUInt16LE(value, this.at);
    return this;
  }
  u8(...values: number[]): this {
    for (const value of values) this.at = this.bytes.writeUInt8(value, this.at);
    return this;
  }
  keys(...names: Name[]): this {
    for (const name of names) this.raw(place(name).bytes);
    return this;
  }
  raw(bytes: Uint8Array): this {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }
  segments(segments: readonly Segment[]): this {
    for (const { amount, span, steps, months } of segments) this.u64(amount).u32(span).u16(steps).u8(months ? 1 : 0, 0);
    return this;
  }
  skip(bytes: number): this {
    this.at += bytes;
    return this;
  }
}

/** The ring of what the operator issued in the last seven blocks, and the last block. */
function operatorRing(plan: Plan): bigint[] {
  const last = plan.operatorIssues.at(-1)?.block ?? 0;
  const ring = new Array<bigint>(7).fill(0n);
  for (const { block, amount } of plan.operatorIssues) {
    if (block > last - 7) ring[block % 7] = (ring[block % 7] ?? 0n) + amount;
  }
  return [...ring, BigInt(last)];
}

export function planBytes(plan: Plan): Buffer {
  const { policy, unlock, releases } = plan;
  const fields = new Fields(PLAN_SIZE, 'plan');
  fields.u64(plan.planId).keys(plan.creator, plan.mint, plan.tokenProgram, plan.vault, plan.authority);
  fields.keys(plan.pendingAuthority, ...ROLES.map((role) => plan.roles[role]), plan.rentRecipient);
  fields.u64(plan.reserved, plan.withheld, plan.allocated, plan.claimed, plan.forfeited);
  fields.u64(policy.issueCap, policy.operatorCap, ...operatorRing(plan));
  fields.time(plan.claimsPausedUntil, unlock?.startTs ?? 0);
  const unlockSegments = unlock?.segments ?? [];
  fields.segments(unlockSegments).skip(16 * (8 - unlockSegments.length));
  for (const { ts, keep } of releases) fields.time(ts).u32(Number(keep), 0);
  fields.skip(16 * (16 - releases.length));
  fields.u32(policy.noticeSecs, policy.maxPauseSecs, policy.voidSecs, policy.acceptedRisks, plan.grants, plan.tombstones);
  fields.u16(policy.goodLeaverBps, policy.maxWithholdingBps);
  fields.u8(policy.cancellable ? 1 : 0, TRANSFER_RULES.indexOf(policy.transferRule), plan.sealed ? 1 : 0);
  fields.u8(place(plan.name).bump, unlockSegments.length, releases.length, 6).skip(5);
  return fields.raw(TERMS_SHA256).raw(Buffer.from(policy.termsUri)).bytes;
}

export function grantBytes(grant: Grant): Buffer {
  const pause = openPause(grant);
  const [status, statusTs] = statusOf(grant);
  const ended = grant.pauses.filter(({ endedAt }) => endedAt !== undefined);
  const secs = (pauses: typeof ended): number => pauses.reduce((sum, one) => sum + pausedBy(one, Infinity), 0);
  const fields = new Fields(grantSize(grant.segments.length), 'grant');
  fields.u64(grant.id).keys(grant.plan, grant.beneficiary).u64(grant.total, grant.claimed);
  fields.time(grant.startTs, grant.issuedTs, statusTs);
  fields.u32(Number(grant.keep), secs(ended), secs(ended.filter(({ consent }) => !consent)), pause?.limit ?? 0);
  fields.u16(grant.withholdingBps, Number(grant.withheldParts % 10_000n));
  fields.u8(status, grant.autoClaim ? 0 : 1, grant.releasesAtIssue, place(grant.name).bump);
  return fields.segments(grant.segments).bytes;
}

function statusOf(grant: Grant): [number, number] {
  if (grant.stopTs !== undefined) return [grant.settled ? 4 : 3, grant.stopTs];
  const pause = openPause(grant);
  return pause === undefined ? [0, 0] : [pause.consent ? 1 : 2, pause.from];
}

function tombstoneBytes({ plan, id }: Tombstone): Buffer {
  return new Fields(TOMBSTONE_SIZE, 'tombstn').u64(id).keys(plan).bytes;
}

function transferBytes({ plan, grant, proposer, from, to, readyTs }: Transfer): Buffer {
  const fields = new Fields(TRANSFER_SIZE, 'transfr').keys(plan, grant, proposer, from, to);
  return fields.u64(readyTs === undefined ? 2n ** 63n - 1n : BigInt(readyTs)).bytes;
}

/** The data of an account of this program; undefined where the model knows none. */
export function expectedBytes(world: World, name: Name): Buffer | undefined {
  const plan = world.plans.get(name);
  if (plan !== undefined) return planBytes(plan);
  const grant = world.grants.get(name);
  if (grant !== undefined) return grantBytes(grant);
  const tombstone = world.tombstones.get(name);
  if (tombstone !== undefined) return tombstoneBytes(tombstone);
  const transfer = world.transfers.get(name);
  if (transfer !== undefined) return transferBytes(transfer);
  return world.closedPlans.has(name) ? new Fields(8, 'closed').bytes : undefined;
}
