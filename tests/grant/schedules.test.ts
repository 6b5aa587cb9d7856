import { expect } from 'chai';
import type { PublicKey } from '@solana/web3.js';
import { RETAIN_ALL, retainedAfter } from '@tenure/sdk';
import { expectPromises } from '../support/promises';
import { people, World } from '../support/world';
import { Scenario } from './scenario';
import { shapeOf, vectors, type ScheduleRow, type StateRow } from './vectors';

const { authority, beneficiary } = people;
const FILES = ['standard', 'seconds', 'month-ends', 'extremes', 'accelerations', 'pauses', 'terminations', 'unlocks'];
/** 2106-02-07T06:28:15Z: the last second at which a grant can be issued, since its issue is 32 bits. */
const LAST_ISSUE_TS = 4_294_967_295;
const U64_MAX = 18_446_744_073_709_551_615n;

type GrantOperation = (test: Scenario, grant: PublicKey) => void;

function seconds(date: string): number {
  return Date.parse(date) / 1_000;
}

/** The share of a release that turns one factor into another, if there is one. */
function accelerationBps(before: number, after: number): number | undefined {
  for (let bps = 1; bps <= 10_000; bps += 1) if (retainedAfter(before, bps) === after) return bps;
  return undefined;
}

/** What a state's event is on the chain; undefined where no instruction does that. */
function actOf({ after, timeline }: StateRow, before: StateRow | undefined): GrantOperation | undefined {
  if (timeline.stop_ts !== null && timeline.pause !== null) return undefined;
  const [, event = '', number = ''] = /^(.*?) ?(\d*)$/.exec(after.replace(/^(terminate) .*/, '$1')) ?? [];
  switch (event) {
    case 'issue':
    case 'claim':
      return () => undefined;
    case 'terminate':
      return (test, grant) => void test.run(test.terminate(grant), authority);
    case 'withdraw termination':
      return (test, grant) => void test.run(test.withdrawTermination(grant), authority);
    case 'resume':
      return before?.timeline.stop_ts === null
        ? (test, grant) => void test.run(test.resume(grant), authority)
        : undefined;
    case 'pause': {
      const by = { beneficiary: beneficiary.publicKey };
      return number === '0'
        ? undefined
        : (test, grant) => void test.run(test.pause(grant, Number(number), by), authority, beneficiary);
    }
    case 'release':
      return number === '0'
        ? undefined
        : (test, grant) => void test.run(test.accelerate(grant, Number(number)), authority);
    case 'plan release': {
      const bps = accelerationBps(before?.retained.plan_now ?? RETAIN_ALL, Number(number));
      return bps === undefined ? undefined : (test) => void test.run(test.acceleratePlan(bps), authority);
    }
    default:
      throw new Error(`no such event: ${after}`);
  }
}

/** The notice that all terminations of a vector have; undefined where they differ. */
function noticeOf(states: StateRow[]): number | undefined {
  const announced = states.filter(({ after }) => after.startsWith('terminate'));
  const notices = new Set(announced.map(({ timeline, from }) => (timeline.stop_ts ?? 0) - seconds(from)));
  if (notices.size > 1) return undefined;
  return [...notices][0] ?? 0;
}

/** Issues a vector's grant, lets its events happen and claims at each of its points. */
function drive(row: ScheduleRow, acts: GrantOperation[], noticeSecs: number, acceleratedBps: number | undefined): void {
  const { start_ts: startTs, total, segments, unlock, states } = row;
  const unlocking = unlock && { unlock: { startTs: unlock.start_ts, shape: shapeOf(unlock.segments) } };
  const policy = { issueCap: U64_MAX, operatorCap: U64_MAX, noticeSecs };
  const test = new Scenario({ policy, funding: BigInt(total), ...unlocking }, new World({ verifySignatures: false }));
  const { chain } = test.world;
  chain.setTime(Math.min(Math.max(states[0]?.points[0]?.t ?? startTs, 0), LAST_ISSUE_TS));
  if (acceleratedBps !== undefined) test.run(test.acceleratePlan(acceleratedBps), authority);
  const grant = test.issue({ total: BigInt(total), startTs, shape: shapeOf(segments) });
  let paid = 0n;
  for (const [index, { from, points }] of states.entries()) {
    if (index > 0) chain.setTime(seconds(from));
    acts[index]?.(test, grant);
    for (const { t, vested, unlocked } of points) {
      chain.setTime(t);
      const ceiling = unlocked !== undefined && BigInt(unlocked) < BigInt(vested) ? BigInt(unlocked) : BigInt(vested);
      if (ceiling > paid) test.run(test.claim(grant), beneficiary);
      paid = ceiling;
      expect(test.paid(), `at ${new Date(t * 1_000).toISOString()}`).to.equal(paid);
    }
    test.refuse(test.claim(grant), 'NothingToClaim', beneficiary);
  }
  expectPromises(test.world);
}

/** A vector as something to drive; undefined where the program never has such a state. */
function driver(row: ScheduleRow): (() => void) | undefined {
  const acts = row.states.map((state, index) => actOf(state, row.states[index - 1]));
  const known = acts.filter((act) => act !== undefined);
  const notice = noticeOf(row.states);
  const issuedAt = row.states[0]?.retained.plan_at_issue ?? RETAIN_ALL;
  const released = accelerationBps(RETAIN_ALL, issuedAt);
  if (known.length < acts.length || notice === undefined) return undefined;
  if (issuedAt !== RETAIN_ALL && released === undefined) return undefined;
  return () => drive(row, known, notice, released);
}

describe('every vector pays on the chain what the independent model says, to the second', () => {
  const left: string[] = [];
  for (const file of FILES) {
    describe(file, () => {
      for (const row of vectors('schedules', file)) {
        const run = driver(row);
        if (run === undefined) left.push(row.name);
        else it(row.name, run);
      }
    });
  }

  it('but for those with a pause under notice, a pause or release of nothing, or a factor that no release leads to', () => {
    expect(left).to.deep.equal([
      'nothing released is nothing changed',
      'the plan three times, to the end',
      'issued after the plan had released',
      'issued after, awkward factors',
      'grant and plan together',
      'plan first, then the grant',
      'grant first, then the plan',
      'largest total, both kinds',
      'paused for no time',
      'announced during a leave that outlasts it',
      'a leave that ends before the stop',
      'a leave begun during notice',
    ]);
  });
});
