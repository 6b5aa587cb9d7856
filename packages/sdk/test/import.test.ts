import { expect } from 'chai';
import * as sdk from '../src';
import { key, PLAN } from './fixture/accounts';

const NOW = 1_770_000_000;
const HEADER = 'grant_id,beneficiary,amount,start,schedule,withholding_bps,label';
const WALLET = key('worker').toBase58();
const COLLEAGUE = key('colleague').toBase58();

/** An open plan with room for everything; 6 decimals. */
const plan: sdk.Plan = {
  ...PLAN,
  status: 'open',
  decimals: 6,
  allocated: 0n,
  reserved: 0n,
  withheld: 0n,
  issueCap: 1_000_000_000_000n,
  operatorCap: 1_000_000_000_000n,
  operatorBlock: 0,
  maxWithholdingBps: 4_000,
};
const context: sdk.ImportContext = { plan, vaultAmount: 1_000_000_000_000n, existingIds: new Set([99n]), now: NOW };

function file(...lines: string[]): string {
  return [HEADER, ...lines].join('\n');
}

function check(text: string, more: Partial<sdk.ImportContext> = {}): sdk.ImportResult {
  const result = sdk.validateImport(text, { ...context, ...more });
  if (result.problems.length > 0) expect(result.rows, 'no rows with problems').to.deep.equal([]);
  for (const problem of result.problems) expect(problem.remedy).to.match(/^[A-Z].+\.$/);
  return result;
}

/** The only problem of a file with this line. */
function problemOf(line: string, more: Partial<sdk.ImportContext> = {}): string {
  const { problems } = check(file(line), more);
  expect(problems.map(sdk.formatProblem)).to.have.length(1);
  const [problem] = problems;
  expect(problem?.line).to.equal(2);
  return `${problem?.column}: ${problem?.message}`;
}

const GOOD = `1,${WALLET},1250.5,2026-01-31,cliff-monthly:48m:12m,2500,research-01`;

