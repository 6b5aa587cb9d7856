import { fetchMetric, metricAddress, payrollAt } from '@tenure/sdk';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { keyOf, type Name } from '../../examples/showcase/stage';
import { connect, expectAccessible, fact, openDashboard, screenshots, sign } from './support/browser';
import { visiting } from './support/visiting';

const DAY_MS = 86_400_000;
const DAY_SECS = 86_400;

describe('holders of roles in the browser', () => {
  const here = visiting();

  const plan = () => here.world.plan('main');

  /** Opens a tab of the dashboard of plan 1. */
  async function openTab(wallet: Name, tab: string): Promise<Page> {
    await connect(here.page, wallet);
    await openDashboard(here.page, here.world.planKey('main'), tab);
    return here.page;
  }

  it('payroll collects what was withheld', async () => {
    const page = await openTab('Payroll', 'Money');
    await page.getByRole('button', { name: 'Collect all of it' }).click();
    await page.getByRole('dialog').getByText('Payroll receives').waitFor();
    expect(await fact(page, 'Payroll receives')).to.equal('47,500 LAB');
    await sign(page, 'The withheld tokens are with payroll.');
    expect((await plan()).withheld).to.equal(0n);
  });

  it('payroll announces a higher withholding, as far as the plan promises; a lower one counts at once', async () => {
    const page = await openTab('Payroll', 'Grants');
    await page.getByRole('link', { name: '1002', exact: true }).click();
    await page.getByLabel('Withheld of later claims, %').fill('50');
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await page.getByText('The plan promises at most 40 %.').waitFor();
    await page.getByLabel('Withheld of later claims, %').fill('12.5');
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await page.getByRole('dialog').getByText('Withheld from').waitFor();
    await sign(page, 'It is announced.');
    const announced = await here.world.grant('main', 1002n);
    expect(announced.withholdingBps).to.equal(0);
    expect(announced.nextWithholding?.bps).to.equal(1_250);
    expect((announced.nextWithholding?.fromTs ?? 0) - (await here.world.stage.now())).to.be.at.least(7 * DAY_SECS);
    await page.getByText('12.5 % from').first().waitFor();
    await page.getByLabel('Withheld of later claims, %').fill('0');
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await sign(page, 'Later claims are withheld by this share.');
    expect((await here.world.grant('main', 1002n)).nextWithholding).to.equal(null);
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
    const metric = metricAddress(here.world.planKey('main'), 'uptime-q3');
    expect((await fetchMetric(here.world.connection, metric)).disputedByGuardian).to.equal(true);
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

    await here.again();
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

  it('the authority gives a role to another key, and to nobody', async () => {
    const next = keyOf('Member 2').publicKey;
    const page = await openTab('Authority', 'Roles');
    for (const [typed, holder] of [
      [next.toBase58(), next],
      ['', null],
    ] as const) {
      await page.getByRole('button', { name: 'Change the operator' }).click();
      await page.getByLabel('New operator').fill(typed);
      await page.getByRole('button', { name: 'Hand over' }).click();
      await page.getByRole('dialog').getByText('Operator from now on').waitFor();
      expect(await fact(page, 'Operator from now on')).to.equal(holder?.toBase58() ?? 'nobody');
      await sign(page, 'The role is handed over.');
      expect((await plan()).operator?.toBase58()).to.equal(holder?.toBase58());
    }
  });

  it('the authority announces another payroll, which acts 7 days later, and calls the change off', async () => {
    const [payroll, next] = [keyOf('Payroll').publicKey, keyOf('Member 2').publicKey];
    const page = await openTab('Authority', 'Roles');
    const announce = async () => {
      await page.getByRole('button', { name: 'Change the payroll' }).click();
      await page.getByLabel('New payroll').fill(next.toBase58());
      await page.getByRole('button', { name: 'Hand over' }).click();
      await page.getByRole('dialog').getByText('Payroll until then').waitFor();
      expect(await fact(page, 'Payroll until then')).to.equal(payroll.toBase58());
      await sign(page, 'The change is announced.');
    };
    await announce();
    await page.getByText('Another payroll is announced').waitFor();
    await expectAccessible(page);
    const announced = await plan();
    expect(announced.payroll?.equals(payroll)).to.equal(true);
    expect(announced.nextPayroll?.holder.equals(next)).to.equal(true);

    await page.goto(`${here.world.url}/plan/${here.world.showcase.plans.main}`);
    await page.getByText('Payroll, announced', { exact: true }).waitFor();
    await expectAccessible(page);
    await page.goto(`${here.world.url}/grants/${(await here.world.grant('main', 1002n)).address.toBase58()}`);
    await page.getByText('Payroll, announced', { exact: true }).waitFor();

    await openDashboard(page, here.world.planKey('main'), 'Roles');
    await page.getByRole('button', { name: 'Call it off' }).click();
    await sign(page, 'The role is handed over.');
    expect((await plan()).nextPayroll).to.equal(null);
    await announce();
    await here.world.wait(8);
    expect(payrollAt(await plan(), await here.world.stage.now())?.equals(next)).to.equal(true);
    await here.again();
    await connect(here.page, 'Member 2');
    await openDashboard(here.page, here.world.planKey('main'), 'Money');
    await here.page.getByRole('button', { name: 'Collect all of it' }).waitFor();
    expect(await here.page.getByText('Signed by payroll').count(), 'the new payroll signs itself').to.equal(0);
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

    await here.again();
    page = await openTab('Member 1', 'Roles');
    await page.getByRole('button', { name: 'Change the authority' }).click();
    await page.getByRole('button', { name: 'Accept as the next authority' }).click();
    await sign(page, 'The authority is yours.');
    expect((await plan()).authority.equals(next)).to.equal(true);
  });
});
