import { expect } from 'chai';
import { answer, connect, expectAccessible, fact, screenshots } from './support/browser';
import { visiting } from './support/visiting';

describe('a beneficiary in the browser', () => {
  const here = visiting();

  async function openGrants(): Promise<void> {
    await connect(here.page, 'Employee');
    await here.page.getByRole('link', { name: 'Grants', exact: true }).click();
    await here.page.getByRole('heading', { name: 'Grant 1001' }).waitFor();
  }

  it('connects a wallet and sees every grant of it', async () => {
    const { page } = here;
    await screenshots(page, 'home');
    await expectAccessible(page);
    await openGrants();
    const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
    expect(headings).to.have.members([1001, 1002, 1003, 1004, 1005, 1006, 1007, 2001, 2002].map((id) => `Grant ${id}`));
    await expectAccessible(page);
    await screenshots(page, 'grants');
  });

  it('reads a grant to the last detail, also as a table', async () => {
    const { page } = here;
    await openGrants();
    await page.getByRole('link', { name: 'Details of grant 1001' }).click();
    await page.getByRole('heading', { name: 'What the plan promises' }).waitFor();
    await page.getByText('200,000 LAB vested, 190,000 LAB claimed').waitFor();
    await expectAccessible(page);
    await screenshots(page, 'grant');
    await page.getByRole('tab', { name: 'Claims' }).click();
    expect(await page.getByRole('tabpanel').getByRole('row').count()).to.equal(3);
    await page.getByRole('tab', { name: 'Table' }).click();
    await expectAccessible(page);
  });

  it('sees milestones with their results, and who attested them', async () => {
    const { page } = here;
    await openGrants();
    await page.getByRole('link', { name: 'Details of grant 1006' }).click();
    await page.getByRole('heading', { name: 'Milestone: mmlu-2026' }).waitFor();
    await page.getByText('0.8411').first().waitFor();
    await expectAccessible(page);
    await screenshots(page, 'milestones');
  });

  it('checks the terms document against its hash', async () => {
    const { page } = here;
    await openGrants();
    await page.getByRole('link', { name: 'Details of grant 1001' }).click();
    const input = page.getByLabel('Terms document to check');
    await input.setInputFiles('examples/terms.md');
    await page.getByText('This is the document').waitFor();
    await input.setInputFiles('examples/README.md');
    await page.getByText('This is another document').waitFor();
  });

  it('rejects a signature: nothing changes, and it can be signed after all', async () => {
    const { page } = here;
    const before = await here.world.grant('main', 1003n);
    await openGrants();
    await page.getByRole('button', { name: 'Claim from grant 1003' }).click();
    await page.getByRole('button', { name: 'Sign in wallet' }).click();
    await answer(page, 'Reject');
    await page.getByText('You did not sign').waitFor();
    await expectAccessible(page);
    expect((await here.world.grant('main', 1003n)).claimed).to.equal(before.claimed);
    await page.getByRole('button', { name: 'Sign again' }).waitFor();
  });

  it('claims one grant: what was shown before is what arrives', async () => {
    const { page } = here;
    const before = await here.world.grant('main', 1001n);
    await openGrants();
    await page.getByRole('button', { name: 'Claim from grant 1001' }).click();
    await page.getByText('You receive').waitFor();
    expect(await fact(page, 'Claimed')).to.equal('10,000 LAB');
    expect(await fact(page, 'Withheld for payroll')).to.equal('2,500 LAB');
    expect(await fact(page, 'You receive')).to.equal('7,500 LAB');
    expect(await fact(page, 'Network fee')).to.equal('0.000005 SOL');
    await expectAccessible(page);
    await screenshots(page, 'claim');
    await page.getByRole('button', { name: 'Sign in wallet' }).click();
    await answer(page, 'Approve');
    await page.getByText('The tokens are in your wallet.').waitFor();
    const after = await here.world.grant('main', 1001n);
    expect(after.claimed - before.claimed).to.equal(10_000_000_000n);
    await page.getByRole('button', { name: 'Close', exact: true }).last().click();
    await page.waitForFunction('document.querySelector("[aria-label=\'Claim from grant 1001\']").disabled');
  });

  it('loses the RPC server in the middle of a claim, and recovers without claiming twice', async () => {
    const { page } = here;
    const before = await here.world.grant('main', 1004n);
    await openGrants();
    await page.getByRole('button', { name: 'Claim from grant 1004' }).click();
    await page.getByRole('button', { name: 'Sign in wallet' }).click();
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    await here.world.killRpc();
    await answer(page, 'Approve');
    await page.getByRole('dialog').getByText('The RPC server does not answer').waitFor();
    await screenshots(page, 'rpc-down');
    await here.world.restoreRpc();
    await page.getByText('The tokens are in your wallet.').waitFor({ timeout: 40_000 });
    expect((await here.world.grant('main', 1004n)).claimed - before.claimed).to.equal(40_000_000_000n);
  });

  it('claims everything at once, of two tokens, milestones included', async () => {
    const { page } = here;
    await openGrants();
    await page.getByRole('button', { name: 'Claim all' }).click();
    await page.getByRole('button', { name: 'Sign in wallet' }).click();
    await answer(page, 'Approve');
    await page.getByText('The tokens are in your wallet.').waitFor();
    expect((await here.world.grant('main', 1003n)).claimed).to.equal(36_500_000_000n);
    expect((await here.world.grant('main', 1005n)).claimed).to.equal(110_000_000_000n);
    expect((await here.world.grant('fee', 2002n)).claimed).to.equal(8_000_000_000n);
    expect((await here.world.grant('main', 1007n)).claimed, 'in its void window').to.equal(0n);
  });
});
