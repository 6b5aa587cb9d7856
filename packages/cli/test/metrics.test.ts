import { announcedOracles, seatsFor, metricPreviewAt, type Metric, type Milestone, type OracleSet } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as args from '../src/args';
import { UsageError } from '../src/cli-error';
import { payoutsOf } from '../src/output/payouts';
import { figure } from '../src/output/values';
import { keypair } from '../../../tests/support/transactions';

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => keypair(name).publicKey);
const NOW = 1_800_000_000;

function oracles(attestors: readonly (PublicKey | null | undefined)[], threshold = 2): OracleSet {
  const seats = attestors.map((key) => key ?? null);
  const address = keypair('oracles').publicKey;
  return { address, plan: address, attestors: seats, threshold, byVote: false, next: null };
}

/** A metric in which each seat said a value so many seconds ago. */
function metric(said: readonly (readonly [value: bigint, secondsAgo: number])[], rest: Partial<Metric> = {}): Metric {
  const address = keypair('metric').publicKey;
  return {
    ...{ address, plan: address, key: 'm', exponent: -4, better: 'higher', status: 'open', value: null },
    ...{ opensTs: 0, dueTs: NOW, earlyValue: null, maxAgeSecs: 3_600, challengeSecs: 3_600, reachedTs: null },
    ...{ observedTs: null, panel: null },
    ...{
      challengeEndsTs: null,
      retryUntilTs: null,
      lowerTs: null,
      disputes: 0,
      disputedSeats: [],
      disputedByGuardian: false,
    },
    ...{ milestoneCount: 0, definitionSha256: new Uint8Array(32), definitionUri: 'u' },
    attestations: said.map(([value, secondsAgo], seat) => ({
      ...{ seat, attestor: address, value, observedTs: NOW - secondsAgo, attestedTs: NOW - secondsAgo },
      ...{ evidenceSha256: new Uint8Array(32), inThisRound: true, counted: false },
    })),
    ...rest,
  };
}

describe('CLI: values of metrics', () => {
  it('takes decimals exactly, in units of the exponent', () => {
    for (const [text, exponent, units] of [
      ['0.8123', -4, 8_123n],
      ['0.81230', -4, 8_123n],
      ['-1.5', -1, -15n],
      ['1e3', 0, 1_000n],
      ['12000', 3, 12n],
      ['922337203685477.5807', -4, 9_223_372_036_854_775_807n],
      ['-922337203685477.5808', -4, -9_223_372_036_854_775_808n],
    ] as const) {
      expect(args.value(text, exponent, 'x'), text).to.equal(units);
    }
    const refused = ['0.81231', '922337203685477.5808', '80%', '1,5', '', 'NaN', '0x10', ' 1'];
    for (const text of refused) expect(() => args.value(text, -4, 'x'), text).to.throw(UsageError);
    expect(() => args.value('12500', 3, 'x')).to.throw(UsageError);
  });

  it('shows them as decimals', () => {
    expect([figure(8_123n, -4), figure(-15n, -1), figure(12n, 3), figure(123_456_789n, -2)]).to.deep.equal([
      '0.8123',
      '-1.5',
      '12,000',
      '1,234,567.89',
    ]);
    expect([figure(-123_456n, 0), figure(0n, -4)]).to.deep.equal(['-123,456', '0']);
  });

  it('takes whole numbers with a sign, keys without spaces, shares up to what is allowed', () => {
    expect([args.whole('-18', -18, 18, 'x'), args.whole('7', 0, 9, 'x')]).to.deep.equal([-18, 7]);
    for (const text of ['-19', '1.5', '', '+1', '--1']) {
      expect(() => args.whole(text, -18, 18, 'x'), text).to.throw(UsageError);
    }
    expect(args.key('mmlu/2027', 'x')).to.equal('mmlu/2027');
    for (const text of ['', 'a b', 'ä', 'x'.repeat(33)]) expect(() => args.key(text, 'x'), text).to.throw(UsageError);
    expect(args.share('200%', 'x', 20_000)).to.equal(20_000);
    expect(() => args.share('101%', 'x')).to.throw(UsageError);
  });
});

