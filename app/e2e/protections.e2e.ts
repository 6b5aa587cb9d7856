import { PublicKey } from '@solana/web3.js';
import { acceptTransfer, fetchTransfer, grantAddress, proposeTransfer, setWithholding, vestedAt } from '@tenure/sdk';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { keyOf, tokens, type Name } from '../../examples/showcase/stage';
import { connect, expectGoodForAll, fact, screenshots, sign } from './support/browser';
import { visiting } from './support/visiting';
import type { World } from './support/world';

const RECOVERED = 1003n;
const WITHHELD = 1001n;
/** Authority and guardian propose to move a grant that has vested, and payroll announces a higher withholding. */
async function act(world: World): Promise<void> {
  const { stage } = world;
  const [authority, guardian, payroll] = (['Authority', 'Guardian', 'Payroll'] as const).map((name) =>
    stage.address(name),
  );
  if (authority === undefined || guardian === undefined || payroll === undefined) throw new Error('Nobody is there.');
  const plan = world.planKey('main');
  const expiresTs = 'never';
  const grant = grantAddress(plan, RECOVERED);
  const recovery = proposeTransfer({
    proposer: authority,
    guardian,
    plan,
    grant,
    to: stage.address('Member 2'),
    expiresTs,
  });
  await stage.send([recovery], 'Authority', 'Guardian');
  const raise = setWithholding({
    payroll,
    plan,
    grant: grantAddress(plan, WITHHELD),
    withholdingBps: 4_000,
    expiresTs,
  });
  await stage.send([raise], 'Payroll');
}

describe('what protects people, in the browser', () => {
  const here = visiting(act);
  const bannerOf = (page: Page, id: bigint) =>
    page.getByRole('alert').filter({ hasText: `Somebody wants to move your grant ${id} to another wallet` });
  const pending = async (plan: 'main' | 'fee', id: bigint) =>
    fetchTransfer(here.world.connection, (await here.world.grant(plan, id)).address);

  async function openGrants(wallet: Name): Promise<Page> {
    const { page } = here;
    await connect(page, wallet);
    await page.getByRole('link', { name: 'Grants', exact: true }).click();
    await page.getByRole('heading', { name: `Grant ${WITHHELD}` }).waitFor();
    return page;
  }

  it('a recovery is told on every page of the one who would lose the grant, and on those of nobody else', async () => {
    const page = await openGrants('Employee');
    await bannerOf(page, RECOVERED).getByText('You would lose 36,500 LAB, of which 36,500 LAB have vested.').waitFor();
    await bannerOf(page, 2002n).getByText('(in 29 days)').waitFor();
    await expectGoodForAll(page, 'grants with recoveries');
    await screenshots(page, 'recovery-banner');
    for (const name of ['Plans', 'Votes', 'Run plans', 'Tenure']) {
      await page.getByRole('link', { name, exact: true }).click();
      await bannerOf(page, RECOVERED).waitFor();
      expect(await page.getByRole('button', { name: 'Complete it' }).count(), name).to.equal(0);
    }
    await here.again();
    await connect(here.page, 'Member 1');
    await here.page.getByRole('link', { name: 'Votes', exact: true }).click();
    await here.page.getByRole('link', { name: 'Plan 1 in LAB' }).waitFor();
    expect(await here.page.getByText('Somebody wants to move').count()).to.equal(0);
  });

  it('is vetoed right there', async () => {
    const page = await openGrants('Employee');
    await page.getByRole('link', { name: 'Plans', exact: true }).click();
    await page.getByRole('button', { name: 'Veto the recovery of grant 2002' }).click();
    await sign(page, 'The grant stays where it is.');
    await bannerOf(page, 2002n).waitFor({ state: 'detached' });
    await bannerOf(page, RECOVERED).waitFor();
    expect(await pending('fee', 2002n)).to.equal(null);
  });

  it('ends with a claim: nobody can complete it any more, also when its time comes', async () => {
    const page = await openGrants('Employee');
    await bannerOf(page, RECOVERED).getByRole('link', { name: 'claim' }).click();
    await page.getByRole('heading', { name: 'Recovery to another wallet' }).waitFor();
    await page.getByRole('button', { name: 'Claim', exact: true }).click();
    await sign(page, 'The tokens are in your wallet.');
    await bannerOf(page, RECOVERED).waitFor({ state: 'detached' });
    await page.getByText('It can not be completed any more').waitFor();
    expect(await page.getByRole('button', { name: 'Complete it' }).count()).to.equal(0);
    await expectGoodForAll(page, 'an answered recovery');

    const { world } = here;
    const transfer = await pending('main', RECOVERED);
    const before = await world.grant('main', RECOVERED);
    if (transfer === null) throw new Error('The proposal is still there until somebody removes it.');
    await world.wait(31);
    const { proposer, to } = transfer;
    const signer = world.stage.address('Member 2');
    const place = { plan: world.planKey('main'), grant: before.address };
    const accept = acceptTransfer({ signer, ...place, proposer, to, expiresTs: 'never' });
    const failure: unknown = await world.stage.send([accept], 'Member 2').catch((error: unknown) => error);
    expect(String(failure)).to.contain('TransferIsStale');
    expect((await world.grant('main', RECOVERED)).beneficiary.equals(before.beneficiary)).to.equal(true);
  });
});

