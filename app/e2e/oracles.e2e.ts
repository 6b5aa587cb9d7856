import {
  fetchMetric,
  fetchMilestone,
  fetchOracleSet,
  issueMilestone,
  metricAddress,
  milestoneAddress,
} from '@tenure/sdk';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { DAY, tokens, type Name } from '../../examples/showcase/stage';
import { connect, expectAccessible, fact, openDashboard, sign } from './support/browser';
import { visiting } from './support/visiting';

const ORACLES = ['Oracle 1', 'Oracle 2', 'Oracle 3'] as const;

describe('oracles and milestones in the browser', () => {
  const here = visiting();

  const plan = () => here.world.plan('main');
  const addressOf = (name: Name) => here.world.stage.address(name).toBase58();
  const addresses = (names: readonly Name[]) => names.map(addressOf);
  const milestone = async (id: bigint, index: number) => {
    const { address } = await here.world.grant('main', id);
    return fetchMilestone(here.world.connection, milestoneAddress(address, index));
  };

  async function oraclesOf(of: 'main' | 'fee') {
    const set = await fetchOracleSet(here.world.connection, here.world.planKey(of));
    const named = (set?.attestors ?? []).flatMap((key) => key?.toBase58() ?? []);
    return { threshold: set?.threshold, named };
  }

  async function openMetrics(wallet: Name, of: 'main' | 'fee'): Promise<Page> {
    await connect(here.page, wallet);
    await openDashboard(here.page, here.world.planKey(of), 'Metrics');
    return here.page;
  }

  async function openGrant(wallet: Name, id: bigint): Promise<Page> {
    const { page } = here;
    await connect(page, wallet);
    await openDashboard(page, here.world.planKey('main'), 'Grants');
    await page.getByRole('link', { name: `${id}`, exact: true }).click();
    await page.getByRole('heading', { name: 'Milestones' }).waitFor();
    return page;
  }

  it('names the oracles of a plan, after saying what is wrong with a list', async () => {
    const page = await openMetrics('Authority', 'fee');
    await page.getByRole('button', { name: 'Name the oracles' }).click();
    const list = page.getByLabel('Addresses, one a line');
    await list.fill('nonsense');
    await page.getByRole('button', { name: 'Name them' }).click();
    await page.getByRole('alert').first().waitFor();
    await list.fill(addresses(['Oracle 1']).join('\n'));
    await page.getByText('Name 2 to 16 oracles.').waitFor();
    await list.fill(addresses(ORACLES).join('\n'));
    await page.getByLabel('How many decide').fill('4');
    await page.getByText('Give a number from 2 to as many as there are oracles.').waitFor();
    await page.getByLabel('How many decide').fill('2');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Name them' }).click();
    await page.getByRole('dialog').getByText('Decide together').waitFor();
    expect(await fact(page, 'Decide together')).to.equal('2 of 3');
    await sign(page, 'The oracles are named.');
    await page.getByText('2 of 3 decide').waitFor();
    expect(await oraclesOf('fee')).to.deep.equal({ threshold: 2, named: addresses(ORACLES) });
  });

  it('announces other oracles, which attest after 14 days and no day before', async () => {
    const next = ['Oracle 1', 'Oracle 2', 'Member 2'] as const;
    let page = await openMetrics('Authority', 'fee');
    await page.getByRole('button', { name: 'Announce others' }).click();
    await page.getByLabel('Addresses, one a line').fill(addresses(next).join('\n'));
    await page.getByLabel('How many decide').fill('3');
    await page.getByRole('button', { name: 'Announce them' }).click();
    await page.getByRole('dialog').getByText('14 days from now at the earliest').waitFor();
    await sign(page, 'The change is announced.');
    await page.getByText('Other oracles are announced').waitFor();
    expect(await page.getByRole('button', { name: 'Put into effect' }).isDisabled()).to.equal(true);
    await page.getByText('and not after that').waitFor();
    await expectAccessible(page);
    expect(await oraclesOf('fee')).to.deep.equal({ threshold: 2, named: addresses(ORACLES) });

    await here.world.wait(15);
    await here.again();
    page = await openMetrics('Member 1', 'fee');
    await page.getByRole('button', { name: 'Put into effect' }).click();
    await sign(page, 'The announced oracles attest from now on.');
    await page.getByText('3 of 3 decide').waitFor();
    expect(await oraclesOf('fee')).to.deep.equal({ threshold: 3, named: addresses(next) });
  });

  it('makes a result final and settles its milestone: it pays by the result, the rest returns', async () => {
    let page = await openMetrics('Member 1', 'main');
    await page.getByRole('button', { name: 'Make it final' }).click();
    await page.getByRole('dialog').getByText('Final value').waitFor();
    expect(await fact(page, 'Final value')).to.equal('0.9993');
    await sign(page, 'The value is final.');
    const metric = metricAddress(here.world.planKey('main'), 'uptime-q3');
    expect((await fetchMetric(here.world.connection, metric)).status).to.equal('final');

    await here.again();
    page = await openGrant('Member 1', 1006n);
    const before = await plan();
    await page.getByRole('button', { name: 'Settle', exact: true }).click();
    await page.getByRole('dialog').getByText('Owed to people').waitFor();
    expect(await fact(page, 'Owed to people')).to.equal('-5,000 LAB');
    await sign(page, 'The milestone is settled.');
    const settled = await milestone(1006n, 1);
    expect([settled.status, settled.payout]).to.deep.equal(['met', tokens(17_500)]);
    expect(before.reserved - (await plan()).reserved).to.equal(tokens(5_000));
    expect(await page.getByRole('button', { name: 'Settle', exact: true }).count()).to.equal(0);
    // Nothing of it is claimed yet.
    expect(await page.getByRole('button', { name: 'Close', exact: true }).count()).to.equal(0);
  });

  it('closes milestones that were paid out; the grant takes no further ones', async () => {
    const { page } = here;
    await connect(page, 'Employee');
    await page.getByRole('link', { name: 'Grants', exact: true }).click();
    await page.getByRole('button', { name: 'Claim from grant 1006' }).click();
    await sign(page, 'The tokens are in your wallet.');
    const paid = await milestone(1006n, 1);
    expect(paid.claimed).to.equal(tokens(17_500));

    await here.again();
    await openGrant('Authority', 1006n);
    await here.page.getByLabel('Add one, decided by').waitFor();
    await here.page.getByRole('button', { name: 'Close', exact: true }).nth(1).click();
    await here.page.getByRole('dialog').getByText('none, for good').waitFor();
    expect(await fact(here.page, 'Rent that comes back')).to.match(/^0\.00\d+ SOL$/);
    await sign(here.page, 'The milestone is closed.');
    await here.page.getByRole('heading', { name: '1: uptime-q3' }).waitFor({ state: 'detached' });
    expect(await here.page.getByLabel('Add one, decided by').count()).to.equal(0);
    await expectAccessible(here.page);
    expect(await here.world.connection.getAccountInfo(paid.address)).to.equal(null);
    expect((await here.world.grant('main', 1006n)).milestones).to.deep.equal({ live: 2, ended: true });
  });

  it('voids a new milestone, and closes it', async () => {
    const { stage } = here.world;
    const { address, vault } = await plan();
    const grant = await here.world.grant('main', 1002n);
    const issuer = stage.address('Operator');
    const add = issueMilestone({
      ...{ issuer, payer: issuer, plan: address, vault, grant: grant.address, index: 0, shape: [] },
      ...{ metric: metricAddress(address, 'models-deployed'), targetAmount: tokens(2_000) },
      ...{ threshold: 30_000n, target: 50_000n, maximum: 50_000n, thresholdBps: 0, maxBps: 10_000 },
      ...{ deadlineTs: (await stage.now()) + 200 * DAY, expiresTs: 'never' },
    });
    await stage.send([add], 'Operator');
    const before = await plan();
    const page = await openGrant('Authority', 1002n);
    await page.getByRole('button', { name: 'Void', exact: true }).click();
    await page.getByRole('dialog').getByText('Free in the vault').waitFor();
    expect(await fact(page, 'Free in the vault')).to.equal('+2,000 LAB');
    await sign(page, 'The milestone is taken back');
    await page.getByText('Voided', { exact: true }).waitFor();
    expect((await milestone(1002n, 0)).status).to.equal('voided');
    expect(before.reserved - (await plan()).reserved).to.equal(tokens(2_000));
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await sign(page, 'The milestone is closed.');
    await page.getByRole('heading', { name: '0: models-deployed' }).waitFor({ state: 'detached' });
    expect((await here.world.grant('main', 1002n)).milestones).to.deep.equal({ live: 0, ended: true });
  });

  it('replaces the oracles by a vote of the members, 14 days after it was carried out', async () => {
    const next = ['Oracle 3', 'Member 1', 'Member 2'] as const;
    let { page } = here;
    await connect(page, 'Member 1');
    await page.goto(`${here.world.url}/plan/${here.world.showcase.plans.main}/votes/new`);
    await page.getByLabel('Action').selectOption('replaceOracles');
    await page.getByLabel('Oracles').fill(addresses(['Oracle 3']).join('\n'));
    await page.getByLabel('Where others find the document').fill('https://example.org/why.md');
    await page.getByLabel('Document with the reasons', { exact: true }).setInputFiles('examples/terms.md');
    await page.getByRole('button', { name: 'Open the proposal …' }).click();
    await page.getByText('Give 2 to 16 addresses, one a line.').waitFor();
    await page.getByLabel('Oracles').fill(addresses(next).join('\n'));
    await page.getByLabel('How many of them decide').fill('2');
    await page.getByText('Today 2 of 3 oracles decide. The new ones would be announced').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Open the proposal …' }).click();
    await sign(page, 'The proposal is open.');
    await page.getByRole('link', { name: 'All proposals of this plan' }).click();
    await page.getByRole('link', { name: 'Replace the oracles: 2 of 3 decide' }).click();
    await page.getByRole('button', { name: 'Vote yes' }).click();
    await sign(page, 'Your vote is counted.');
    expect(await oraclesOf('main')).to.deep.equal({ threshold: 2, named: addresses(ORACLES) });
    await here.world.wait(6);
    await page.getByRole('button', { name: 'Carry it out' }).click();
    await sign(page, 'The proposal is carried out.');
    expect(await oraclesOf('main')).to.deep.equal({ threshold: 2, named: addresses(ORACLES) });

    await page.goto(`${here.world.url}/plan/${here.world.showcase.plans.main}`);
    await page.getByText('A vote of the members announced them.').waitFor();
    await expectAccessible(page);
    await here.again();
    page = await openMetrics('Authority', 'main');
    await page.getByText('only votes change them').waitFor();
    expect(await page.getByRole('button', { name: 'Announce others' }).count()).to.equal(0);
    await here.world.wait(15);
    await here.again();
    page = await openMetrics('Member 1', 'main');
    await page.getByRole('button', { name: 'Put into effect' }).click();
    await sign(page, 'The announced oracles attest from now on.');
    const { threshold, named } = await oraclesOf('main');
    expect(threshold).to.equal(2);
    expect(named).to.have.members(addresses(next));
  });
});
