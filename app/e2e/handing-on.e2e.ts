import { fetchTransfer, type Transfer } from '@tenure/sdk';
import { expect } from 'chai';
import { connect, expectAccessible, fact, openDashboard, screenshots, sign } from './support/browser';
import { visiting } from './support/visiting';

describe('a grant and other wallets', () => {
  const here = visiting();

  beforeEach(async () => {
    await connect(here.page, 'Employee');
    await here.page.getByRole('link', { name: 'Grants', exact: true }).click();
  });

  async function pending(plan: 'main' | 'fee', id: bigint): Promise<Transfer | null> {
    const { address } = await here.world.grant(plan, id);
    return fetchTransfer(here.world.connection, address);
  }

  it('vetoes a recovery that the authority proposed', async () => {
    const { page } = here;
    expect(await pending('fee', 2002n)).not.to.equal(null);
    await page.getByRole('link', { name: 'Details of grant 2002' }).click();
    await page.getByRole('heading', { name: 'Recovery to another wallet' }).waitFor();
    expect(await page.getByRole('button', { name: 'Complete it' }).count()).to.equal(0);
    await expectAccessible(page);
    await screenshots(page, 'recovery');
    await page.getByRole('button', { name: 'Veto', exact: true }).click();
    await sign(page, 'The grant stays where it is.');
    expect(await pending('fee', 2002n)).to.equal(null);
  });

  it('proposes to hand a grant on, after saying what is wrong with an address', async () => {
    const { page } = here;
    await page.getByRole('link', { name: 'Details of grant 1003' }).click();
    const wallet = page.getByLabel('New wallet');
    await wallet.fill('not an address');
    await page.getByRole('button', { name: 'Propose' }).click();
    await page.getByText('Give the address of a wallet in base58').waitFor();
    const { beneficiary } = await here.world.grant('main', 1011n);
    await wallet.fill(beneficiary.toBase58());
    await page.getByRole('button', { name: 'Propose' }).click();
    await sign(page, 'The transfer is proposed.');
    expect((await pending('main', 1003n))?.to.toBase58()).to.equal(beneficiary.toBase58());
  });

  it('hands the grant on once the authority agrees', async () => {
    const page = await here.again();
    await connect(page, 'Authority');
    await openDashboard(page, here.world.planKey('main'), 'Grants');
    await page.getByRole('link', { name: '1003', exact: true }).click();
    await page.getByRole('button', { name: 'Complete it' }).click();
    await page.getByRole('dialog').getByText('New beneficiary', { exact: true }).waitFor();
    const { beneficiary: to } = await here.world.grant('main', 1011n);
    expect(await fact(page, 'New beneficiary')).to.contain(to.toBase58());
    expect(await fact(page, 'The present wallet gives away')).to.equal('36,500 LAB, of which 36,500 LAB have vested');
    await sign(page, 'The grant has another beneficiary now.');
    expect((await here.world.grant('main', 1003n)).beneficiary.equals(to)).to.equal(true);
    expect(await pending('main', 1003n)).to.equal(null);
  });

  it('switches claims by others on, which are off where members vote, and off again', async () => {
    const { page } = here;
    await page.getByRole('link', { name: 'Details of grant 1001' }).click();
    expect((await here.world.grant('main', 1001n)).autoClaim).to.equal(false);
    await page.getByRole('switch', { name: 'Others may send my claims' }).click();
    await sign(page, 'Others may send your claims now.');
    expect((await here.world.grant('main', 1001n)).autoClaim).to.equal(true);
    await page.getByRole('switch', { name: 'Others may send my claims', checked: true }).click();
    await sign(page, 'Only you can claim now.');
    expect((await here.world.grant('main', 1001n)).autoClaim).to.equal(false);
  });
});
