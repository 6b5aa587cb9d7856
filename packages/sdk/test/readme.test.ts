import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import * as sdk from '../src';
import { PLAN } from './fixture/accounts';

const README = readFileSync(join(__dirname, '../README.md'), 'utf8');

describe("SDK: the package's README", () => {
  it('its schedules mean what it says', () => {
    const rows = [...README.matchAll(/^\| `(.+)` \| (.+) \|$/gm)];
    expect(rows.length).to.be.at.least(12);
    for (const [, text = '', meaning] of rows) expect(sdk.explainSchedule(sdk.parseSchedule(text))).to.equal(meaning);
  });

  it('its import file has no problem', () => {
    const csv = /```csv\n([^`]+)```/.exec(README)?.[1] ?? '';
    const plan = { ...PLAN, status: 'open' as const, allocated: 0n, maxWithholdingBps: 2_500 };
    const caps = { issueCap: sdk.U64_MAX, operatorCap: sdk.U64_MAX };
    const context = { vaultAmount: sdk.U64_MAX, existingIds: new Set<bigint>(), now: 0 };
    const { rows, problems } = sdk.validateImport(csv, { plan: { ...plan, ...caps }, ...context });
    expect(problems).to.deep.equal([]);
    expect(rows).to.have.length(2);
  });

  it('names only what the package has', () => {
    const imported = [...README.matchAll(/import \{ ([^}]+) \} from '@tenure\/sdk'/g)].flatMap(([, names = '']) =>
      names.split(', '),
    );
    expect(imported.length).to.be.greaterThan(10);
    for (const name of imported) expect(sdk).to.have.property(name);
  });
});
