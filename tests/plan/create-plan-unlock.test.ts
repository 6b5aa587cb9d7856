import * as sdk from '@tenure/sdk';
import { expect } from 'chai';
import { STEADY } from '../grant/scenario';
import { POLICY, ROLES, START_TS, World, people } from '../support/world';
import { scenario } from './scenario';

const { creator } = people;
const ALL = 1_000_000_000n;
const U64_MAX = 18_446_744_073_709_551_615n;
const SEGMENT: sdk.ShapeSegment = { weight: ALL, span: 100, steps: 0, unit: 'seconds' };

/** So many segments that sum to everything. */
function parts(count: number): sdk.ShapeSegment[] {
  return Array.from({ length: count }, (_, index) => ({
    ...SEGMENT,
    weight: index === 0 ? ALL - BigInt(count - 1) : 1n,
  }));
}

function create(world: World, unlock: sdk.Unlock) {
  const { address: mint, tokenProgram } = world.mint();
  return sdk.createPlan({
    creator: creator.publicKey,
    planId: 0n,
    mint,
    tokenProgram,
    roles: ROLES,
    policy: POLICY,
    unlock,
  });
}

function refused(error: sdk.TenureErrorName, unlock: Partial<sdk.Unlock>): void {
  const world = new World();
  world.refuse(create(world, { startTs: START_TS, shape: [SEGMENT], ...unlock }), error, creator);
}

describe("create_plan: the plan's unlock curve", () => {
  const half = {
    startTs: START_TS + 100,
    shape: [
      { ...SEGMENT, weight: ALL / 2n },
      { ...SEGMENT, weight: ALL / 2n, span: 0, steps: 1 },
    ],
  };

  scenario(
    'is a second clock: what is claimable is vested and unlocked',
    (test) => {
      const grant = test.issue({ total: 2_000n, shape: STEADY, startTs: test.start - 1_900 });
      const paid: [secs: number, sum: bigint][] = [
        [99, 0n],
        [100, 0n],
        [101, 10n],
        [199, 990n],
        [200, 2_000n],
      ];
      for (const [secs, sum] of paid) {
        test.at(secs);
        test.collect(grant);
        expect(test.paid(), `second ${secs}`).to.equal(sum);
      }
    },
    { unlock: half },
  );

  scenario(
    'holds back no more than has vested, and unlocking alone vests nothing',
    (test) => {
      const grant = test.issue({ total: 2_000n, shape: STEADY, startTs: test.start });
      test.at(300);
      expect(test.collect(grant)).to.equal(300n);
    },
    { unlock: half },
  );

  it('has 1 to 8 segments', () => {
    for (const count of [1, 8]) {
      const world = new World();
      world.run(create(world, { startTs: START_TS, shape: parts(count) }), creator);
    }
    refused('UnlockCurveInvalid', { shape: parts(9) });
    refused('UnlockCurveInvalid', { shape: [] });
  });

  it('unlocks exactly everything', () => {
    for (const weight of [ALL - 1n, ALL + 1n, 0n]) refused('UnlockCurveInvalid', { shape: [{ ...SEGMENT, weight }] });
    refused('UnlockCurveInvalid', { shape: [SEGMENT, { ...SEGMENT, weight: U64_MAX }] });
  });

  const invalid: [what: string, error: sdk.TenureErrorName, unlock: Partial<sdk.Unlock>][] = [
    ['a span of nothing', 'SpanTooShort', { shape: [{ ...SEGMENT, span: 0 }] }],
    ['no months', 'SpanTooShort', { shape: [{ ...SEGMENT, span: 0, steps: 1, unit: 'months' }] }],
    ['more steps than seconds', 'StepsExceedSpan', { shape: [{ ...SEGMENT, steps: 101 }] }],
    [
      'steps of broken months',
      'StepsDoNotDivideMonths',
      { shape: [{ ...SEGMENT, span: 12, steps: 5, unit: 'months' }] },
    ],
    ['a start before 1970', 'StartOutOfRange', { startTs: -1 }],
    ['a start after 2200', 'StartOutOfRange', { startTs: sdk.MAX_TS + 1 }],
    ['an end after 2200', 'EndOutOfRange', { startTs: sdk.MAX_TS - 99 }],
  ];
  for (const [what, error, unlock] of invalid) {
    it(`refuses ${what}`, () => refused(error, unlock));
  }

  it('refuses a unit that does not exist', () => {
    const world = new World();
    const instruction = create(world, { startTs: START_TS, shape: [SEGMENT] });
    // The unit of the last segment is the last byte.
    instruction.data[instruction.data.length - 1] = 2;
    world.refuse(instruction, 'UnknownUnit', creator);
  });

  it('may end on the last second of 2199', () => {
    const world = new World();
    world.run(create(world, { startTs: sdk.MAX_TS - 100, shape: [SEGMENT] }), creator);
  });
});
