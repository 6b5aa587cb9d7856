/** The design's promises, checked on what the chain holds after every call. */
import { governanceName } from './addresses';
import { keep } from './broken-promise';
import { at, type Call } from './calls';
import type { FastChain, Stored } from './chain';
import { ceiling, operatorIssued, owed, vested, voidEnd } from './entitlement';
import { COLLECTED_OFFSET, readToken, withheldFees } from './genesis';
import { MeasurePromises } from './measure-promises';
import { type Grant, type Name, type Plan, roleAt, type TokenAccount, type World } from './state';
import { VotePromises } from './vote-promises';

const DAY = 86_400;
const PAUSE_LIMIT = 72 * 3_600;
/** Where a plan keeps its totals, and a grant its claims. */
const RESERVED_AT = 8 + 8 + 13 * 32;
const RESERVED_BY_MILESTONES_AT = RESERVED_AT + 8;
const WITHHELD_AT = RESERVED_AT + 16;
const PAUSED_UNTIL_AT = RESERVED_AT + 6 * 8 + 4 * 8 + 8 * 8 + 9 * 8;
const TOTAL_AT = 8 + 8 + 64;
const CLAIMED_AT = TOTAL_AT + 8;
/** First bytes of what must not live twice. */
const LIVING = ['grant', 'metric', 'mstone', 'oracles', 'govern'].map((kind) => `\x01${kind}`.padEnd(8, '\x00'));

/** What ends an account for good, and where it stands. */
const BURIALS: Partial<Record<Call['instruction'], string>> = {
  closeGrant: 'grant',
  voidGrant: 'grant',
  closeMilestone: 'milestone',
  closeMetric: 'metric',
  closeOracleSet: 'oracleSet',
  closeGovernance: 'governance',
};

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The same before and after a call: what moved is judged by who was who before. */
export interface Before {
  readonly tokens: ReadonlyMap<Name, TokenAccount>;
  readonly beneficiary: Name | undefined;
  readonly payroll: Name | undefined;
  readonly authority: Name | undefined;
  readonly withheld: bigint;
  readonly surplus: bigint;
  readonly deposit: bigint;
}

export class Promises {
  private readonly vestedSoFar = new Map<Name, bigint>();
  private readonly announced = new Map<Name, bigint>();
  private readonly buried = new Set<Name>();
  private readonly blocked = new Map<Name, Interval[]>();
  private readonly pausedUntil = new Map<Name, number>();
  private readonly measured: MeasurePromises;
  private readonly voted: VotePromises;
  private lastTs = 0;

  constructor(
    private readonly world: World,
    private readonly chain: FastChain,
  ) {
    this.measured = new MeasurePromises(world, chain);
    this.voted = new VotePromises(world, chain);
  }

  /** What matters of the world before a call. */
  before(call: Call | undefined): Before {
    const { tokens, plans, grants } = this.world;
    const plan = call && plans.get(call.accounts['plan'] ?? '');
    const grant = call && grants.get(call.accounts['grant'] ?? '');
    const touched = call === undefined ? [] : Object.values(call.accounts);
    const copies = touched.flatMap((name): [Name, TokenAccount][] => {
      const account = tokens.get(name);
      return account === undefined ? [] : [[name, { ...account }]];
    });
    const surplus = plan === undefined ? 0n : this.amount(plan.vault) - plan.reserved - plan.withheld;
    return {
      tokens: new Map(copies),
      beneficiary: grant?.beneficiary,
      payroll: plan && roleAt(plan, 'payroll', this.world.now),
      authority: plan?.authority,
      withheld: plan?.withheld ?? 0n,
      surplus,
      deposit: this.world.deposits.get(call?.accounts['deposit'] ?? '')?.amount ?? 0n,
    };
  }

  private data(name: Name): Buffer {
    return this.chain.seen.get(name)?.data ?? Buffer.alloc(0);
  }

  private amount(token: Name): bigint {
    const data = this.data(token);
    return data.length < 72 ? 0n : data.readBigUInt64LE(64);
  }

