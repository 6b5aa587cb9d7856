import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { keyOf } from '../../examples/showcase/stage';
import { answer, connect, expectAccessible, fact, screenshots } from './support/browser';
import { visiting } from './support/visiting';

const HEADER = 'grant_id,beneficiary,amount,start,schedule,withholding_bps,label';
const EMPLOYEE = keyOf('Employee').publicKey.toBase58();
const FIRST_ID = 5_000;

function rows(count: number): string[] {
  return Array.from(
    { length: count },
    (_, row) => `${FIRST_ID + row},${EMPLOYEE},${100 + row},2026-01-31,cliff-monthly:48m:12m,,row-${row}`,
  );
}

function csv(name: string, lines: readonly string[]) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from([HEADER, ...lines, ''].join('\n')) };
}

/** Line and column of each problem of the bad file. */
const PROBLEMS = [
  ['4', 'beneficiary'],
  ['5', 'amount'],
  ['5', 'start'],
  ['5', 'schedule'],
  ['6', 'grant_id'],
  ['6', 'amount'],
  ['6', 'withholding_bps'],
] as const;

interface Sending {
  readonly params: readonly unknown[];
}

function isSending(call: unknown): call is Sending {
  return typeof call === 'object' && call !== null && 'method' in call && call.method === 'sendTransaction';
}

describe('importing grants from a file in the browser', () => {
  const here = visiting();

  async function openImport(): Promise<Page> {
    const { page } = here;
    await connect(page, 'Operator');
    await page.getByRole('link', { name: 'Run plans' }).click();
    await page.getByRole('link', { name: 'Plan 1 in LAB' }).click();
    await page.getByRole('link', { name: 'Import a file' }).click();
    await page.getByRole('heading', { name: 'Import grants from a file' }).waitFor();
    return page;
  }

  /** Lets only so many different transactions reach the chain, as a network does that dies in between. */
  async function letThrough(page: Page, most: number): Promise<void> {
    const passed = new Set<unknown>();
    const { rpc } = here.world.showcase.config.clusters[0] ?? { rpc: '' };
    await page.route(`${rpc}/**`, async (route) => {
      const call: unknown = JSON.parse(route.request().postData() ?? 'null');
      if (!isSending(call)) return route.continue();
      const [bytes] = call.params;
      if (!passed.has(bytes) && passed.size >= most) return route.abort();
      passed.add(bytes);
      return route.continue();
    });
  }

  it('names every problem of a bad file, line by line, and sends nothing', async () => {
    const page = await openImport();
    await expectAccessible(page);
    const bad = [
      ...rows(2),
      '5002,not-an-address,100,2026-01-31,monthly:36m,,',
      `5003,${EMPLOYEE},1.1234567,2026-02-30,weekly:36m,,`,
      `5000,${EMPLOYEE},0,2026-01-31,monthly:36m,9000,`,
    ];
    await page.getByLabel('File of grants').setInputFiles(csv('bad.csv', bad));
    const table = page.getByRole('table', { name: 'Problems of the file' });
    await table.waitFor();
    for (const [line, column] of PROBLEMS) {
      const row = table
        .getByRole('row')
        .filter({ hasText: column })
        .filter({ has: page.getByRole('cell', { name: line, exact: true }) });
      expect(await row.count(), `line ${line}, ${column}`).to.equal(1);
    }
    await page.getByText('The file has 7 problems, so nothing of it is sent').waitFor();
    expect(await page.getByRole('button', { name: /^Issue/ }).count()).to.equal(0);
    await expectAccessible(page);
    await screenshots(page, 'admin-import-problems');
  });

  it('issues a good file ten grants a transaction, interrupted in between, and goes on after a reload', async () => {
    const file = csv('good.csv', rows(25));
    const page = await openImport();
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByLabel('File of grants').setInputFiles(file);
    await page.getByText('0 of 25 on the chain').waitFor();
    await expectAccessible(page);
    await screenshots(page, 'admin-import');
    await letThrough(page, 1);
    await page.getByRole('button', { name: 'Issue 25 grants' }).click();
    await page.getByRole('dialog').getByText('Owed to people').waitFor();
    expect(await fact(page, 'Owed to people')).to.equal('+2,800 LAB');
    await page.getByRole('dialog').getByText('3 transactions').waitFor();
    await page.getByRole('button', { name: 'Sign in wallet' }).click();
    await answer(page, 'Approve');
    await page.getByText('1 of 3 confirmed').waitFor();

    // What the page still sends is held back until it is gone: otherwise a second transaction may slip through.
    await page.reload();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.getByRole('heading', { name: 'Import grants from a file' }).waitFor();
    await page.getByRole('button', { name: 'Disconnect' }).waitFor();
    await page.getByLabel('File of grants').setInputFiles(file);
    await page.getByText('10 of 25 on the chain').waitFor();
    await screenshots(page, 'admin-import-half');
    await page.getByRole('button', { name: 'Issue 15 grants' }).click();
    await page.getByRole('button', { name: 'Sign in wallet' }).click();
    await answer(page, 'Approve');
    await page.getByText('The grants are issued.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.getByText('Every grant of the file is on the chain').waitFor();
    await expectAccessible(page);
    for (const row of [0, 12, 24]) {
      const { total } = await here.world.grant('main', BigInt(FIRST_ID + row));
      expect(total, `row ${row}`).to.equal(BigInt(100 + row) * 1_000_000n);
    }
  });

  it('names grants that exist with other terms, and issues nothing', async () => {
    const page = await openImport();
    const [first = ''] = rows(1);
    const other = [first.replace(',100,', ',101,'), `6000,${EMPLOYEE},5,2026-01-31,immediate,,`];
    await page.getByLabel('File of grants').setInputFiles(csv('other.csv', other));
    await page.getByText('Grants with numbers of the file exist with other terms').waitFor();
    await page.getByText('line 2, grant 5000: its amount is 100').waitFor();
    expect(await page.getByRole('button', { name: /^Issue/ }).count()).to.equal(0);
  });

  it('says before anything is signed that the plan has no room', async () => {
    const page = await openImport();
    await page
      .getByLabel('File of grants')
      .setInputFiles(csv('large.csv', [`6001,${EMPLOYEE},19000000,2026-01-31,monthly:36m,,`]));
    await page.getByText('The plan has no room for these grants').waitFor();
    await page.getByText(/left of the operator’s cap for 24 hours/).waitFor();
    expect(await page.getByRole('button', { name: 'Issue 1 grant' }).isDisabled()).to.equal(true);
  });
});
