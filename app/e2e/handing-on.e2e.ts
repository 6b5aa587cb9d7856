import { fetchTransfer, type Transfer } from '@tenure/sdk';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { answer, connect, expectAccessible, launch, screenshots, visit, type Visit } from './support/browser';
import { startWorld, type World } from './support/world';

describe('a grant and other wallets', function () {
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
    await connect(visitor.page, 'Employee');
    await visitor.page.getByRole('link', { name: 'Grants', exact: true }).click();
  });
  afterEach(async () => {
    await visitor.page.context().close();
    expect(visitor.problems).to.deep.equal([]);
  });

  async function sign(): Promise<void> {
    await visitor.page.getByRole('button', { name: 'Sign in wallet' }).click();
    await answer(visitor.page, 'Approve');
    await visitor.page.getByRole('dialog').getByText('Done', { exact: true }).waitFor();
  }

  async function pending(plan: 'main' | 'fee', id: bigint): Promise<Transfer | null> {
    const { address } = await world.grant(plan, id);
    return fetchTransfer(world.connection, address);
  }

  it('vetoes a recovery that the authority proposed', async () => {
    const { page } = visitor;
    expect(await pending('fee', 2002n)).not.to.equal(null);
    await page.getByRole('link', { name: 'Details of grant 2002' }).click();
    await page.getByRole('heading', { name: 'Recovery to another wallet' }).waitFor();
    await expectAccessible(page);
    await screenshots(page, 'recovery');
    await page.getByRole('button', { name: 'Veto' }).click();
    await sign();
    expect(await pending('fee', 2002n)).to.equal(null);
  });

  it('proposes to hand a grant on, after saying what is wrong with an address', async () => {
    const { page } = visitor;
    await page.getByRole('link', { name: 'Details of grant 1003' }).click();
    const wallet = page.getByLabel('New wallet');
    await wallet.fill('not an address');
    await page.getByRole('button', { name: 'Propose' }).click();
    await page.getByText('Give the address of a wallet in base58').waitFor();
    const { beneficiary } = await world.grant('main', 1011n);
    await wallet.fill(beneficiary.toBase58());
    await page.getByRole('button', { name: 'Propose' }).click();
    await sign();
    expect((await pending('main', 1003n))?.to.toBase58()).to.equal(beneficiary.toBase58());
  });

  it('switches claims by others off', async () => {
    const { page } = visitor;
    await page.getByRole('link', { name: 'Details of grant 1001' }).click();
    await page.getByRole('switch', { name: 'Others may send my claims' }).click();
    await sign();
    expect((await world.grant('main', 1001n)).autoClaim).to.equal(false);
  });
});