describe('CLI: oracles and what counts', () => {
  it('keeps seats and fills free ones in order', () => {
    const current = oracles([a, null, b]);
    expect(
      seatsFor(
        current,
        [b, a].flatMap((key) => key ?? []),
      ),
    ).to.deep.equal([a, null, b]);
    expect(
      seatsFor(
        current,
        [d, b, c].flatMap((key) => key ?? []),
      ),
    ).to.deep.equal([d, c, b]);
    expect(
      seatsFor(
        oracles([]),
        [a, b].flatMap((key) => key ?? []),
      ),
    ).to.deep.equal([a, b]);
  });

  it('takes a change that changes nothing for none', () => {
    const now = oracles([a, b]);
    const next = (attestors: readonly (PublicKey | undefined)[], threshold = 2) => ({
      ...{ attestors: attestors.map((key) => key ?? null), threshold },
      ...{ readyTs: NOW, expiresTs: NOW + 259_200, byVote: false },
    });
    expect(announcedOracles(now)).to.equal(null);
    expect(announcedOracles({ ...now, next: next([a, b]) })).to.equal(null);
    for (const change of [next([a, b], 3), next([a, c]), next([b, a])]) {
      expect(announcedOracles({ ...now, next: change })).to.equal(change);
    }
  });

  it('counts of an open metric what is fresh in this round, to the second', () => {
    const set = oracles([a, b, c]);
    const open = metric([
      [1n, 3_600],
      [2n, 3_601],
      [9n, 0],
    ]);
    const standing = metricPreviewAt(open, set, NOW);
    expect(standing.counting.map(({ seat }) => seat)).to.deep.equal([0, 2]);
    // Of an even number the worse of the middle two.
    expect(standing).to.include({ required: 2, median: 1n, mayBecomeFinal: true });
    expect(metricPreviewAt({ ...open, better: 'lower' }, set, NOW).median).to.equal(9n);
    expect(metricPreviewAt({ ...open, disputes: 1 }, oracles([a, b, c, d], 2), NOW).required).to.equal(3);
    const before = {
      ...open,
      attestations: open.attestations.map((said) => ({ ...said, inThisRound: false })),
    };
    expect(metricPreviewAt(before, set, NOW)).to.include({ median: null });
  });

  it('knows when a result may come before it is due', () => {
    const early = metric([[8_000n, 0]], { dueTs: NOW + 1, earlyValue: 8_000n });
    expect(metricPreviewAt(early, oracles([a, b]), NOW).mayBecomeFinal).to.equal(true);
    expect(metricPreviewAt({ ...early, earlyValue: 8_001n }, oracles([a, b]), NOW).mayBecomeFinal).to.equal(false);
    expect(metricPreviewAt({ ...early, earlyValue: null }, oracles([a, b]), NOW + 1).mayBecomeFinal).to.equal(true);
  });

  it('counts of a result what is behind it, however old', () => {
    const settled = metric([
      [1n, 99_999],
      [5n, 0],
    ]);
    const [first, second] = settled.attestations.map((said) => ({ ...said, counted: said.seat === 0 }));
    const final = { ...settled, attestations: [first, second].flatMap((said) => said ?? []) };
    expect(metricPreviewAt({ ...final, status: 'final', value: 1n }, oracles([a, b]), NOW)).to.include({
      median: 1n,
    });
  });
});

describe('CLI: payouts', () => {
  const curve = {
    ...{ targetAmount: 1_000n, maxAmount: 1_500n, threshold: 10n, target: 20n, maximum: 30n },
    ...{ thresholdBps: 5_000, maxBps: 15_000 },
  };
  const rows = (milestone: object, better: Metric['better'], marked: readonly bigint[]) => {
    // The rest of a milestone doesn't bear on what it pays.
    const whole: Milestone = { ...PLAIN, ...milestone };
    const marks = marked.map((value) => ({ value, as: 'now' }));
    return payoutsOf(whole, metric([], { better }), marks).map(({ value, pays, marks: of }) => [
      value,
      pays,
      of.join(),
    ]);
  };

  it('go from worse to better through corners, middles and marks', () => {
    expect(rows(curve, 'higher', [22n])).to.deep.equal([
      [10n, 500n, 'threshold'],
      [15n, 750n, ''],
      [20n, 1_000n, 'target'],
      [22n, 1_100n, 'now'],
      [25n, 1_250n, ''],
      [30n, 1_500n, 'maximum'],
    ]);
    expect(rows({ ...curve, threshold: 30n, maximum: 10n }, 'lower', [40n]).map(([value]) => value)).to.deep.equal([
      40n,
      30n,
      25n,
      20n,
      15n,
      10n,
    ]);
  });

  it('name a value once that is several things', () => {
    const flat = { ...curve, target: 10n, maximum: 10n, maxBps: 10_000, maxAmount: 1_000n };
    expect(rows(flat, 'higher', [10n])).to.deep.equal([[10n, 1_000n, 'threshold,target,maximum,now']]);
  });
});

const KEY = keypair('any').publicKey;
const PLAIN: Milestone = {
  ...{
    address: KEY,
    plan: KEY,
    grant: KEY,
    metric: KEY,
    index: 0,
    status: 'pending',
    payout: 0n,
    claimed: 0n,
  },
  ...{
    targetAmount: 0n,
    maxAmount: 0n,
    threshold: 0n,
    target: 0n,
    maximum: 0n,
    thresholdBps: 0,
    maxBps: 10_000,
  },
  ...{
    deadlineTs: NOW,
    issuedTs: 0,
    metTs: null,
    retainedAtIssue: 1_000_000_000,
    accelerationsAtIssue: 0,
    segments: [],
  },
};
