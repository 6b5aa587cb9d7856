/** Promises 2, 3, 8 and 9 for milestones, from the chain's bytes and from the attestations that it accepted. */
import { addressOf } from './addresses';
import { keep } from './broken-promise';
import { at, type Call, type CallOf } from './calls';
import type { FastChain } from './chain';
import { SEATS } from './fields';
import { isEarlyResult, reaches } from './metric';
import {
  maxAmount,
  milestoneCeiling,
  type MilestoneContext,
  milestoneContexts,
  milestoneVested,
  milestoneVoidEnd,
  payout,
} from './outcome';
import { type Milestone, MILESTONE_STATUSES, type Name, type World } from './state';

/** Where a metric keeps what it comes to. */
const VALUE_AT = 256;
const REACHED_AT = 264;
const OBSERVED_AT = 272;
const ENDS_AT = 280;
const RETRY_AT = 288;
const ROUND_AT = 308;
const COUNTED_AT = 316;
const METRIC_STATUS_AT = 321;
const PANEL_THRESHOLD_AT = 323;
const FINAL = 2;
const ATTESTATIONS_AT = 328;
const ATTESTATION_SIZE = 96;
/** Behind them: who sat where when there was a result. */
const PANEL_AT = ATTESTATIONS_AT + SEATS * ATTESTATION_SIZE;
/** Where a milestone keeps its money and its status. */
const MAX_AT = 112;
const PAYOUT_AT = 120;
const CLAIMED_AT = 128;
const STATUS_AT = 193;
/** Where a grant keeps when it stops, and whether it does. */
const STOP_AT = 104;
const GRANT_STATUS_AT = 140;
const TERMINATING = 3;

type Status = Milestone['status'];

/** What may follow what, and by which instruction. */
const TRANSITIONS: Partial<Record<Status, Partial<Record<Status, Call['instruction']>>>> = {
  pending: {
    met: 'settleMilestone',
    missed: 'settleMilestone',
    expired: 'settleMilestone',
    cancelled: 'settleMilestone',
    voided: 'voidMilestone',
  },
  met: { stopped: 'settleMilestone' },
};

/** An attestation that the program took. */
interface Taken {
  readonly attestor: Name;
  readonly value: bigint;
  readonly observedTs: number;
  /** When the attestor may have seen it: now or, of the same value, before. */
  readonly seen: readonly number[];
  readonly attestedTs: number;
}

/** The same as it stands in a metric's account. */
interface Counted extends Omit<Taken, 'attestor' | 'seen'> {
  readonly attestor: Buffer;
}

export class MeasurePromises {
  /** By metric, since its last dispute. */
  private readonly taken = new Map<Name, Taken[]>();
  /** When somebody saw which value of a metric, as they said. */
  private readonly seen = new Map<string, number[]>();
  /** Metrics whose value was challenged, or final, when they were last looked at. */
  private readonly challenged = new Set<Name>();
  private readonly results = new Map<Name, string>();
  /** Who decides a metric that has a result, and the last second in which it can be confirmed, if it has to be. */
  private readonly panels = new Map<Name, { readonly seats: string; readonly lastTs: number }>();
  private readonly statuses = new Map<Name, Status>();
  private readonly vestedSoFar = new Map<Name, bigint>();

  constructor(
    private readonly world: World,
    private readonly chain: FastChain,
  ) {}

  private data(name: Name): Buffer {
    return this.chain.seen.get(name)?.data ?? Buffer.alloc(0);
  }

  /** What the milestones of a plan can still be paid. */
  owing(plan: Name): bigint {
    const all = milestoneContexts(this.world).filter(({ milestone }) => milestone.plan === plan);
    return all.reduce((sum, context) => sum + this.owingOf(context), 0n);
  }