describe('an announced withholding, in the browser', () => {
  const here = visiting(act);

  async function openGrant(): Promise<Page> {
    const { page } = here;
    await connect(page, 'Employee');
    await page.getByRole('link', { name: 'Grants', exact: true }).click();
    await page.getByRole('link', { name: `Details of grant ${WITHHELD}` }).click();
    await page.getByRole('heading', { name: 'What the plan promises' }).waitFor();
    return page;
  }

  it('is told on the grant’s page with its day; until then a claim is withheld as before', async () => {
    const page = await openGrant();
    await page.getByText('A higher withholding is announced').waitFor();
    await page.getByText('is withheld by 25 %, as until now.').waitFor();
    await page.getByText('after 25 % of withholding').waitFor();
    await expectGoodForAll(page, 'a grant with an announced withholding');
    await screenshots(page, 'withholding');
    await page.getByRole('button', { name: 'Claim', exact: true }).click();
    await page.getByText('You receive').waitFor();
    expect(await fact(page, 'Claimed')).to.equal('10,000 LAB');
    expect(await fact(page, 'Withheld for payroll')).to.equal('2,500 LAB');
    expect(await fact(page, 'Rate that counts now')).to.equal('25 %');
    await sign(page, 'The tokens are in your wallet.');
  });

  it('counts from its day on', async () => {
    await here.world.wait(35);
    const { world } = here;
    const [plan, grant] = [await world.plan('main'), await world.grant('main', WITHHELD)];
    const due = vestedAt(plan, grant, await world.stage.now()) - grant.claimed;
    expect(due >= tokens(10_000), 'another month has vested').to.equal(true);
    const page = await openGrant();
    await page.getByText('after 40 % of withholding').waitFor();
    expect(await page.getByText('A higher withholding is announced').count()).to.equal(0);
    await page.getByRole('button', { name: 'Claim', exact: true }).click();
    await page.getByText('You receive').waitFor();
    expect(await fact(page, 'Rate that counts now')).to.equal('40 %');
    const withheld = await fact(page, 'Withheld for payroll');
    expect(withheld).to.equal(`${((Number(due / tokens(1)) * 4) / 10).toLocaleString('en-US')} LAB`);
    await sign(page, 'The tokens are in your wallet.');
    expect((await world.plan('main')).withheld - plan.withheld).to.equal((due * 4n) / 10n);
  });
});

const KEY = keyOf('upgrade authority').publicKey;
const [VAULT] = PublicKey.findProgramAddressSync([Buffer.from('vault')], KEY);

for (const { who, authority, says } of [
  { who: 'nobody', authority: undefined, says: 'Nobody can replace it: its upgrade authority was given up for good.' },
  { who: 'one key', authority: KEY, says: 'One key can replace it, and with it every promise above' },
  {
    who: 'a multisig or a DAO',
    authority: VAULT,
    says: 'A multisig or a DAO can replace it, and with it every promise above',
  },
]) {
  describe(`a program that ${who} can replace, in the browser`, () => {
    const here = visiting(() => Promise.resolve(), authority === undefined ? {} : { upgradeAuthority: authority });

    it('says so on the page of a plan and on that of a grant', async () => {
      const { address } = await here.world.grant('main', 1002n);
      const { page, world } = here;
      for (const path of [`plan/${world.showcase.plans.main}`, `grants/${address.toBase58()}`]) {
        await page.goto(`${world.url}/${path}`);
        const item = page.getByRole('listitem').filter({ hasText: 'The program itself' });
        await item.getByText(says).waitFor();
        const named = await item.locator('code').evaluateAll((all) => all.map((each) => each.getAttribute('title')));
        expect(named).to.deep.equal(authority === undefined ? [] : [authority.toBase58()]);
        await expectGoodForAll(page, path);
      }
    });
  });
}