  /** After an accepted call, or after time moved. */
  check(call: Call | undefined, before: Before): void {
    for (const plan of this.world.plans.values()) this.checkPlan(plan);
    for (const grant of this.world.grants.values()) {
      const plan = this.world.plans.get(grant.plan);
      keep(9, plan !== undefined, () => `${grant.name} outlives its plan`);
      if (plan !== undefined) this.checkGrant(grant, plan);
    }
    this.measured.check(call);
    this.voted.check(call);
    if (call !== undefined) {
      this.checkCall(call, before);
      this.checkTokens(call, before);
    }
    this.lastTs = this.world.now;
  }

  private checkPlan(plan: Plan): void {
    const data = this.data(plan.name);
    const [reserved, withheld] = [data.readBigUInt64LE(RESERVED_AT), data.readBigUInt64LE(WITHHELD_AT)];
    const held = this.amount(plan.vault);
    keep(
      1,
      held >= reserved + withheld,
      () => `${plan.vault} holds ${held} of ${reserved} + ${withheld} owed by ${plan.name}`,
    );
    const grants = this.world.grantsOf(plan.name);
    const measured = this.measured.owing(plan.name);
    const booked = data.readBigUInt64LE(RESERVED_BY_MILESTONES_AT);
    keep(
      2,
      booked === measured,
      () => `${plan.name} reserves ${booked} for its milestones, which can be paid ${measured}`,
    );
    const owing = grants.reduce((sum, grant) => sum + this.owing(grant, plan), measured);
    keep(
      2,
      reserved === owing,
      () => `${plan.name} reserves ${reserved}, its grants and milestones can be paid ${owing}`,
    );
    this.checkBlocking(plan, Number(data.readBigInt64LE(PAUSED_UNTIL_AT)));
    const issued = operatorIssued(plan, this.world.now);
    keep(4, issued <= plan.policy.operatorCap, () => `the operator issued ${issued} in a day`);
  }

  /** What a grant can still be paid: its total as it stands in the chain, or what vested until it was settled. */
  private owing(grant: Grant, plan: Plan): bigint {
    const data = this.data(grant.name);
    if (grant.settled) return owed(grant, plan, this.world.now);
    return data.readBigUInt64LE(TOTAL_AT) - data.readBigUInt64LE(CLAIMED_AT);
  }

  private checkGrant(grant: Grant, plan: Plan): void {
    const { now } = this.world;
    const claimed = this.data(grant.name).readBigUInt64LE(CLAIMED_AT);
    const most = ceiling(grant, plan, now);
    const reached = vested(grant, plan, now);
    const { name, total } = grant;
    keep(
      3,
      claimed <= most && most <= reached && reached <= total,
      () => `${name}: claimed ${claimed} <= ${most} <= ${reached} <= ${total}`,
    );
    const last = this.vestedSoFar.get(name) ?? 0n;
    keep(3, reached >= last, () => `${name} had vested ${last}, now ${reached}`);
    const promised = this.announced.get(name) ?? 0n;
    keep(
      6,
      reached >= promised,
      () => `${name} had vested ${promised} when its termination was announced, now ${reached}`,
    );
    this.vestedSoFar.set(name, reached);
  }

  /** Promise 5, from the chain's own word for how long claims are paused, at every moment that anybody looked. */
  private checkBlocking(plan: Plan, until: number): void {
    const { now } = this.world;
    const intervals = this.blocked.get(plan.name) ?? [];
    const before = this.pausedUntil.get(plan.name) ?? 0;
    if (before > this.lastTs) intervals.push({ from: this.lastTs, to: Math.min(before, now) });
    this.blocked.set(plan.name, intervals);
    this.pausedUntil.set(plan.name, until);
    if (until === before && before <= this.lastTs) return;
    const all = until > now ? [...intervals, { from: now, to: until }] : intervals;
    for (const { from, to } of all) {
      for (const start of [from, to - 7 * DAY]) {
        const overlap = (one: Interval): number =>
          Math.max(0, Math.min(one.to, start + 7 * DAY) - Math.max(one.from, start));
        const blocked = all.reduce((sum, one) => sum + overlap(one), 0);
        keep(
          5,
          blocked <= PAUSE_LIMIT,
          () => `claims of ${plan.name} stand still ${blocked} s in the week from ${start}`,
        );
      }
    }
  }

