import { TOKEN_PROGRAM_ID } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import {
  associatedAddress,
  createMetric,
  createOracleSet,
  fetchGrantById,
  fetchPlan,
  governanceAddress,
  metricAddress,
  oracleSetAddress,
} from '@tenure/sdk';
import { expect } from 'chai';
import { deposit, govern } from '../../examples/showcase/governed';
import { claimFrom, found, issue, policy, type Plan } from '../../examples/showcase/plans';
import { DAY, keyOf, tokens, type Name, type Stage } from '../../examples/showcase/stage';
import { connect, expectAccessible, fact, openDashboard, screenshots, sign } from './support/browser';
import { visiting } from './support/visiting';

const PLAN_ID = 5n;
/** What waits for the plan to be sealed. */
const LATER = [
  ...[
    'Remove them',
    'Close the metrics',
    'Close the oracles',
    'Return the deposits',
    'Close the votes',
    'Close the plan',
  ],
];

/** A plan with votes, deposits, oracles and a metric, and with two grants that have paid everything. */
async function paidOut(stage: Stage): Promise<Plan> {
  const token = { symbol: 'LAB', mint: keyOf('mint LAB').publicKey, tokenProgram: TOKEN_PROGRAM_ID };
  const plan = await found(stage, PLAN_ID, token, policy({ voidSecs: 0 }));
  await govern(stage, plan);
  await deposit(stage, plan);
  const authority = stage.address('Authority');
  const common = { authority, payer: authority, plan: plan.address, expiresTs: 'never' as const };
  const attestors = [stage.address('Oracle 1'), stage.address('Oracle 2')];
  const now = await stage.now();
  const metric = createMetric({
    ...common,
    ...{ key: 'uptime', exponent: -4, better: 'higher', opensTs: now, dueTs: now + DAY, maxAgeSecs: DAY },
    ...{ challengeSecs: DAY, definitionSha256: new Uint8Array(32).fill(1) },
    definitionUri: 'https://example.org/uptime.md',
  });
  await stage.send([createOracleSet({ ...common, attestors, threshold: 2 }), metric], 'Authority');
  const row = { to: 'Employee', total: 1_000, monthsAgo: 6, schedule: 'immediate' } as const;
  await issue(stage, plan, now, [
    { id: 1n, ...row },
    { id: 2n, ...row },
  ]);
  for (const id of [1n, 2n]) await claimFrom(stage, plan, id);
  return plan;
}

