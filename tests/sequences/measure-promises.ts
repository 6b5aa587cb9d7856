/** Promises 2, 3, 8 and 9 for milestones, from the chain's bytes and from the attestations that it accepted. */
import { at, type Call, type CallOf } from './calls';
import { keep } from './broken-promise';
import type { FastChain } from './chain';
import {
  maxAmount, milestoneCeiling, milestoneVested, milestoneVoidEnd, payout, reaches, type Tranche, tranches,
} from './outcome';
import { place } from './places';
import { MILESTONE_STATUSES, type Milestone, type Name, NOBODY, type World } from './state';

/** Where a metric keeps what it comes to. */
const VALUE_AT = 256;
const REACHED_AT = 264;
const ENDS_AT = 272;
const RETRY_AT = 280;
const ROUND_AT = 300;
const COUNTED_AT = 308;
const METRIC_STATUS_AT = 313;
const FINAL = 2;
const ATTESTATIONS_AT = 320;
const ATTESTATION_SIZE = 96;
/** Where an oracle set keeps how many decide. */
const THRESHOLD_AT = 1_072;
/** Where a milestone keeps its money and its status. */
const MAX_AT = 112;
const PAYOUT_AT = 120;
const CLAIMED_AT = 128;
const STATUS_AT = 193;
/** Where a grant keeps when it stops, and whether it does. */
const STOP_AT = 112;
const GRANT_STATUS_AT = 140;
const TERMINATING = 3;

type Status = Milestone['status'];

/** What may follow what, and by which instruction. */
const TRANSITIONS: Partial<Record<Status, Partial<Record<Status, Call['instruction']>>>> = {
  pending: {
    met: 'settleMilestone', missed: 'settleMilestone', expired: 'settleMilestone', cancelled: 'settleMilestone',
    voided: 'voidMilestone',
  },
  met: { stopped: 'settleMilestone', voided: 'voidMilestone' },
};

/** An attestation that the program took. */
interface Taken {
  readonly attestor: Name;
  readonly value: bigint;
  readonly observedTs: number;
  readonly attestedTs: number;
}

/** The same as it stands in a metric's account. */
interface Counted extends Omit<Taken, 'attestor'> {
  readonly attestor: Buffer;
}

export class MeasurePromises {
  /** By metric, since its last dispute. */
  private readonly taken = new Map<Name, Taken[]>();
  /** Metrics whose value was challenged, or final, when they were last looked at. */
  private readonly challenged = new Set<Name>();
  private readonly results = new Map<Name, string>();
  private readonly statuses = new Map<Name, Status>();
  private readonly vestedSoFar = new Map<Name, bigint>();

  constructor(private readonly world: World, private readonly chain: FastChain) {}

  private data(name: Name): Buffer {
    return this.chain.seen.get(name)?.data ?? Buffer.alloc(0);
  }

  /** What the milestones of a plan can still be paid. */
  owing(plan: Name): bigint {
    const all = tranches(this.world).filter(({ milestone }) => milestone.plan === plan);
    return all.reduce((sum, tranche) => sum + this.owingOf(tranche), 0n);
  }

