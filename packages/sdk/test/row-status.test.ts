import { SystemProgram } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '../src';
import { MemoryReader } from './fixture/memory-reader';
import { account, address, bytes, GRANT, grantBytes, key, tombstoneBytes } from './fixture/accounts';

/** The row that `GRANT` was issued from. */
const ROW: sdk.ImportRow = {
  line: 2,
  grantId: 7n,
  beneficiary: GRANT.beneficiary,
  total: 1_000n,
  startTs: 1_700_000_000,
  endTs: 1_731_622_400,
  shape: [
    { weight: 1n, span: 12, steps: 1, unit: 'months' },
    { weight: 3n, span: 86_400, steps: 0, unit: 'seconds' },
  ],
  withholdingBps: 2_500,
  label: '',
};

describe('SDK: how rows of an import file stand on the chain', () => {
  const stands = (found: sdk.RawAccount | null) => sdk.rowStatus(ROW, address, found);

  it('a row is present if every term is the same, whatever has happened to the grant since', () => {
    expect(sdk.termDifferences(ROW, GRANT)).to.deep.equal([]);
    expect(stands(account(grantBytes()))).to.deep.equal({ kind: 'present' });
  });

  it('each term that differs is named with both values', () => {
    const [first, last] = GRANT.segments;
    const other = { beneficiary: key('colleague'), total: 999n, startTs: 1_700_000_001, withholdingBps: 0 };
    const segments = first === undefined || last === undefined ? [] : [first, { ...last, steps: 2 }];
    expect(sdk.termDifferences(ROW, { ...GRANT, ...other, segments })).to.deep.equal([
      { term: 'beneficiary', inFile: ROW.beneficiary, onChain: other.beneficiary },
      { term: 'total', inFile: 1_000n, onChain: 999n },
      { term: 'startTs', inFile: 1_700_000_000, onChain: 1_700_000_001 },
      { term: 'segments', inFile: GRANT.segments, onChain: segments },
      { term: 'withholdingBps', inFile: 2_500, onChain: 0 },
    ]);
    expect(sdk.termDifferences(ROW, { ...GRANT, segments: GRANT.segments.slice(1) })).to.have.length(1);
    expect(stands(account(grantBytes({ beneficiary: key('colleague') })))).to.deep.equal({
      kind: 'different',
      differences: [{ term: 'beneficiary', inFile: ROW.beneficiary, onChain: key('colleague') }],
    });
  });

  it('a row is missing where nothing of the program is, whoever sent lamports there', () => {
    expect(stands(null)).to.deep.equal({ kind: 'missing' });
    expect(stands(account(new Uint8Array(), SystemProgram.programId))).to.deep.equal({ kind: 'missing' });
  });

  it('a row is closed where a tombstone is', () => {
    expect(stands(account(tombstoneBytes(7n, GRANT.plan)))).to.deep.equal({ kind: 'closed' });
  });

  it('the address is taken by anything else, and it is told why that is no grant', () => {
    const why = (found: sdk.RawAccount) => {
      const status = stands(found);
      return status.kind === 'taken' ? status.error.code : status.kind;
    };
    expect(why(account(new Uint8Array(176), key('somebody')))).to.equal('WrongOwner');
    expect(why(account(bytes('\x02grant\0\0')))).to.equal('WrongVersion');
    expect(why(account(grantBytes({ status: 9 })))).to.equal('Malformed');
    expect(why(account(tombstoneBytes(7n, GRANT.plan).subarray(1)))).to.equal('WrongKind');
    expect(why(account(tombstoneBytes(7n, GRANT.plan).subarray(0, 40)))).to.equal('Malformed');
  });

  it('rows are read a hundred a call and sorted, so that only what is missing is issued', async () => {
    const plan = key('plan');
    const rows = Array.from({ length: 250 }, (_, index) => ({ ...ROW, line: index + 2, grantId: BigInt(index + 1) }));
    const at = (grantId: bigint) => sdk.grantAddress(plan, grantId).toBase58();
    const reader = new MemoryReader(
      new Map([
        [at(1n), account(grantBytes({ grantId: 1n }))],
        [at(150n), account(tombstoneBytes(150n, plan))],
        [at(249n), account(grantBytes({ grantId: 249n, beneficiary: key('colleague') }))],
        [at(250n), account(new Uint8Array(8), key('somebody'))],
      ]),
    );
    const statuses = await sdk.fetchRowStatuses(reader, plan, rows);
    expect(reader.calls).to.deep.equal(['accounts 100', 'accounts 100', 'accounts 50']);
    expect(statuses.size).to.equal(250);
    const { missing, present, closed, conflicts } = sdk.rowsByStatus(rows, statuses);
    expect(present.map(({ grantId }) => grantId)).to.deep.equal([1n]);
    expect(closed.map(({ grantId }) => grantId)).to.deep.equal([150n]);
    expect(conflicts.map(({ row, status }) => [row.line, status.kind])).to.deep.equal([
      [250, 'different'],
      [251, 'taken'],
    ]);
    expect(missing.length).to.equal(246);
    expect(sdk.rowsByStatus(rows, new Map()).missing).to.deep.equal(rows);
    expect((await sdk.fetchRowStatuses(reader, plan, [])).size).to.equal(0);
    expect(reader.calls.length).to.equal(3);
  });
});
