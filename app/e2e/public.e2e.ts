import { createMintToInstruction } from '@solana/spl-token';
import { fetchVaultAmount } from '@tenure/sdk';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { tokens } from '../../examples/showcase/stage';
import { expectAccessible, screenshots } from './support/browser';
import { visiting } from './support/visiting';

describe('everybody in the browser, without a wallet', () => {
  const here = visiting();

  async function look(address: string): Promise<Page> {
    const { page } = here;
    await page.getByRole('link', { name: 'Plans', exact: true }).click();
    await page.getByLabel('Address', { exact: true }).fill(address);
    await page.getByRole('button', { name: 'Look' }).click();
    return page;
  }

  it('find a plan among those of this host', async () => {
    const { page } = here;
    await page.getByRole('link', { name: 'Plans', exact: true }).click();
    await page.getByRole('link', { name: 'Plan 2 in FEE' }).waitFor();
    await expectAccessible(page);
    await screenshots(page, 'plans');
    await page.getByRole('link', { name: 'Plan 1 in LAB' }).click();
    await page.getByText('Every token that is owed is in the vault').waitFor();
  });

  it('see what is locked, when it vests, that it is there, and which promises hold', async () => {
    const page = await look(here.world.showcase.plans.main);
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
    const page = await look(here.world.showcase.plans.main);
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
    const page = await look(here.world.showcase.plans.main);
    const plan = await here.world.plan('main');
    const before = await fetchVaultAmount(here.world.connection, plan);
    const holds = (amount: bigint) =>
      page.getByText(`The vault holds ${Number(amount / tokens(1)).toLocaleString('en-US')}`);
    await holds(before).waitFor();
    const { mint, vault, tokenProgram } = plan;
    const { stage } = here.world;
    const pay = createMintToInstruction(mint, vault, stage.address('Authority'), tokens(500), [], tokenProgram);
    await stage.send([pay], 'Authority');
    await holds(before + tokens(500)).waitFor();
  });

  it('look at what a wallet was granted', async () => {
    const { beneficiary } = await here.world.grant('main', 1001n);
    const page = await look(beneficiary.toBase58());
    await page.getByRole('heading', { name: 'Grants of a wallet' }).waitFor();
    await page.getByRole('link', { name: '2001' }).waitFor();
    await expectAccessible(page);
    await screenshots(page, 'wallet');
  });

  it('are told what is wrong with an address', async () => {
    const page = await look('nonsense');
    await page.getByText('Give an address in base58').waitFor();
    await page.goto(`${here.world.url}/plan/11111111111111111111111111111111`);
    await page.getByRole('alert').waitFor();
    await expectAccessible(page);
    for (const [path, told] of [
      ['grants', 'Connect the wallet that your grants were issued to.'],
      ['grants/nonsense', 'Check the link: a grant has a base58 address.'],
      [`grants/${here.world.showcase.plans.main}`, 'Check the address.'],
      [`plan/${here.world.showcase.plans.main}/votes/99`, 'Proposal 99 is not there'],
    ] as const) {
      await page.goto(`${here.world.url}/${path}`);
      await page.getByText(told).first().waitFor();
      await expectAccessible(page);
    }
    await page.goto(`${here.world.url}/nowhere`);
    await page.getByText('There is no such page').waitFor();
    await expectAccessible(page);
  });
});
