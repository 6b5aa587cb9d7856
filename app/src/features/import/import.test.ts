import { segmentsOf, StateError, termDifferences, type Grant, type ImportRow } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { grantLike, key, NEW_YEAR, planLike } from '@/entities/fixture';
import { readRows, issueShortages } from './importFile';
import { linesText } from './importOperation';
import { differenceText, conflictText } from './conflictText';

const HEADER = 'grant_id,beneficiary,amount,start,schedule,withholding_bps,label';
const plan = planLike();

function read(...lines: string[]) {
  return readRows([HEADER, ...lines].join('\n'), plan);
}

function rowOf(line: string): ImportRow {
  const [row] = read(line).rows;
  if (row === undefined) throw new Error('The line is not right.');
  return row;
}

const GOOD = `7,${key(21).toBase58()},100,2026-01-01,linear:100d,,`;

describe('the file', () => {
  it('is checked for what it says, not for what the plan has room for', () => {
    const full = planLike({ status: 'sealed', allocated: 1_000_000_000n });
    expect(readRows(`${HEADER}\n${GOOD}`, full)).toMatchObject({
      problems: [],
      rows: [{ grantId: 7n, total: 100_000_000n }],
    });
  });

  it('has no rows while one line is wrong', () => {
    const { rows, problems } = read(GOOD, `8,${key(21).toBase58()},1.1234567,2026-02-30,linear:100d,9000,`);
    expect(rows).toEqual([]);
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [3, 'amount'],
      [3, 'start'],
      [3, 'withholding_bps'],
    ]);
  });
});

describe('room in the plan', () => {
  const room = { plan, vaultAmount: 300_000_000n, issuer: key(3), now: NEW_YEAR };

  it('is enough where vault, cap and the operator’s cap are', () => {
    expect(issueShortages(300_000_000n, room)).toEqual([]);
    expect(issueShortages(0n, { ...room, plan: planLike({ status: 'sealed' }) })).toEqual([]);
  });

  it('is told apart: the vault, the cap for good, the cap of a day', () => {
    expect(issueShortages(400_000_000n, room)).toEqual([
      expect.stringMatching(/only 300 are free.*Fund the plan with 100 more/),
    ]);
    expect(issueShortages(1_100_000_000n, { ...room, vaultAmount: 2_000_000_000n })).toEqual([
      expect.stringMatching(/issue cap/),
      expect.stringMatching(/cap for 24 hours/),
    ]);
    expect(issueShortages(900_000_000n, { ...room, vaultAmount: 2_000_000_000n, issuer: plan.authority })).toEqual([]);
  });
});

describe('how a line stands on the chain', () => {
  const row = rowOf(GOOD);
  const differences = (from: ImportRow, grant: Grant, decimals: number) =>
    termDifferences(from, grant).map((difference) => differenceText(difference, decimals));

  it('is there if every term is the same', () => {
    expect(differences(row, grantLike(), 6)).toEqual([]);
  });

  it('is another grant if one term differs, which is named', () => {
    const other = grantLike({ beneficiary: key(22), withholdingBps: 100, startTs: NEW_YEAR + 1 });
    expect(differences(row, other, 6)).toEqual([
      `its beneficiary is ${key(22).toBase58()}`,
      'it starts 2026-01-01 00:00:01 UTC',
      'its withholding is 1 %',
    ]);
    const total = 99_000_000n;
    expect(differences(row, grantLike({ total }), 6)).toEqual(['its amount is 99', 'its schedule is another']);
    const segments = segmentsOf(row.shape, row.total).map((segment) => ({ ...segment, steps: 100 }));
    expect(differences(row, grantLike({ segments }), 6)).toEqual(['its schedule is another']);
  });

  it('is told with every difference, or what else is there', () => {
    const grant = grantLike({ beneficiary: key(22), withholdingBps: 100 });
    expect(conflictText({ kind: 'different', differences: termDifferences(row, grant) }, 6)).toBe(
      `its beneficiary is ${key(22).toBase58()}, its withholding is 1 %`,
    );
    const error = new StateError('WrongOwner', key(20), 'belongs to somebody.');
    expect(conflictText({ kind: 'taken', error }, 6)).toBe(`${key(20).toBase58()} belongs to somebody.`);
  });

  it('is named by its lines', () => {
    const at = (line: number) => ({ ...row, line });
    expect(linesText([at(2)])).toBe('Line 2');
    expect(linesText([at(2), at(3), at(4)])).toBe('Lines 2 to 4');
    expect(linesText([at(2), at(9)])).toBe('2 of the lines 2 to 9');
  });
});
