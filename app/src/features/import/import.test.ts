import { describe, expect, it } from 'vitest';
import { key, NEW_YEAR, planLike } from '@/entities/fixture';
import { readRows, issueShortages } from './importFile';

const HEADER = 'grant_id,beneficiary,amount,start,schedule,withholding_bps,label';
const plan = planLike();

function read(...lines: string[]) {
  return readRows([HEADER, ...lines].join('\n'), plan);
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