describe('ending a plan in the browser', () => {
  let ended: Plan;
  const here = visiting(async ({ stage }) => {
    ended = await paidOut(stage);
  });

  const plan = () => fetchPlan(here.world.connection, ended.address);
  const exists = async (address: PublicKey) => (await here.world.connection.getAccountInfo(address)) !== null;
  const tokensOf = async (name: Name) => {
    const { mint, tokenProgram } = ended.token;
    const account = associatedAddress(here.world.stage.address(name), mint, tokenProgram);
    return BigInt((await here.world.connection.getTokenAccountBalance(account)).value.amount);
  };
  const lamports = (name: Name) => here.world.connection.getBalance(here.world.stage.address(name));

  async function open(wallet: Name, tab: string) {
    await connect(here.page, wallet);
    await openDashboard(here.page, ended.address, tab);
    return here.page;
  }

  async function closeGrant(id: bigint): Promise<void> {
    const page = await open('Authority', 'Grants');
    await page.getByRole('link', { name: `${id}`, exact: true }).click();
    await page.getByText('It has paid everything that it ever could.').waitFor();
    await page.getByRole('button', { name: 'Close the grant' }).click();
    await page.getByRole('dialog').getByText('is gone, its number is never used again').waitFor();
    expect(await fact(page, 'Rent that comes back')).to.match(/^0\.00\d+ SOL$/);
    await sign(page, 'The grant is closed and its rent came back.');
    await page.getByText('This grant is gone').waitFor();
  }

  it('closes a grant that has paid everything; its number stays taken', async () => {
    await closeGrant(1n);
    expect((await fetchGrantById(here.world.connection, ended.address, 1n)).kind).to.equal('closed');
    const { grantCount, tombstoneCount } = await plan();
    expect({ grantCount, tombstoneCount }).to.deep.equal({ grantCount: 1, tombstoneCount: 1 });
  });

  it('seals the plan: it issues no more, and only then the rest can be removed', async () => {
    const page = await open('Authority', 'End');
    await page.getByRole('button', { name: 'Return the deposits' }).waitFor();
    for (const later of LATER) {
      expect(await page.getByRole('button', { name: later }).isDisabled(), later).to.equal(true);
    }
    await screenshots(page, 'admin-end');
    await page.getByText('240,000 LAB').waitFor();
    await page.getByRole('button', { name: 'Seal the plan' }).click();
    await page.getByRole('dialog').getByText('none any more, for good').waitFor();
    await sign(page, 'The plan issues no more.');
    await page.getByText('Sealed', { exact: true }).waitFor();
    expect((await plan()).status).to.equal('sealed');
    expect(await page.getByRole('link', { name: 'Issue a grant' }).count()).to.equal(0);
    await expectAccessible(page);
  });

  it('closes a grant of the sealed plan, of which nothing is left', async () => {
    await closeGrant(2n);
    expect((await fetchGrantById(here.world.connection, ended.address, 2n)).kind).to.equal('missing');
    expect((await plan()).grantCount).to.equal(0);
  });

  it('lets anybody remove what is left of closed grants; the rent goes where the plan says', async () => {
    const before = await lamports('Authority');
    const page = await open('Member 1', 'End');
    await page.getByRole('button', { name: 'Remove them' }).click();
    await page.getByRole('dialog').getByText('Closed grants removed').waitFor();
    expect(await fact(page, 'Closed grants removed')).to.equal('1');
    await sign(page, 'Their rent came back.');
    expect((await plan()).tombstoneCount).to.equal(0);
    expect((await fetchGrantById(here.world.connection, ended.address, 1n)).kind).to.equal('missing');
    expect(await lamports('Authority')).to.be.above(before);
    await page.getByRole('button', { name: 'Remove them', disabled: true }).waitFor();
  });

  it('lets anybody close metrics and oracles, give deposits back and close votes, in their order', async () => {
    const page = await open('Member 1', 'End');
    const close = (what: string) => page.getByRole('button', { name: `Close the ${what}` });
    expect(await close('oracles').isDisabled()).to.equal(true);
    await close('metrics').click();
    await page.getByRole('dialog').getByText('Metrics closed').waitFor();
    expect(await fact(page, 'Metrics closed')).to.equal('1 of 1');
    await sign(page, 'They are closed, and their rent came back.');
    expect(await exists(metricAddress(ended.address, 'uptime'))).to.equal(false);
    await close('oracles').click();
    await sign(page, 'The oracles are closed.');
    expect(await exists(oracleSetAddress(ended.address))).to.equal(false);
    expect(await close('votes').isDisabled()).to.equal(true);
    const before = await tokensOf('Member 2');
    await page.getByRole('button', { name: 'Return the deposits' }).click();
    await page.getByRole('dialog').getByText('Goes back to its owners').waitFor();
    expect(await fact(page, 'Goes back to its owners')).to.equal('240,000 LAB');
    await sign(page, 'Every deposit is back with its owner.');
    expect((await tokensOf('Member 2')) - before).to.equal(tokens(90_000));
    await close('votes').click();
    await sign(page, 'The governance is closed.');
    expect(await exists(governanceAddress(ended.address))).to.equal(false);
    await page.getByRole('button', { name: 'Close the plan', disabled: false }).waitFor();
  });

  it('closes the plan: what is left goes to the authority, and the page says that it is gone', async () => {
    const before = await tokensOf('Authority');
    const page = await open('Authority', 'End');
    await page.getByRole('button', { name: 'Close the plan' }).click();
    await page.getByRole('dialog').getByText('The authority receives').waitFor();
    expect(await fact(page, 'The authority receives')).to.equal('19,998,000 LAB');
    await sign(page, 'The plan is closed.');
    await page.getByText('This plan is closed').waitFor();
    await expectAccessible(page);
    expect((await tokensOf('Authority')) - before).to.equal(tokens(19_998_000));
    expect(await exists(ended.vault)).to.equal(false);
    const failure: unknown = await plan().catch((error: unknown) => error);
    expect(failure).to.be.an('error').with.property('code', 'Closed');
  });
});