describe('SDK: an import file', () => {
  it('becomes rows', () => {
    const { rows, problems } = check(
      file(GOOD, `2,${COLLEAGUE},100,2026-01-31T09:30:00+02:00,"25%@12m + 75%@36m/36",,`),
    );
    expect(problems).to.deep.equal([]);
    expect(rows).to.deep.equal([
      {
        line: 2,
        grantId: 1n,
        beneficiary: key('worker'),
        total: 1_250_500_000n,
        startTs: Date.UTC(2026, 0, 31) / 1_000,
        endTs: Date.UTC(2030, 0, 31) / 1_000,
        shape: sdk.parseSchedule('cliff-monthly:48m:12m'),
        withholdingBps: 2_500,
        label: 'research-01',
      },
      {
        line: 3,
        grantId: 2n,
        beneficiary: key('colleague'),
        total: 100_000_000n,
        startTs: Date.UTC(2026, 0, 31, 7, 30) / 1_000,
        endTs: Date.UTC(2030, 0, 31, 7, 30) / 1_000,
        shape: sdk.parseSchedule('cliff-monthly:48m:12m'),
        withholdingBps: 0,
        label: '',
      },
    ]);
  });

  it('may have its columns in another order, a mark at its beginning, semicolons, CRLF and empty lines', () => {
    const text = `\uFEFFSchedule;Start; Amount;beneficiary;grant_id\r\n\r\nlinear:1d;2026-01-01;1;${WALLET};5\r\n\r\n;;;;\r\n`;
    expect(check(text).rows.map(({ line, grantId, total }) => [line, grantId, total])).to.deep.equal([
      [3, 5n, 1_000_000n],
    ]);
  });

  it('counts lines as an editor does, also behind a field of several lines', () => {
    const { problems } = check(
      file(`1,${WALLET},1,2026-01-01,"linear\n:1d",,"a"`, 'x', `2,${WALLET},0,2026-01-01,linear:1d,,`),
    );
    expect(problems.map(({ line }) => line)).to.deep.equal([4, 5]);
  });

  it('is refused for its header, column by column', () => {
    const { problems } = check(
      `grant_id,beneficiary,Amount,amount,begin,schedule\n1,${WALLET},1,1,2026-01-01,linear:1d`,
    );
    expect(problems.map(({ line, column, message }) => [line, column, message])).to.deep.equal([
      [1, 'start', 'The header has no such column'],
      [1, 'amount', 'The column is there twice'],
      [1, 'begin', 'The column is unknown'],
    ]);
  });

  it('is refused when it has nothing', () => {
    expect(check('').problems.map(({ message }) => message)).to.deep.equal(['The file is empty']);
    expect(check(`${HEADER}\n\n`).problems.map(({ message }) => message)).to.deep.equal(['The file has no grants']);
  });

  const bad: Record<string, [line: string, problem: string]> = {
    'too few fields': [`1,${WALLET},1`, 'null: The line has 3 fields, the header 7'],
    'an id that is no number': [
      `A1,${WALLET},1,2026-01-01,linear:1d,,`,
      'grant_id: The id is not a whole number of 64 bits',
    ],
    'an id above 64 bits': [
      `18446744073709551616,${WALLET},1,2026-01-01,linear:1d,,`,
      'grant_id: The id is not a whole number of 64 bits',
    ],
    'a missing id': [`,${WALLET},1,2026-01-01,linear:1d,,`, 'grant_id: The id is missing'],
    'an id of the plan': [
      `99,${WALLET},1,2026-01-01,linear:1d,,`,
      'grant_id: The plan has, or had, a grant with this id',
    ],
    'an address that is none': [`1,${WALLET}x,1,2026-01-01,linear:1d,,`, 'beneficiary: This is no Solana address'],
    "another chain's address": [
      '1,0x52908400098527886E0F7030069857D2E4169EE7,1,2026-01-01,linear:1d,,',
      'beneficiary: This is no Solana address',
    ],
    'an address with an invisible mark': [
      `1,\u202e${WALLET},1,2026-01-01,linear:1d,,`,
      'beneficiary: This is no Solana address',
    ],
    'the zero address': [
      '1,11111111111111111111111111111111,1,2026-01-01,linear:1d,,',
      'beneficiary: This is the zero address, which nobody can sign for',
    ],
    'the plan itself': [
      `1,${PLAN.address.toBase58()},1,2026-01-01,linear:1d,,`,
      "beneficiary: This is the plan's own address",
    ],
    'the vault': [`1,${PLAN.vault.toBase58()},1,2026-01-01,linear:1d,,`, "beneficiary: This is the plan's vault"],
    'the mint': [`1,${PLAN.mint.toBase58()},1,2026-01-01,linear:1d,,`, "beneficiary: This is the plan's mint"],
    'too many decimals': [
      `1,${WALLET},1.0000001,2026-01-01,linear:1d,,`,
      'amount: The amount has 7 decimals, the token 6',
    ],
    'an amount of zero': [`1,${WALLET},0.0,2026-01-01,linear:1d,,`, 'amount: The amount is zero'],
    'an amount that is no number': [
      `1,${WALLET},"1,250",2026-01-01,linear:1d,,`,
      'amount: The amount is not a plain decimal number',
    ],
    'a negative amount': [`1,${WALLET},-5,2026-01-01,linear:1d,,`, 'amount: The amount is not a plain decimal number'],
    'an amount above 64 bits': [
      `1,${WALLET},18446744073709.551616,2026-01-01,linear:1d,,`,
      'amount: The amount does not fit 64 bits',
    ],
    'a local date': [`1,${WALLET},1,31/01/2026,linear:1d,,`, 'start: This is no ISO date'],
    'a day that is not': [`1,${WALLET},1,2026-02-30,linear:1d,,`, 'start: There is no such day'],
    'a time that is not': [`1,${WALLET},1,2026-02-28T25:00,linear:1d,,`, 'start: There is no such time of day'],
    'a start before 1970': [`1,${WALLET},1,1969-12-31,linear:1d,,`, 'start: The start is before 1970 or after 2200'],
    'a schedule that is none': [`1,${WALLET},1,2026-01-01,4 years,,`, 'schedule: "4 years" is not a schedule'],
    'a schedule that ends too late': [
      `1,${WALLET},1,2026-01-01,monthly:200y,,`,
      'schedule: The schedule ends after 2200-01-01',
    ],
    'steps that do not divide': [
      `1,${WALLET},1,2026-01-01,1@12m/5,,`,
      'schedule: The number of steps must divide the months',
    ],
    'more steps than seconds': [`1,${WALLET},1,2026-01-01,1@3s/4,,`, 'schedule: A segment has more steps than seconds'],
    'no span': [
      `1,${WALLET},1,2026-01-01,1@0m,,`,
      "schedule: A segment's span is zero; only one step of seconds may vest at once",
    ],
    'a span that does not fit': [
      `1,${WALLET},1,2026-01-01,1@4294967296s,,`,
      'schedule: A number of the schedule is out of range',
    ],
    'too many segments': [
      `1,${WALLET},1,2026-01-01,${Array(25).fill('1@1m').join('+')},,`,
      'schedule: The schedule has more than 24 segments',
    ],
    'a withholding above the maximum': [
      `1,${WALLET},1,2026-01-01,linear:1d,4001,`,
      "withholding_bps: The withholding is above the plan's maximum",
    ],
    'a withholding in percent': [
      `1,${WALLET},1,2026-01-01,linear:1d,25%,`,
      'withholding_bps: This is no number of basis points',
    ],
    'a label that hides something': [
      `1,${WALLET},1,2026-01-01,linear:1d,,research-01\u202e`,
      'label: The label has invisible characters',
    ],
  };
  for (const [what, [line, problem]] of Object.entries(bad)) {
    it(`is refused for ${what}`, () => {
      expect(problemOf(line)).to.equal(problem);
    });
  }

  it('tells of every problem at once, in the order of the lines', () => {
    const { problems } = check(
      file(GOOD, `1,nobody,0,never,whenever,lots,`, `3,${WALLET},1,2026-01-01,linear:1d,,`, 'x'),
    );
    expect(problems.map(({ line, column }) => [line, column])).to.deep.equal([
      [3, 'grant_id'],
      [3, 'beneficiary'],
      [3, 'amount'],
      [3, 'start'],
      [3, 'schedule'],
      [3, 'withholding_bps'],
      [5, null],
    ]);
    expect(problems[0]?.message).to.equal('Lines 2 and 3 have the same id');
    expect(problems[1] && sdk.formatProblem(problems[1])).to.match(
      /^line 3, beneficiary "nobody": This is no .+\. Copy /,
    );
  });

  it('a schedule is checked though the amount is bad', () => {
    const { problems } = check(file(`1,${WALLET},x,x,1@12m/5,,`));
    expect(problems.map(({ column }) => column)).to.deep.equal(['amount', 'start', 'schedule']);
  });

  it('quotes that are never closed are told with their line', () => {
    const { problems } = check(file(GOOD, `2,"${WALLET},1,2026-01-01,linear:1d,,`));
    expect(problems[0]).to.include({ line: 3, column: null });
  });
});

