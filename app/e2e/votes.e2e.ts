import { fetchDeposits, fetchGovernance, fetchProposals, governanceAddress, type Proposal } from '@tenure/sdk';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { tokens } from '../../examples/showcase/stage';
import { connect, expectAccessible, expectFitsPhone, fact, screenshots, sign } from './support/browser';
import { visiting } from './support/visiting';

describe('members in the browser', () => {
  const here = visiting();

  const plan = () => here.world.planKey('main');
  const proposal = async (number: bigint): Promise<Proposal> => {
    const found = (await fetchProposals(here.world.connection, plan())).find((each) => each.number === number);
    if (found === undefined) throw new Error(`There is no proposal ${number}.`);
    return found;
  };

  /** Opens the proposals as a member. */
  async function openVotes(wallet: string): Promise<Page> {
    const { page } = here;
    await connect(page, wallet);
    await page.getByRole('link', { name: 'Votes', exact: true }).click();
    await page.getByRole('link', { name: 'Plan 1 in LAB' }).click();
    await page.getByRole('heading', { name: 'Proposals and votes' }).waitFor();
    return page;
  }

  it('see the rules, and every proposal with where it stands', async () => {
    const page = await openVotes('Member 1');
    await page.getByText('A vote runs for 4 days.').waitFor();
    await page.getByText('Deposited tokens vote too, but only to release').first().waitFor();
    await page.getByText('Passed, can be carried out').waitFor();
    await page.getByText('Vote is running').waitFor();
    await page.getByRole('button', { name: 'Deposit …' }).waitFor();
    await expectAccessible(page);
    await screenshots(page, 'votes');
    await expectFitsPhone(page, 'Each votes on proposals that open from its day on');
  });

  it('deposit tokens and take them back', async () => {
    const page = await openVotes('Member 1');
    await page.getByLabel('Deposit tokens').fill('1,000,000');
    await page.getByRole('button', { name: 'Deposit …' }).click();
    await page.getByText('Your wallet has 150,000: deposit at most that.').waitFor();
    await page.getByLabel('Deposit tokens').fill('2,500.5');
    await page.getByRole('button', { name: 'Deposit …' }).click();
    await page.getByText('Votes that it gives').waitFor();
    expect(await fact(page, 'You deposit')).to.equal('2,500.5 LAB');
    expect(await fact(page, 'Votes that it gives')).to.equal('2,500.5 LAB');
    await screenshots(page, 'deposit');
    await sign(page, 'The tokens are deposited.');
    const governance = await fetchGovernance(here.world.connection, plan());
    expect(governance?.deposited).to.equal(tokens(240_000) + 2_500_500_000n);
    await page.getByRole('button', { name: 'Take back deposit 2' }).click();
    await page.getByText('You receive').waitFor();
    expect(await fact(page, 'You receive')).to.equal('2,500.5 LAB');
    await sign(page, 'The tokens are back in your wallet.');
    expect(await fetchDeposits(here.world.connection, governanceAddress(plan()))).to.have.length(2);
  });

  it('vote with all their grants and deposits at once, each once', async () => {
    const page = await openVotes('Member 1');
    await page.getByRole('link', { name: 'Release 25 % of what has not vested of grant 1002' }).click();
    await page.getByText('would vest at once, of 1 grant.').waitFor();
    await page.getByRole('meter', { name: 'Turnout' }).waitFor();
    await page.getByRole('button', { name: 'Vote yes' }).waitFor();
    await expectAccessible(page);
    await screenshots(page, 'proposal');
    const before = await proposal(1n);
    await page.getByRole('button', { name: 'Vote yes' }).click();
    await page.getByText('You vote yes with').waitFor();
    expect(await fact(page, 'You vote yes with')).to.equal('1,050,000 LAB');
    await sign(page, 'Your vote is counted.');
    expect((await proposal(1n)).yes - before.yes).to.equal(tokens(1_050_000));
    await page.getByText('Has voted yes').first().waitFor();
    expect(await page.getByRole('button', { name: 'Vote yes' }).count()).to.equal(0);
  });

  it('find the deposit locked that they voted with', async () => {
    const page = await openVotes('Member 1');
    await page.getByText('locked until').waitFor();
    expect(await page.getByRole('button', { name: /Take back deposit/ }).count()).to.equal(0);
  });

  it('take a proposal of their own back', async () => {
    const page = await openVotes('Member 2');
    await page.getByRole('link', { name: 'Release 25 % of what has not vested of grant 1002' }).click();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await sign(page, 'The proposal is taken back.');
    expect((await proposal(1n)).status).to.equal('withdrawn');
    await page.getByText('Taken back', { exact: true }).waitFor();
  });

  it('carry out what passed, and close it', async () => {
    const page = await openVotes('Member 2');
    await page.getByRole('link', { name: 'Release 10 % of all that has not vested' }).click();
    await page.getByText('would vest at once').waitFor();
    await page.getByRole('button', { name: 'Carry it out' }).click();
    await page.getByText('It does').waitFor();
    await screenshots(page, 'execute');
    const { accelerations } = await here.world.plan('main');
    await sign(page, 'The proposal is carried out.');
    expect((await here.world.plan('main')).accelerations).to.have.length(accelerations.length + 1);
    await page.getByText('It was carried out.').waitFor();
    await page.getByRole('button', { name: 'Close it' }).click();
    await page.getByText('Their rent goes to').waitFor();
    await sign(page, 'The accounts are closed.');
    await page.getByText('Proposal 0 is not there').waitFor();
    await expectAccessible(page);
  });

  it('open a proposal with its document, vote, wait, carry it out', async () => {
    const page = await openVotes('Member 1');
    await page.getByRole('link', { name: 'Open a proposal' }).click();
    await page.getByLabel('Action').selectOption('setIssueCap');
    const source = page.getByLabel('With', { exact: true });
    expect(await source.getByRole('option').allInnerTexts(), 'deposits decide on no cap').to.have.length(1);
    expect(await source.innerText()).to.contain('grant 1011');
    await page.getByRole('button', { name: 'Open the proposal …' }).click();
    await page.getByText('Give an amount of tokens').waitFor();
    await page.getByLabel('The most that may ever be granted').fill('1');
    await page.getByText('of which 0 LAB could still be granted').waitFor();
    await page.getByLabel('The most that may ever be granted').fill('60,000,000');
    await page.getByText('Today the most is 50,000,000 LAB.').waitFor();
    await page.getByLabel('Where others find the document').fill('https://example.org/why.md');
    await page.getByRole('button', { name: 'Open the proposal …' }).click();
    await page.getByText('The document is missing').waitFor();
    await page.getByLabel('Document with the reasons', { exact: true }).setInputFiles('examples/terms.md');
    await page.getByText('has the SHA-256').waitFor();
    await expectAccessible(page);
    await page.evaluate('scrollTo(0, 0)');
    await screenshots(page, 'propose');
    await page.getByRole('button', { name: 'Open the proposal …' }).click();
    await page.getByText('Must be cast').waitFor();
    expect(await fact(page, 'Proposal 2')).to.contain('60,000,000 LAB');
    await sign(page, 'The proposal is open.');
    await page.getByRole('link', { name: 'All proposals of this plan' }).click();
    await page.getByRole('link', { name: 'Set the most that may ever be granted to 60,000,000 LAB' }).click();
    await page.getByLabel('Document with the reasons to check').setInputFiles('examples/terms.md');
    await page.getByText('This is the document').waitFor();
    await page.getByRole('button', { name: 'Vote yes' }).click();
    await sign(page, 'Your vote is counted.');
    await page.getByText('Enough voted, and enough of them said yes.').waitFor();
    await here.world.wait(6);
    await page.getByRole('button', { name: 'Carry it out' }).click();
    await page.getByText('It does').waitFor();
    await sign(page, 'The proposal is carried out.');
    expect((await here.world.plan('main')).issueCap).to.equal(tokens(60_000_000));
  });

  it('are told what is missing where they have no vote', async () => {
    const page = here.page;
    await connect(page, 'Payroll');
    await page.goto(`${here.world.url}/plan/${here.world.showcase.plans.main}/votes/new`);
    await page.getByText('This wallet can not open a proposal yet').waitFor();
    await expectAccessible(page);
    await page.goto(`${here.world.url}/plan/${here.world.showcase.plans.fee}/votes`);
    await page.getByText('This plan has no votes').waitFor();
    await expectAccessible(page);
  });
});