  private owingOf({ milestone, grant, plan }: MilestoneContext): bigint {
    const data = this.data(milestone.name);
    const claimed = data.readBigUInt64LE(CLAIMED_AT);
    switch (statusOf(data)) {
      case 'pending':
        return data.readBigUInt64LE(MAX_AT);
      case 'met':
        return data.readBigUInt64LE(PAYOUT_AT) - claimed;
      case 'stopped':
        return milestoneVested(milestone, grant, plan, this.world.now) - claimed;
      case 'missed':
      case 'expired':
      case 'cancelled':
      case 'voided':
        return 0n;
    }
  }

  /** After an accepted call, or after time moved. */
  check(call: Call | undefined): void {
    if (call?.instruction === 'attestMetric') this.take(call);
    if (call?.instruction === 'disputeMetric') this.taken.delete(at(call, 'metric'));
    const metric = call?.accounts['metric'];
    if (call !== undefined && metric !== undefined && this.world.metrics.has(metric)) this.checkMetric(metric, call);
    const closed = call?.instruction === 'closeMilestone' ? at(call, 'milestone') : '';
    this.statuses.delete(closed);
    this.vestedSoFar.delete(closed);
    if (call?.instruction === 'voidMilestone') this.checkVoid(at(call, 'milestone'));
    for (const { name, grant } of this.world.milestones.values()) {
      keep(9, this.world.grants.has(grant), () => `${name} outlives its grant`);
    }
    for (const context of milestoneContexts(this.world)) this.checkMilestone(context, call);
  }

  private take(call: CallOf<'attestMetric'>): void {
    const [metric, attestor] = [at(call, 'metric'), at(call, 'attestor')];
    const { value, observedTs } = call.args;
    // Who says the same again, of a result that was there, confirms what they saw first: any early value is the same.
    const { definition } = this.world.metrics.get(metric) ?? {};
    const isEarly = definition !== undefined && isEarlyResult(definition, value);
    const key = [metric, attestor, isEarly ? 'early' : value].join(' ');
    const seen = [observedTs, ...(this.panels.has(metric) ? (this.seen.get(key) ?? []) : [])];
    this.seen.set(key, [...(this.seen.get(key) ?? []), observedTs]);
    const said = { attestor, value, observedTs, seen, attestedTs: this.world.now };
    this.taken.set(metric, [...(this.taken.get(metric) ?? []), said]);
  }

  /** What a metric counts was attested in this round, fresh, by enough different attestors; its value is their median. */
  private checkMetric(name: Name, call: Call): void {
    const data = this.data(name);
    this.checkPanel(name);
    const status = data.readUInt8(METRIC_STATUS_AT);
    const began = status !== 0 && !this.challenged.has(name);
    if (status === 0) this.challenged.delete(name);
    else this.challenged.add(name);
    if (status === 0) return;
    const taken = this.taken.get(name) ?? [];
    const counted = countedIn(data);
    const said = counted.flatMap((one) => taken.filter((other) => isSame(one, other)).slice(0, 1));
    const distinct = new Set(said.map(({ attestor }) => attestor)).size;
    keep(8, said.length === counted.length, () => `${name} counts ${counted.length}, attested were ${said.length}`);
    keep(8, distinct === said.length, () => `${name} counts somebody twice`);
    const value = data.readBigInt64LE(VALUE_AT);
    const lowerIsBetter = this.world.metrics.get(name)?.definition.lowerIsBetter === true;
    const reach = said.filter((one) => reaches(one.value, value, lowerIsBetter)).length;
    const beat = said.filter((one) => one.value !== value && reaches(one.value, value, lowerIsBetter)).length;
    const middle = 2 * reach > said.length && 2 * beat <= said.length;
    keep(8, middle, () => `${name} comes to ${value}, which is not the median`);
    // While a challenge runs, only what came in now has to be fresh.
    const incoming = began ? said : said.filter((one) => one === taken.at(-1));
    if (call.instruction === 'attestMetric') this.checkFresh(name, incoming);
    if (began) this.checkEnough(name, said.length);
    if (status === FINAL) this.checkFinal(name, data);
  }

