import { VersionedTransaction } from '@solana/web3.js';
import { claimableAt, fetchGrantById, vestedAt } from '@tenure/sdk';
import bs58 from 'bs58';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { keyOf, tokens, type Name } from '../../examples/showcase/stage';
import { connect, expectAccessible, fact, openDashboard, sign } from './support/browser';
import { visiting } from './support/visiting';

describe('voids, settlements and releases in the browser', () => {
  const here = visiting();

  async function openGrant(wallet: Name, id: bigint): Promise<Page> {
    const { page } = here;
    await connect(page, wallet);
    await openDashboard(page, here.world.planKey('main'), 'Grants');
    await page.getByRole('link', { name: `${id}`, exact: true }).click();
    await page.getByRole('heading', { name: `Grant ${id}` }).waitFor();
    return page;
  }

  const plan = () => here.world.plan('main');
  const kindOf = async (id: bigint) =>
    (await fetchGrantById(here.world.connection, here.world.planKey('main'), id)).kind;

  it('voids a new grant by the authority’s signature; the operator gets a transaction for it', async () => {
    const before = await plan();
    let page = await openGrant('Operator', 1007n);
    await page.getByRole('button', { name: 'Void the grant' }).click();
    await page.getByText('Another key signs this').waitFor();
    expect(await page.getByRole('button', { name: 'Sign in wallet' }).count()).to.equal(0);
    const text = await page.getByRole('dialog').getByRole('textbox').inputValue();
    const exported = VersionedTransaction.deserialize(bs58.decode(text));
    const [signer] = exported.message.staticAccountKeys;
    expect(signer?.equals(keyOf('Authority').publicKey)).to.equal(true);

    await here.again();
    page = await openGrant('Authority', 1007n);
    await page.getByText('For a mistyped address or amount.').waitFor();
    await page.getByRole('button', { name: 'Void the grant' }).click();
    await page.getByRole('dialog').getByText('is gone, its number is never used again').waitFor();
    expect(await fact(page, 'Owed to people')).to.equal('-24,000 LAB');
    expect(await fact(page, 'Free in the vault')).to.equal('+24,000 LAB');
    await sign(page, 'The grant is gone as if it had never been');
    await page.getByText('This grant is gone').waitFor();
    await expectAccessible(page);
    const after = await plan();
    expect(await kindOf(1007n)).to.equal('closed');
    expect(before.reserved - after.reserved).to.equal(tokens(24_000));
    expect(before.allocated - after.allocated).to.equal(tokens(24_000));
  });

  it('offers no void once the window is over', async () => {
    const page = await openGrant('Authority', 1002n);
    await page.getByText('A grant can be closed once it has paid everything').waitFor();
    expect(await page.getByRole('button', { name: 'Void the grant' }).count()).to.equal(0);
  });

  it('releases a share to the whole plan: in every grant it vests at once', async () => {
    const before = await plan();
    const grant = await here.world.grant('main', 1002n);
    const now = await here.world.stage.now();
    const { page } = here;
    await connect(page, 'Authority');
    await openDashboard(page, here.world.planKey('main'), 'Powers');
    const share = page.getByLabel('Share of the unvested, %');
    await share.fill('0');
    await page.getByRole('button', { name: 'Release', exact: true }).click();
    await page.getByText('Give a share above zero.').waitFor();
    await share.fill('20');
    await page.getByRole('button', { name: 'Release', exact: true }).click();
    await page.getByRole('dialog').getByText('Vests at once').waitFor();
    expect(await fact(page, 'Vests at once')).to.match(/^20 % of what is unvested, in all \d+ grants$/);
    expect(await fact(page, 'Taking it back')).to.equal('is not possible');
    expect(await fact(page, 'Releases so far')).to.equal('1 of 16');
    await sign(page, 'It is released.');
    await page.getByText('Releases so far, 1 of 16').waitFor();
    const after = await plan();
    expect(after.accelerations.map(({ retained }) => retained)).to.deep.equal([800_000_000]);
    expect(vestedAt(before, grant, now)).to.equal(0n);
    expect(vestedAt(after, grant, await here.world.stage.now())).to.equal(tokens(24_000));
  });

  it('lets anybody settle a termination after its notice; what had vested stays claimable', async () => {
    let page = await openGrant('Authority', 1005n);
    await page.getByRole('button', { name: 'Take the termination back' }).waitFor();
    expect(await page.getByRole('button', { name: 'Settle it' }).count()).to.equal(0);

    await here.world.wait(31);
    await here.again();
    page = await openGrant('Member 1', 1005n);
    const before = await plan();
    const running = await here.world.grant('main', 1005n);
    const kept = vestedAt(before, running, running.statusTs);
    await page.getByRole('button', { name: 'Settle it' }).click();
    await page.getByRole('dialog').getByText('Free in the vault').waitFor();
    const returned = Number((running.total - kept) / tokens(1)).toLocaleString('en-US');
    expect(await fact(page, 'Free in the vault')).to.equal(`+${returned} LAB`);
    await sign(page, 'What had not vested is free in the vault.');
    await page.getByText('and what had not vested went back to the plan').waitFor();
    const settled = await here.world.grant('main', 1005n);
    const after = await plan();
    expect(settled.status).to.equal('settled');
    expect(before.reserved - after.reserved).to.equal(running.total - kept);
    const { claimable } = claimableAt(after, settled, await here.world.stage.now());
    expect(claimable).to.equal(kept - settled.claimed);
    expect(kept > settled.claimed, 'something is left to claim').to.equal(true);
  });
});
