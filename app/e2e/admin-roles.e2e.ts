import { fetchMetric, fetchPlan, metricAddress } from '@tenure/sdk';
import { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { keyOf, type Name } from '../../examples/showcase/stage';
import {
  answer,
  connect,
  expectAccessible,
  fact,
  launch,
  screenshots,
  visit,
  type Visit,
} from './support/browser';
import { startWorld, type World } from './support/world';

const DAY_MS = 86_400_000;

describe('holders of roles in the browser', function () {
  this.timeout(120_000);
  let world: World;
  let browser: Browser;
  let visitor: Visit;

  before(async () => {
    world = await startWorld();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });
  beforeEach(async () => {
    visitor = await visit(browser, world.url);
  });
  afterEach(async () => {
    const { page, problems } = visitor;
    await page.context().close();
    expect(problems).to.deep.equal([]);
  });

  const planKey = () => new PublicKey(world.showcase.plans.main);
  const plan = () => fetchPlan(world.connection, planKey());

  /** Opens a tab of the desk of plan 1, which the wallet finds among its plans or opens by its address. */
  async function openTab(wallet: Name, tab: string): Promise<Page> {
    const { page } = visitor;
    await connect(page, wallet);
    await page.getByRole('link', { name: 'Run plans' }).click();
    await page.getByLabel('Address of the plan').fill(world.showcase.plans.main);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('tabpanel').getByRole('heading').first().waitFor();
    return page;
  }

  async function sign(page: Page, done: string): Promise<void> {
    await page.getByRole('button', { name: 'Sign in wallet' }).click();
    await answer(page, 'Approve');
    await page.getByRole('dialog').getByText(done).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
  }

  it('payroll collects what was withheld', async () => {
    const page = await openTab('Payroll', 'Money');
    await page.getByRole('button', { name: 'Collect all of it' }).click();
    await page.getByRole('dialog').getByText('Payroll receives').waitFor();
    expect(await fact(page, 'Payroll receives')).to.equal('47,500 LAB');
    await sign(page, 'The withheld tokens are with payroll.');
    expect((await plan()).withheld).to.equal(0n);
  });

  it('the guardian pauses claims, and opens them again', async () => {
    const page = await openTab('Guardian', 'Powers');
    await screenshots(page, 'admin-powers');
    await page.getByLabel('For how many hours').fill('73');
    await page.getByRole('button', { name: 'Pause claims' }).click();
    await page.getByText('from 0 to 72').waitFor();
    await page.getByLabel('For how many hours').fill('24');
    await page.getByRole('button', { name: 'Pause claims' }).click();
    await page.getByRole('dialog').getByText('No claims until').waitFor();
    await sign(page, 'Claims are paused.');
    await page.getByText('Claims are paused').waitFor();
    await page.getByRole('button', { name: 'Open claims now' }).click();
    await sign(page, 'Claims are open again.');
  });

  it('the guardian disputes a value with a document that says why', async () => {
    const page = await openTab('Guardian', 'Metrics');
    await page.getByRole('heading', { name: 'uptime-q3' }).waitFor();
    await expectAccessible(page);
    await screenshots(page, 'admin-metrics');
    await page.getByRole('button', { name: 'Dispute it' }).first().click();
    await page.getByLabel('Document with the reasons').setInputFiles('examples/README.md');
    await page.getByRole('dialog').getByText('Disputed value').waitFor();
    expect(await fact(page, 'Disputed value')).to.equal('0.9993');
    await sign(page, 'The value is taken back.');
    expect(
      (await fetchMetric(world.connection, metricAddress(planKey(), 'uptime-q3'))).disputedByGuardian,
    ).to.equal(true);
  });

  it('the authority defines a metric, and the operator sets a milestone on it', async () => {
    const due = new Date(Date.now() + 60 * DAY_MS).toISOString().slice(0, 10);
    const deadline = new Date(Date.now() + 90 * DAY_MS).toISOString().slice(0, 10);
    let page = await openTab('Authority', 'Metrics');
    await page.getByRole('button', { name: 'Define a metric' }).click();
    await page.getByRole('button', { name: 'Review the metric' }).click();
    await page.getByText('Choose a day.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Name', { exact: true }).fill('helm-2027');
    await page.getByLabel('Can become final from').fill(due);
    await page.getByLabel('Where the definition is').fill('https://example.org/helm.md');
    await page.getByLabel('Definition of the metric').setInputFiles('examples/README.md');
    await page.getByText('SHA-256:').waitFor();
    await page.getByRole('button', { name: 'Review the metric' }).click();
    await sign(page, 'The metric is defined, for good.');
    await page.getByRole('heading', { name: 'helm-2027' }).waitFor();

    await page.context().close();
    visitor = await visit(browser, world.url);
    page = await openTab('Operator', 'Grants');
    await page.getByRole('link', { name: '1002', exact: true }).click();
    await page.getByLabel('Add one, decided by').selectOption('helm-2027');
    await page.getByLabel('Pays at the target, tokens').fill('10,000');
    await page.getByLabel('Threshold', { exact: true }).fill('0.7');
    await page.getByLabel('Target', { exact: true }).fill('0.8');
    await page.getByLabel('Maximum', { exact: true }).fill('0.9');
    await page.getByLabel('The maximum pays, %').fill('150');
    await page.getByLabel('Result by').fill(deadline);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add the milestone' }).click();
    await page.getByRole('dialog').getByText('Owed to people').waitFor();
    expect(await fact(page, 'Owed to people')).to.equal('+15,000 LAB');
    await sign(page, 'The milestone is added');
    await page.getByRole('heading', { name: '0: helm-2027' }).waitFor();
  });

  it('the authority is handed over in two steps', async () => {
    const next = keyOf('Member 1').publicKey;
    let page = await openTab('Authority', 'Roles');
    await page.getByRole('button', { name: 'Change the authority' }).click();
    await page.getByLabel('Next authority').fill(next.toBase58());
    await screenshots(page, 'admin-roles');
    await page.getByRole('button', { name: 'Offer' }).click();
    await page.getByRole('dialog').getByText('Offered to').waitFor();
    await sign(page, 'The authority is offered.');
    expect((await plan()).pendingAuthority?.equals(next)).to.equal(true);

    await page.context().close();
    visitor = await visit(browser, world.url);
    page = await openTab('Member 1', 'Roles');
    await page.getByRole('button', { name: 'Change the authority' }).click();
    await page.getByRole('button', { name: 'Accept as the next authority' }).click();
    await sign(page, 'The authority is yours.');
    expect((await plan()).authority.equals(next)).to.equal(true);
  });
});