  /** As seen now; where a result waits to be confirmed, as seen when it was there. */
  private checkFresh(name: Name, said: readonly Taken[]): void {
    const { now, metrics } = this.world;
    const { maxAgeSecs = 0, opensTs = 0 } = metrics.get(name)?.definition ?? {};
    const oldest = Math.max(opensTs, Number(this.data(name).readBigInt64LE(REACHED_AT)) - maxAgeSecs);
    const stale = said.find(({ observedTs }) => observedTs < oldest || observedTs > now);
    keep(8, stale === undefined, () => `${name} counts what ${stale?.attestor} observed at ${stale?.observedTs}`);
  }

  /** Enough of those who sat when there was a result first: they stay until the metric is final. */
  private checkEnough(name: Name, count: number): void {
    const data = this.data(name);
    const seats = Array.from({ length: SEATS }, (_, seat) =>
      data.subarray(PANEL_AT + 32 * seat, PANEL_AT + 32 * seat + 32),
    );
    const taken = seats.filter((seat) => seat.some((byte) => byte !== 0)).length;
    const disputed = data.readUInt32LE(ROUND_AT) > 1;
    const majority = disputed ? Math.floor(taken / 2) + 1 : 2;
    const least = Math.max(majority, data.readUInt8(PANEL_THRESHOLD_AT));
    keep(8, count >= least, () => `${name} is decided by ${count} of ${least}`);
  }

  /** Who decides a metric does not change while it has a result that is not final. */
  private checkPanel(name: Name): void {
    const data = this.data(name);
    const panel = data.readUInt8(PANEL_THRESHOLD_AT) === 0 ? undefined : data.subarray(PANEL_AT).toString('hex');
    const reached = data.readBigInt64LE(REACHED_AT) !== 0n;
    keep(8, reached === (panel !== undefined), () => `${name} has a result and no panel, or the reverse`);
    const before = this.panels.get(name);
    const held = before !== undefined && panel !== undefined && this.world.now <= before.lastTs;
    keep(8, !held || before.seats === panel, () => `other seats decide ${name} than when it had a result`);
    const lastTs = data.readUInt8(METRIC_STATUS_AT) === 0 ? Number(data.readBigInt64LE(RETRY_AT)) : Infinity;
    if (panel === undefined) this.panels.delete(name);
    else this.panels.set(name, { seats: panel, lastTs });
  }

  /** What is final was open to dispute until now and never changes again. */
  private checkFinal(name: Name, data: Buffer): void {
    const ends = Number(data.readBigInt64LE(ENDS_AT));
    keep(8, this.world.now >= ends, () => `${name} is final before ${ends}`);
    const result = data.subarray(VALUE_AT, ENDS_AT + 8).toString('hex') + String(data.readUInt16LE(COUNTED_AT));
    keep(8, (this.results.get(name) ?? result) === result, () => `${name} was final and changed`);
    this.results.set(name, result);
  }

  /** Voiding is possible only while nothing can be claimed. */
  private checkVoid(name: Name): void {
    const milestone = this.world.milestones.get(name);
    const plan = this.world.plans.get(milestone?.plan ?? '');
    const ends = milestone === undefined || plan === undefined ? 0 : milestoneVoidEnd(milestone, plan);
    const claimed = this.data(name).readBigUInt64LE(CLAIMED_AT);
    keep(6, claimed === 0n && this.world.now < ends, () => `${name} was voided although it pays`);
    this.vestedSoFar.delete(name);
  }

  private checkMilestone(context: MilestoneContext, call: Call | undefined): void {
    const { milestone, grant, plan } = context;
    const { name, targetAmount, curve } = milestone;
    const data = this.data(name);
    const [before, status] = [this.statuses.get(name) ?? 'pending', statusOf(data)];
    if (before !== status) {
      const by = TRANSITIONS[before]?.[status];
      keep(8, by !== undefined && by === call?.instruction, () => `${name} turned from ${before} to ${status}`);
      if (before === 'pending' && status !== 'voided') this.checkVerdict(context, data, status);
      this.statuses.set(name, status);
    }
    const [claimed, whole] = [data.readBigUInt64LE(CLAIMED_AT), data.readBigUInt64LE(PAYOUT_AT)];
    const most = milestoneCeiling(milestone, grant, plan, this.world.now);
    const reached = milestoneVested(milestone, grant, plan, this.world.now);
    const ordered = claimed <= most && most <= reached && reached <= whole && whole <= maxAmount(targetAmount, curve);
    keep(3, ordered, () => `${name}: claimed ${claimed} <= ${most} <= ${reached} <= ${whole}`);
    const last = this.vestedSoFar.get(name) ?? 0n;
    keep(3, reached >= last, () => `${name} had vested ${last}, now ${reached}`);
    this.vestedSoFar.set(name, reached);
  }