  private owingOf({ milestone, grant, plan }: Tranche): bigint {
    const data = this.data(milestone.name);
    const claimed = data.readBigUInt64LE(CLAIMED_AT);
    switch (statusOf(data)) {
      case 'pending':
        return data.readBigUInt64LE(MAX_AT);
      case 'met':
        return data.readBigUInt64LE(PAYOUT_AT) - claimed;
      case 'stopped':
        return milestoneVested(milestone, grant, plan, this.world.now) - claimed;
      case 'missed': case 'expired': case 'cancelled': case 'voided':
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
    for (const tranche of tranches(this.world)) this.checkMilestone(tranche, call);
  }

  private take(call: CallOf<'attestMetric'>): void {
    const metric = at(call, 'metric');
    const { value, observedTs } = call.args;
    const said = { attestor: at(call, 'attestor'), value, observedTs, attestedTs: this.world.now };
    this.taken.set(metric, [...(this.taken.get(metric) ?? []), said]);
  }

  /** What a metric counts was attested in this round, fresh, by enough different attestors; its value is their median. */
  private checkMetric(name: Name, call: Call): void {
    const data = this.data(name);
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
    // While a challenge runs, only what came in now has to be fresh now.
    const incoming = began ? said : said.filter((one) => one === taken.at(-1));
    if (call.instruction === 'attestMetric') this.checkFresh(name, incoming);
    if (began) this.checkEnough(name, at(call, 'oracleSet'), said.length);
    if (status === FINAL) this.checkFinal(name, data);
  }

  private checkFresh(name: Name, said: readonly Taken[]): void {
    const { now, metrics } = this.world;
    const { maxAgeSecs = 0, opensTs = 0 } = metrics.get(name)?.definition ?? {};
    const oldest = Math.max(opensTs, now - maxAgeSecs);
    const stale = said.find(({ observedTs }) => observedTs < oldest || observedTs > now);
    keep(8, stale === undefined, () => `${name} counts what ${stale?.attestor} observed at ${stale?.observedTs}`);
  }

  private checkEnough(name: Name, oracleSet: Name, count: number): void {
    const seats = this.world.oracleSets.get(oracleSet)?.seats.attestors ?? [];
    const disputed = this.data(name).readUInt32LE(ROUND_AT) > 1;
    const majority = disputed ? Math.floor(seats.filter((one) => one !== NOBODY).length / 2) + 1 : 2;
    const least = Math.max(majority, this.data(oracleSet).readUInt8(THRESHOLD_AT));
    keep(8, count >= least, () => `${name} is decided by ${count} of ${least}`);
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

  private checkMilestone(tranche: Tranche, call: Call | undefined): void {
    const { milestone, grant, plan } = tranche;
    const { name, targetAmount, curve } = milestone;
    const data = this.data(name);
    const [before, status] = [this.statuses.get(name) ?? 'pending', statusOf(data)];
    if (before !== status) {
      const by = TRANSITIONS[before]?.[status];
      keep(8, by !== undefined && by === call?.instruction, () => `${name} turned from ${before} to ${status}`);
      if (before === 'pending' && status !== 'voided') this.checkVerdict(tranche, data, status);
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
  private checkVerdict({ milestone, metric, grant }: Tranche, data: Buffer, status: Status): void {
    const { name, deadlineTs, targetAmount, curve } = milestone;
    const measured = this.data(metric.name);
    const value = measured.readBigInt64LE(VALUE_AT);
    const metricStatus = measured.readUInt8(METRIC_STATUS_AT);
    const final = metricStatus === FINAL;
    const reachedTs = Number(measured.readBigInt64LE(REACHED_AT));
    const granted = this.data(grant.name);
    const stops = granted.readUInt8(GRANT_STATUS_AT) >= TERMINATING;
    const stopTs = stops ? Number(granted.readBigInt64LE(STOP_AT)) : Infinity;
    const inTime = reachedTs !== 0 && reachedTs <= deadlineTs && reachedTs <= stopTs;
    const due = final && inTime ? payout(targetAmount, curve, metric.definition.lowerIsBetter, value) : 0n;
    const paid = data.readBigUInt64LE(PAYOUT_AT);
    keep(8, paid === due, () => `${name} pays ${paid} for ${value}, which is worth ${due}`);
    keep(8, (status === 'met') === due > 0n, () => `${name} is ${status} and pays ${due}`);
    // Nobody is told "you had left" or "too late" while the result can still come, or was there.
    const { now } = this.world;
    const left = now > stopTs && !(reachedTs !== 0 && reachedTs <= stopTs);
    const open = metricStatus === 0 && now > Number(measured.readBigInt64LE(RETRY_AT));
    const late = now > deadlineTs && (open || (final && reachedTs > deadlineTs));
    keep(8, status !== 'cancelled' || left, () => `${name} is cancelled at ${now}`);
    keep(8, status !== 'expired' || late, () => `${name} expires at ${now}`);
  }
}

function isSame(counted: Counted, taken: Taken): boolean {
  const { attestor, value, observedTs, attestedTs } = counted;
  const same = taken.value === value && taken.observedTs === observedTs && taken.attestedTs === attestedTs;
  return same && attestor.equals(place(taken.attestor).bytes);
}

function statusOf(data: Buffer): Status {
  return MILESTONE_STATUSES[data.readUInt8(STATUS_AT)] ?? 'pending';
}

/** The attestations that a metric's account says are counted. */
function countedIn(data: Buffer): Counted[] {
  const counted = data.readUInt16LE(COUNTED_AT);
  return Array.from({ length: 16 }, (_, seat) => seat).filter((seat) => (counted >> seat) % 2 === 1).map((seat) => {
    const from = ATTESTATIONS_AT + seat * ATTESTATION_SIZE;
    return {
      attestor: data.subarray(from, from + 32),
      value: data.readBigInt64LE(from + 64),
      observedTs: Number(data.readBigInt64LE(from + 72)),
      attestedTs: Number(data.readBigInt64LE(from + 80)),
    };
  });
}
