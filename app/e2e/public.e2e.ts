import { createMintToInstruction } from '@solana/spl-token';
import { PublicKey } from '@solana/web3.js';
import { fetchPlan, fetchVaultAmount } from '@tenure/sdk';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { Stage, tokens } from '../../examples/showcase/stage';
import { expectAccessible, launch, screenshots, visit, type Visit } from './support/browser';
import { startWorld, type World } from './support/world';

describe('everybody in the browser, without a wallet', function () {
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

  async function look(address: string): Promise<Page> {
    const { page } = visitor;
    await page.getByRole('link', { name: 'Plans', exact: true }).click();
    await page.getByLabel('Address', { exact: true }).fill(address);
    await page.getByRole('button', { name: 'Look' }).click();
    return page;
  }

  it('find a plan among those of this host', async () => {
    const { page } = visitor;
    await page.getByRole('link', { name: 'Plans', exact: true }).click();
    await page.getByRole('link', { name: 'Plan 2 in FEE' }).waitFor();
    await expectAccessible(page);
    await screenshots(page, 'plans');
    await page.getByRole('link', { name: 'Plan 1 in LAB' }).click();
    await page.getByText('Every token that is owed is in the vault').waitFor();
  });

  it('see what is locked, when it vests, that it is there, and which promises hold', async () => {
    const page = await look(world.showcase.plans.main);
    await page.getByText('Every token that is owed is in the vault').waitFor();
    await page.getByText('In the next 12 months').waitFor();
    await page.getByText(/^all \d+ hold$/).waitFor();
    await page.getByRole('cell', { name: 'mmlu-2026', exact: true }).waitFor();
    expect(await page.locator('figure svg rect').count()).to.be.above(48);
    await expectAccessible(page);
    await screenshots(page, 'plan');
    await page.getByRole('tab', { name: 'Table' }).click();
    expect(await page.getByRole('table').first().getByRole('row').count()).to.equal(50);
    await expectAccessible(page);
  });

  it('search and sort the grants, and open one', async () => {
    const page = await look(world.showcase.plans.main);
    const table = page.getByRole('table', { name: 'Grants of the plan' });
    await table.getByRole('link', { name: '1001', exact: true }).waitFor();
    await table.getByRole('button', { name: 'Granted' }).click();
    expect(await table.getByRole('link').first().innerText()).to.equal('1011');
    await page.getByLabel('Find a grant').fill('1003');
    await page.getByText('1 of 9 grants').waitFor();
    await table.getByRole('link', { name: '1003', exact: true }).click();
    await page.getByRole('heading', { name: 'Grant 1003' }).waitFor();
  });

  it('see the vault change without reloading', async () => {
    const page = await look(world.showcase.plans.main);
    const plan = await fetchPlan(world.connection, new PublicKey(world.showcase.plans.main));
    const before = await fetchVaultAmount(world.connection, plan);
    const holds = (amount: bigint) => page.getByText(`The vault holds ${Number(amount / tokens(1)).toLocaleString('en-US')}`);
    await holds(before).waitFor();
    const { mint, vault, tokenProgram } = plan;
    const stage = new Stage(world.connection, world.connection.rpcEndpoint);
    const pay = createMintToInstruction(mint, vault, stage.address('Authority'), tokens(500), [], tokenProgram);
    await stage.send([pay], 'Authority');
    await holds(before + tokens(500)).waitFor();
  });

  it('look at what a wallet was granted', async () => {
    const { beneficiary } = await world.grant('main', 1001n);
    const page = await look(beneficiary.toBase58());
    await page.getByRole('heading', { name: 'Grants of a wallet' }).waitFor();
    await page.getByRole('link', { name: '2001' }).waitFor();
    await expectAccessible(page);
    await screenshots(page, 'wallet');
  });

  it('are told what is wrong with an address', async () => {
    const page = await look('nonsense');
    await page.getByText('Give an address in base58').waitFor();
    await page.goto(`${world.url}/plan/11111111111111111111111111111111`);
    await page.getByRole('alert').waitFor();
    await expectAccessible(page);
    await page.goto(`${world.url}/nowhere`);
    await page.getByText('There is no such page').waitFor();
    await expectAccessible(page);
  });
});
