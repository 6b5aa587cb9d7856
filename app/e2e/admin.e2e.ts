import { VersionedTransaction } from '@solana/web3.js';
import { fetchPlan, planAddress } from '@tenure/sdk';
import bs58 from 'bs58';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { DAY, keyOf } from '../../examples/showcase/stage';
import { connect, expectAccessible, expectGoodForAll, fact, screenshots, sign } from './support/browser';
import { visiting } from './support/visiting';

const NEW_PLAN = 3n;

describe('running plans in the browser', () => {
  const here = visiting();

  async function openPlans(wallet: string): Promise<Page> {
    const { page } = here;
    await connect(page, wallet);
    await page.getByRole('link', { name: 'Run plans' }).click();
    await page.getByRole('heading', { name: 'Plans you run' }).waitFor();
    return page;
  }

  async function openDashboard(wallet: string): Promise<Page> {
    const page = await openPlans(wallet);
    await page.getByRole('link', { name: 'Plan 1 in LAB' }).click();
    await page.getByRole('heading', { name: 'Totals' }).waitFor();
    return page;
  }

  async function openGrant(wallet: string, id: string): Promise<Page> {
    const page = await openDashboard(wallet);
    await page.getByRole('link', { name: id, exact: true }).click();
    await page.getByRole('heading', { name: `Grant ${id}` }).waitFor();
    return page;
  }

  it('sees the plans in which the wallet has a role, with their totals', async () => {
    const page = await openPlans('Operator');
    await page.getByRole('link', { name: 'Plan 1 in LAB' }).waitFor();
    await page.getByRole('link', { name: 'Plan 2 in FEE' }).waitFor();
    expect(await page.getByText('Operator', { exact: true }).count()).to.equal(2);
    await expectAccessible(page);
    await screenshots(page, 'admin-plans');
  });

  it('finds grants by number and address, and what each role may do', async () => {
    const page = await openDashboard('Authority');
    await page.getByText('9 of 9').waitFor();
    await expectAccessible(page);
    await screenshots(page, 'admin-desk');
    await page.getByLabel('Number or address').fill('1004');
    await page.getByText('1 of 9').waitFor();
    await page.getByLabel('Number or address').fill(keyOf('Member 1').publicKey.toBase58().slice(5, 15));
    await page.getByText('1 of 9').waitFor();
    for (const tab of ['Money', 'Roles', 'Powers', 'Metrics', 'Promises', 'End']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel').getByRole('heading').first().waitFor();
      await expectAccessible(page);
    }
  });

  it('withdraws what is owed to nobody, as much as was foretold', async () => {
    const page = await openDashboard('Authority');
    await page.getByRole('tab', { name: 'Money' }).click();
    await screenshots(page, 'admin-money');
    await page.getByLabel('Withdraw, tokens').fill('99,000,000');
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByText(/Give at most/).waitFor();
    await page.getByLabel('Withdraw, tokens').fill('500,000');
    await page.getByRole('button', { name: 'Withdraw' }).click();
    await page.getByRole('dialog').getByText('The authority receives').waitFor();
    expect(await fact(page, 'The authority receives')).to.equal('500,000 LAB');
    expect(await fact(page, 'Free in the vault')).to.equal('-500,000 LAB');
    await sign(page, 'The tokens are with the authority.');
    await page.getByText('500,000 LAB').first().waitFor();
  });

  it('creates a plan and funds it in one transaction, its promises read first', async () => {
    const page = await openPlans('Authority');
    await page.getByRole('link', { name: 'Create a plan' }).click();
    await page.getByRole('heading', { name: 'Create a plan' }).waitFor();
    await page.getByRole('button', { name: 'Review the plan' }).click();
    await page.getByText('Something is not right yet').waitFor();
    await expectAccessible(page);
    const [lab] = Object.entries(here.world.showcase.config.clusters[0]?.tokens ?? {}).filter(
      ([, symbol]) => symbol === 'LAB',
    );
    await page.getByLabel('Address of the token').fill(lab?.[0] ?? '');
    await page.getByRole('checkbox', { name: 'Somebody can make more of the token' }).check();
    await page.getByLabel('Issue cap, tokens').fill('1,000,000');
    await page.getByLabel('Fund it now, tokens').fill('200,000');
    await page.getByLabel('Notice, days').fill('45');
    await page.getByText('with 45 days of notice').waitFor();
    await page.getByLabel('Withheld of a claim at most, %').fill('66');
    await page.getByRole('button', { name: 'Review the plan' }).click();
    await page.getByText('Give a share from 0 to 65 %.').waitFor();
    await page.getByLabel('Withheld of a claim at most, %').fill('30');
    await page.getByText('Nobody can ever move a grant without the signature of its wallet.').waitFor();
    await page.getByRole('switch', { name: 'A lost wallet can be replaced' }).click();
    const days = page.getByLabel('Authority and guardian wait, days');
    await days.fill('29');
    await page.getByText('Give 30 to 365 days.').waitFor();
    await days.fill('30');
    await page.getByText('unless its beneficiary signs something with it within 30 days.').waitFor();
    await page.getByText('Nobody can propose it yet').waitFor();
    await days.fill('120');
    await page.getByText('unless its beneficiary signs something with it within 120 days.').waitFor();
    await page.getByText('can move its grant to another one after 120 days').waitFor();
    await page.getByLabel('Notice, days').fill('0');
    await page.getByText('Grants can be ended without notice').waitFor();
    await expectGoodForAll(page, 'a new plan with warnings');
    await page.getByLabel('Notice, days').fill('45');
    await page.getByLabel('Where the terms are').fill('https://example.org/terms.md');
    await page.getByLabel('Terms document').setInputFiles('examples/terms.md');
    await page.getByText('terms.md:').waitFor();
    await page.evaluate('scrollTo(0, 0)');
    await screenshots(page, 'admin-new-plan');
    await page.getByRole('button', { name: 'Review the plan' }).click();
    await page.getByRole('heading', { name: `Plan ${NEW_PLAN}, as it would be` }).waitFor();
    await page.getByText('key alone can issue all that the plan may ever issue').waitFor();
    await expectAccessible(page);
    await screenshots(page, 'admin-new-plan-review');
    await page.getByRole('button', { name: 'Create the plan' }).click();
    await page.getByRole('dialog').getByText('Goes into the vault').waitFor();
    expect(await fact(page, 'Goes into the vault')).to.equal('200,000 LAB');
    expect(await fact(page, 'Replacing a lost wallet')).to.equal('after 120 days, if nobody vetoes');
    await sign(page, 'The plan exists.');
    const created = await fetchPlan(here.world.connection, planAddress(keyOf('Authority').publicKey, NEW_PLAN));
    expect([created.recoverySecs, created.maxWithholdingBps]).to.deep.equal([120 * DAY, 3_000]);
    await page.getByRole('link', { name: 'Go to its desk' }).click();
    await page.getByRole('heading', { name: `Plan ${NEW_PLAN} in LAB` }).waitFor();
    await page.getByText('No grants yet').waitFor();
    await page.getByText('of 200,000 LAB in the vault').waitFor();
  });

  it('issues one grant by a preset, with its curve drawn while it is typed', async () => {
    const page = await openPlans('Authority');
    await page.getByRole('link', { name: `Plan ${NEW_PLAN} in LAB` }).click();
    await page.getByRole('link', { name: 'Issue a grant' }).first().click();
    await page.getByLabel('Beneficiary’s wallet').fill(planAddress(keyOf('Authority').publicKey, NEW_PLAN).toBase58());
    await page.getByText('This account belongs to a program').waitFor();
    await page.getByLabel('Amount, tokens').fill('250,000');
    await page.getByRole('button', { name: 'Review and issue' }).click();
    await page.getByText(/This belongs to the plan itself/).waitFor();
    await page.getByText(/Only 200,000 are free in the vault/).waitFor();
    await page.getByLabel('Beneficiary’s wallet').fill(keyOf('Employee').publicKey.toBase58());
    await page.getByText('It has been used on this cluster.').waitFor();
    await page.getByLabel('Amount, tokens').fill('48000');
    await page.getByLabel('Schedule', { exact: true }).selectOption('graded-yearly:10/20/30/40');
    await page.getByText('10 % after 1 year; then 20 % after 1 year').waitFor();
    await page.getByText('Its 4 parts').click();
    await expectAccessible(page);
    await page.evaluate('scrollTo(0, 0)');
    await screenshots(page, 'admin-issue');
    await page.getByRole('button', { name: 'Review and issue' }).click();
    await page.getByRole('dialog').getByText('Granted').waitFor();
    expect(await fact(page, 'Granted')).to.equal('48,000 LAB');
    expect(await fact(page, 'Owed to people')).to.equal('+48,000 LAB');
    await sign(page, 'Grant 1 is issued');
    await page.getByRole('link', { name: 'Back to the plan' }).click();
    await page.getByText('1 of 1').waitFor();
  });

  it('terminates a grant: what stays and what returns is told before, and holds', async () => {
    const page = await openGrant('Authority', '1003');
    await screenshots(page, 'admin-grant');
    await page.getByRole('link', { name: 'Back to the plan' }).click();
    await page.getByRole('link', { name: '1012', exact: true }).click();
    await page.getByRole('heading', { name: 'End the grant' }).waitFor();
    await page.getByLabel('Cause').selectOption('withoutCause');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Terminate' }).click();
    await page.getByRole('dialog').getByText('Vests in the end').waitFor();
    expect(await fact(page, 'Cause')).to.equal('Dismissed without cause');
    const foretold = await fact(page, 'Vests in the end');
    await sign(page, 'The termination is announced.');
    const after = await here.world.grant('main', 1012n);
    expect(after.status).to.equal('terminating');
    expect(foretold).to.match(/^325,000 LAB \(until now 650,000 LAB\)$/);
    await page.getByRole('button', { name: 'Take the termination back' }).click();
    await sign(page, 'The grant goes on.');
    expect((await here.world.grant('main', 1012n)).status).to.equal('active');
  });

  it('pauses, resumes and accelerates a grant', async () => {
    const page = await openGrant('Authority', '1002');
    await page.getByLabel('Days', { exact: true }).fill('30');
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await sign(page, 'Vesting stands still.');
    await page.getByRole('button', { name: 'Resume now' }).click();
    await sign(page, 'Vesting goes on.');
    await page.getByLabel('Share of the unvested, %').fill('25');
    await page.getByText('30,000 LAB').waitFor();
    await page.getByRole('button', { name: 'Release', exact: true }).click();
    expect(await fact(page, 'Vested now')).to.match(/^30,000 LAB/);
    await sign(page, 'It is vested now.');
    expect((await here.world.grant('main', 1002n)).retained).to.equal(750_000_000);
  });

  it('exports an act for a wallet that is not connected, such as a multisig', async () => {
    const page = await openPlans('Employee');
    await page.getByText('No plan names this wallet').waitFor();
    await page.getByLabel('Address of the plan').fill(here.world.showcase.plans.main);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('link', { name: '1011', exact: true }).click();
    await page.getByRole('button', { name: 'Terminate' }).click();
    await page.getByText('Another key signs this').waitFor();
    const exported = await page.getByRole('dialog').getByRole('textbox').inputValue();
    await expectAccessible(page);
    await screenshots(page, 'admin-export');
    const transaction = VersionedTransaction.deserialize(bs58.decode(exported));
    transaction.sign([keyOf('Authority')]);
    await here.world.connection.sendRawTransaction(transaction.serialize());
    expect((await here.world.grant('main', 1011n)).status).to.equal('terminating');
  });
});