  private checkCall(call: Call, before: Before): void {
    const name = call.accounts['grant'] ?? '';
    if (call.instruction === 'terminateGrant') this.announced.set(name, this.vestedSoFar.get(name) ?? 0n);
    if (call.instruction === 'withdrawTermination') this.announced.delete(name);
    const slot = BURIALS[call.instruction];
    if (slot !== undefined) this.buried.add(at(call, slot));
    if (slot === 'grant') this.vestedSoFar.delete(name);
    for (const touched of [...Object.values(call.accounts), ...(call.remaining ?? [])]) {
      const lives = LIVING.includes(this.data(touched).toString('latin1', 0, 8));
      keep(9, !(lives && this.buried.has(touched)), () => `${touched} lives a second time`);
    }
    keep(4, before.surplus >= 0n, () => 'a surplus is below zero');
  }

  /** Promise 4, and that tokens neither come from nothing nor go there. */
  private checkTokens(call: Call, before: Before): void {
    const allowed: Partial<Record<Call['instruction'], { owner: Name | undefined; most: bigint }>> = {
      claim: { owner: before.beneficiary, most: 2n ** 64n },
      claimMilestone: { owner: before.beneficiary, most: 2n ** 64n },
      collectWithheld: { owner: before.payroll, most: before.withheld },
      withdrawSurplus: { owner: before.authority, most: before.surplus },
      closePlan: { owner: before.authority, most: before.surplus },
      withdrawVotes: { owner: call.accounts['owner'], most: before.deposit },
      closeGovernance: { owner: call.accounts['plan'], most: 2n ** 64n },
    };
    const moved = new Set<Name>();
    for (const [name, old] of before.tokens) {
      const now = readToken(name, this.chain.seen.get(name) ?? null);
      if (now?.amount !== old.amount || now.fees !== old.fees) moved.add(old.mint);
      const lost = old.amount - (now?.amount ?? 0n);
      if (!this.vaults().has(old.owner) || lost <= 0n) continue;
      const to = before.tokens.get(call.accounts['destination'] ?? at(call, 'planVault'));
      const ofVotes = ['withdrawVotes', 'closeGovernance'].includes(call.instruction);
      const rule = ofVotes === (old.owner === call.accounts['governance']) ? allowed[call.instruction] : undefined;
      keep(4, rule !== undefined, () => `${call.instruction} took ${lost} out of ${name}`);
      keep(4, rule?.owner === to?.owner, () => `${lost} left ${name} for an account of ${to?.owner ?? 'nobody'}`);
      keep(4, lost <= (rule?.most ?? 0n), () => `${lost} left ${name}, at most ${rule?.most ?? 0n} may`);
    }
    for (const mint of moved) this.checkConservation(mint);
  }

  /** Whose tokens are locked: plans, living or closed, and governances. */
  private vaults(): ReadonlySet<Name> {
    const { plans, closedPlans } = this.world;
    return new Set([...plans.keys(), ...closedPlans].flatMap((plan) => [plan, governanceName(plan)]));
  }

  /** All tokens of a mint, with the fees that wait in accounts and in the mint, are its supply. */
  checkConservation(mint: Name): void {
    let sum = this.collected(mint);
    for (const [name, stored] of this.chain.seen) {
      if (stored === null || !name.includes(`.${mint}`)) continue;
      sum += readAmount(stored) + (mint === 'fee' ? withheldFees(stored.data) : 0n);
    }
    const supply = this.data(mint).readBigUInt64LE(36);
    keep(4, sum === supply, () => `accounts of ${mint} hold ${sum}, its supply is ${supply}`);
  }

  private collected(mint: Name): bigint {
    return mint === 'fee' ? this.data(mint).readBigUInt64LE(COLLECTED_OFFSET) : 0n;
  }

  /** Voiding is possible only while nothing can be claimed. */
  checkVoid(grant: Grant, plan: Plan): void {
    keep(
      6,
      grant.claimed === 0n && this.world.now < voidEnd(grant, plan),
      () => `${grant.name} was voided although it pays`,
    );
  }
}

function readAmount(stored: Exclude<Stored, null>): bigint {
  return stored.data.length < 165 ? 0n : stored.data.readBigUInt64LE(64);
}
