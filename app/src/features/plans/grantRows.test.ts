import { PublicKey } from '@solana/web3.js';
import { RETAIN_ALL, type Grant } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { filterRows, sortRows, type GrantRow } from './grantRows';

function key(byte: number): PublicKey {
  return new PublicKey(new Uint8Array(32).fill(byte));
}

function row(grantId: bigint, total: bigint, vested: bigint): GrantRow {
  const grant: Grant = {
    ...{
      address: key(Number(grantId) + 100),
      grantId,
      plan: key(1),
      beneficiary: key(Number(grantId)),
      total,
      claimed: 0n,
    },
    ...{
      startTs: 0,
      issuedTs: 0,
      status: 'active',
      statusTs: 0,
      retained: RETAIN_ALL,
      pausedSecs: 0,
      imposedPauseSecs: 0,
    },
    ...{ pauseLimitSecs: 0, withholdingBps: 0, withholdingCarry: 0, autoClaim: true, accelerationsAtIssue: 0 },
    ...{ nextWithholding: null, endedByVote: false, goodLeaverReleased: false, recoveryUnanswered: false },
    ...{ milestones: { live: 0, ended: false }, segments: [] },
  };
  return { grant, vested };
}

const rows = [row(12n, 5n, 1n), row(2n, 9n, 0n), row(21n, 5n, 3n)];
const ids = (some: readonly GrantRow[]) => some.map(({ grant }) => Number(grant.grantId));

describe('the grants of a plan', () => {
  it('are found by their number or by whom they pay', () => {
    expect(ids(filterRows(rows, ' 2 '))).toEqual([2, 21]);
    expect(ids(filterRows(rows, ''))).toEqual([12, 2, 21]);
    expect(ids(filterRows(rows, key(12).toBase58().slice(3, 20)))).toEqual([12]);
    expect(ids(filterRows(rows, key(121).toBase58()))).toEqual([21]);
    expect(ids(filterRows(rows, 'nobody'))).toEqual([]);
  });

  it('are ordered by a column, equal ones by their number', () => {
    expect(ids(sortRows(rows, { by: 'total', descending: false }))).toEqual([12, 21, 2]);
    expect(ids(sortRows(rows, { by: 'vested', descending: true }))).toEqual([21, 12, 2]);
    expect(ids(sortRows(rows, { by: 'grant', descending: true }))).toEqual([21, 12, 2]);
  });
});