  /** A result that was there in time, before the grant stopped, pays by the curve; nothing else does. */
  private checkVerdict({ milestone, metric, grant, plan }: MilestoneContext, data: Buffer, status: Status): void {
    const { name, deadlineTs, targetAmount, curve } = milestone;
    const measured = this.data(metric.name);
    const value = measured.readBigInt64LE(VALUE_AT);
    const metricStatus = measured.readUInt8(METRIC_STATUS_AT);
    const final = metricStatus === FINAL;
    const reachedTs = Number(measured.readBigInt64LE(REACHED_AT));
    const observedTs = Number(measured.readBigInt64LE(OBSERVED_AT));
    const granted = this.data(grant.name);
    const stops = granted.readUInt8(GRANT_STATUS_AT) >= TERMINATING;
    const stopTs = stops ? Number(granted.readBigInt64LE(STOP_AT)) : Infinity;
    /** Whether it was so, and enough had said so, by then; as long as the metric is not final, whether that can still be. */
    const thereBy = (ts: number): boolean => reachedTs !== 0 && reachedTs <= ts && (!final || observedTs <= ts);
    const inTime = thereBy(deadlineTs) && thereBy(stopTs);
    const due = final && inTime ? payout(targetAmount, curve, metric.definition.lowerIsBetter, value) : 0n;
    const paid = data.readBigUInt64LE(PAYOUT_AT);
    keep(8, paid === due, () => `${name} pays ${paid} for ${value}, which is worth ${due}`);
    keep(8, (status === 'met') === due > 0n, () => `${name} is ${status} and pays ${due}`);
    // Nobody is told "you had left" or "too late" while the result can still come, or was there.
    const { now } = this.world;
    const unconfirmed = metricStatus === 0 && now > Number(measured.readBigInt64LE(RETRY_AT));
    const left = now > stopTs && (!thereBy(stopTs) || unconfirmed);
    const late = now > deadlineTs && (!thereBy(deadlineTs) || unconfirmed);
    keep(8, status !== 'cancelled' || left, () => `${name} is cancelled at ${now}`);
    keep(8, status !== 'expired' || late, () => `${name} expires at ${now}`);
    keep(6, now >= milestoneVoidEnd(milestone, plan), () => `${name} is settled while it can be voided`);
  }
}

function isSame(counted: Counted, taken: Taken): boolean {
  const { attestor, value, observedTs, attestedTs } = counted;
  const same = taken.value === value && taken.seen.includes(observedTs) && taken.attestedTs === attestedTs;
  return same && attestor.equals(addressOf(taken.attestor).bytes);
}

function statusOf(data: Buffer): Status {
  return MILESTONE_STATUSES[data.readUInt8(STATUS_AT)] ?? 'pending';
}

/** The attestations that a metric's account says are counted. */
function countedIn(data: Buffer): Counted[] {
  const counted = data.readUInt16LE(COUNTED_AT);
  return Array.from({ length: 16 }, (_, seat) => seat)
    .filter((seat) => (counted >> seat) % 2 === 1)
    .map((seat) => {
      const from = ATTESTATIONS_AT + seat * ATTESTATION_SIZE;
      return {
        attestor: data.subarray(from, from + 32),
        value: data.readBigInt64LE(from + 64),
        observedTs: Number(data.readBigInt64LE(from + 72)),
        attestedTs: Number(data.readBigInt64LE(from + 80)),
      };
    });
}