describe('SDK: an import file against its plan', () => {
  const lines = [1, 2, 3, 4].map((id) => `${id},${WALLET},10,2026-01-01,linear:1d,,`);
  const whole = file(...lines);

  function sums(more: Partial<sdk.Plan>, vaultAmount = context.vaultAmount, issuer?: sdk.ImportContext['issuer']) {
    return check(whole, { plan: { ...plan, ...more }, vaultAmount, issuer }).problems;
  }

  it('fits to the last base unit', () => {
    expect(sums({ issueCap: 40_000_000n, operatorCap: 40_000_000n }, 40_000_000n)).to.deep.equal([]);
  });

  it('the line that exceeds the issue cap is named, with what is too much', () => {
    const [problem, ...others] = sums({ issueCap: 31_000_000n, allocated: 1_000_001n });
    expect(others).to.deep.equal([]);
    expect(problem).to.include({ line: 4, column: 'amount', value: '10' });
    expect(problem?.message).to.equal(
      "Up to this line the amounts sum to 30, but only 29.999999 are left of the plan's issue cap; " +
        'the whole file is 10.000001 too much',
    );
  });

  it('what the vault owes is not free', () => {
    const [problem] = sums({ reserved: 10_000_000n, withheld: 5_000_000n }, 50_000_000n);
    expect(problem).to.include({ line: 5 });
    expect(problem?.message).to.contain('only 35 are free in the vault');
  });

  it("the operator's cap counts 24 hours back and does not bind the authority", () => {
    const block = Math.floor(NOW / 14_400);
    const operatorBlocks = Array.from({ length: 7 }, () => 5_000_000n);
    const busy = { operatorBlocks, operatorCap: 50_000_000n };
    const left = (operatorBlock: number) => sums({ ...busy, operatorBlock })[0]?.message.match(/only (\S+)/)?.[1];
    expect(left(block)).to.equal('15');
    expect(left(block - 2)).to.equal('25');
    expect(left(block - 4)).to.equal('35');
    expect(left(block - 7)).to.equal(undefined);
    expect(sums({ ...busy, operatorBlock: block }, undefined, plan.authority)).to.deep.equal([]);
  });

  it('a sealed plan, a fully released one and another issuer are told', () => {
    const told = (more: Partial<sdk.Plan>, issuer?: sdk.ImportContext['issuer']) =>
      sums(more, undefined, issuer).map(({ line, message }) => `${line}: ${message}`);
    expect(told({ status: 'sealed' })).to.deep.equal(['null: The plan is sealed and issues no more grants']);
    expect(told({ accelerations: [{ ts: 1, retained: 0 }] })).to.deep.equal([
      'null: The plan is released in full, or nearly, and issues no more',
    ]);
    expect(told({}, key('stranger'))[0]).to.contain('may not issue');
  });
});
