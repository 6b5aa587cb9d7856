import { TOKEN_PROGRAM_ID } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '../src';
import { account, address, grantBytes, key, NOBODY, planBytes } from './fixture/accounts';
import { METRIC, metricBytes, MILESTONE, milestoneBytes, ORACLE_SET, oracleSetBytes } from './fixture/metric-accounts';

const U64 = 8;
/** Bytes before a milestone's segments, and of one of them. */
const HEADER = 200;
const SEGMENT = 16;

/** Code of the StateError that reading fails with. */
function failure(decode: () => unknown): string {
  try {
    decode();
  } catch (error) {
    if (error instanceof sdk.StateError) return error.code;
    throw error;
  }
  return 'none';
}

describe('SDK: accounts of metrics and milestones', () => {
  it('an oracle set is read field by field, with and without an announced change', () => {
    expect(sdk.decodeOracleSet(address, account(oracleSetBytes()))).to.deep.equal(ORACLE_SET);
    expect(sdk.decodeOracleSet(address, account(oracleSetBytes(0)))).to.deep.equal({ ...ORACLE_SET, next: null });
    expect(oracleSetBytes().length).to.equal(1_080);
  });

  it('says who sits where, and how many decide', () => {
    expect(sdk.seatOf(ORACLE_SET, key('colleague'))).to.equal(2);
    expect(sdk.seatOf(ORACLE_SET, key('cyd'))).to.equal(undefined);
    expect(sdk.seatOf(ORACLE_SET, NOBODY), 'an empty seat is nobody').to.equal(undefined);
    const needed = (count: number, threshold: number, disputed: boolean) =>
      sdk.requiredOf({ attestors: Array.from({ length: count }, () => key('worker')), threshold }, disputed);
    expect([needed(5, 2, false), needed(5, 2, true), needed(4, 2, true), needed(5, 4, true)]).to.deep.equal([
      2, 3, 3, 4,
    ]);
    expect(sdk.requiredOf(ORACLE_SET, true), 'empty seats do not count').to.equal(2);
  });

  it('a metric is read field by field', () => {
    expect(sdk.decodeMetric(address, account(metricBytes()))).to.deep.equal(METRIC);
    expect(metricBytes().length).to.equal(2_376);
  });

  it('what a metric has not is null: a value while it is open, times, an early value', () => {
    const open = sdk.decodeMetric(
      address,
      account(metricBytes({ status: 0, hasEarlyValue: 0, times: 0, lowerIsBetter: 0 })),
    );
    const without = {
      value: null,
      earlyValue: null,
      reachedTs: null,
      observedTs: null,
      panel: null,
      challengeEndsTs: null,
      retryUntilTs: null,
    };
    expect(open).to.deep.equal({ ...METRIC, status: 'open', better: 'higher', ...without });
    expect(sdk.decodeMetric(address, account(metricBytes({ status: 2 })))).to.deep.include({
      status: 'final',
      value: -5n,
    });
  });

  it('a milestone is read field by field, with and without a schedule', () => {
    expect(sdk.decodeMilestone(address, account(milestoneBytes()))).to.deep.equal(MILESTONE);
    const bare = milestoneBytes({ status: 0, metTs: 0 }).subarray(0, HEADER);
    const pending = { ...MILESTONE, status: 'pending', metTs: null, segments: [] };
    expect(sdk.decodeMilestone(address, account(bare))).to.deep.equal(pending);
  });

  it('every status has its name', () => {
    const statuses = Array.from(
      { length: 7 },
      (_, status) => sdk.decodeMilestone(address, account(milestoneBytes({ status }))).status,
    );
    const names = ['pending', 'met', 'missed', 'expired', 'cancelled', 'voided', 'stopped'];
    expect(statuses).to.deep.equal(names);
  });

  it('an account is read wherever it lies in a larger buffer', () => {
    const within = (data: Uint8Array) => Buffer.concat([Buffer.alloc(3), data]).subarray(3);
    expect(sdk.decodeMetric(address, account(within(metricBytes())))).to.deep.equal(METRIC);
    expect(sdk.decodeMilestone(address, account(within(milestoneBytes())))).to.deep.equal(MILESTONE);
  });

  const decoders: [string, Uint8Array, (at: PublicKey, found: sdk.RawAccount | null) => unknown][] = [
    ['oracle set', oracleSetBytes(), sdk.decodeOracleSet],
    ['metric', metricBytes(), sdk.decodeMetric],
    ['milestone', milestoneBytes(), sdk.decodeMilestone],
  ];
  for (const [what, good, decode] of decoders) {
    it(`what is no ${what} is refused with its reason`, () => {
      const of = (data: Uint8Array, owner?: PublicKey) => failure(() => decode(address, account(data, owner)));
      expect(of(good)).to.equal('none');
      expect(failure(() => decode(address, null))).to.equal('Missing');
      expect(of(new Uint8Array(), NOBODY)).to.equal('Missing');
      expect(of(good, TOKEN_PROGRAM_ID)).to.equal('WrongOwner');
      expect(of(Buffer.concat([Buffer.from([2]), good.subarray(1)]))).to.equal('WrongVersion');
      for (const other of [
        planBytes(),
        grantBytes(),
        ...decoders.map(([, bytes]) => bytes).filter((bytes) => bytes !== good),
      ]) {
        expect(of(other)).to.equal('WrongKind');
      }
      expect(of(new Uint8Array(good.length))).to.equal('WrongKind');
      for (const wrong of [good.subarray(0, -1), good.subarray(0, U64), Buffer.concat([good, Buffer.from([0])])]) {
        expect(of(wrong)).to.equal('Malformed');
      }
      expect(() => decode(address, null)).to.throw(address.toBase58());
    });
  }

  it('what the program never writes is refused', () => {
    const metric = (bytes: Uint8Array) => failure(() => sdk.decodeMetric(address, account(bytes)));
    expect(metric(metricBytes({ status: 3 }))).to.equal('Malformed');
    expect(metric(metricBytes({ key: 'a b' }))).to.equal('Malformed');
    expect(metric(metricBytes({ uri: 'https://\x1b[2K' }))).to.equal('Malformed');
    const milestone = (bytes: Uint8Array) => failure(() => sdk.decodeMilestone(address, account(bytes)));
    expect(milestone(milestoneBytes({ status: 7 }))).to.equal('Malformed');
    expect(milestone(milestoneBytes({ unit: 2 }))).to.equal('Malformed');
    expect(milestone(Buffer.concat([milestoneBytes(), Buffer.alloc(22 * SEGMENT)]))).to.equal('none');
    expect(milestone(Buffer.concat([milestoneBytes(), Buffer.alloc(23 * SEGMENT)]))).to.equal('Malformed');
  });
});
