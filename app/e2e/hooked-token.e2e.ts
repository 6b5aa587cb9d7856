import {
  createInitializeMint2Instruction,
  createInitializeTransferHookInstruction,
  ExtensionType,
  getExtraAccountMetaAddress,
  getMintLen,
  TOKEN_2022_PROGRAM_ID,
} from '@solana/spl-token';
import { ComputeBudgetProgram, SystemProgram, type PublicKey } from '@solana/web3.js';
import { associatedAddress, fetchPlan, fetchVaultAmount, planAddress } from '@tenure/sdk';
import { expect } from 'chai';
import { keyOf, tokens, type Name, type Stage } from '../../examples/showcase/stage';
import { connect, expectAccessible, fact, openDashboard, sign } from './support/browser';
import { visiting } from './support/visiting';

/** Takes whatever it is called with and changes nothing: stands in for a hook that lets transfers pass. */
const HOOK = ComputeBudgetProgram.programId;
const HOOK_CALLED = `Program ${HOOK.toBase58()} invoke [3]`;
const PLAN_ID = 3n;
const DECIMALS = 6;
const OWNER_OFFSET = 32;
const [MINT, DESTINATION] = [1, 2];
/** How Token-2022 finds the list of accounts that a hook asks for. */
const LIST_KIND = [105, 37, 101, 197, 75, 251, 102, 26];

/** One entry of a hook's list: where the address comes from, and of what it is made. */
function entry(kind: number, config: readonly number[] | Uint8Array): Buffer {
  const bytes = Buffer.alloc(35);
  bytes.writeUInt8(kind, 0);
  bytes.set(config, 1);
  return bytes;
}

/** A fixed account, one for each mint, one for each owner of a destination, and one for each amount. */
const WANTED = [
  entry(0, keyOf('hook state').publicKey.toBytes()),
  entry(1, [1, 4, ...Buffer.from('mint'), 3, MINT]),
  entry(1, [1, 5, ...Buffer.from('owner'), 4, DESTINATION, OWNER_OFFSET, 32]),
  entry(1, [1, 6, ...Buffer.from('amount'), 2, 8, 8]),
];

/** Makes a token whose hook asks for four accounts, and gives the authority 10,000 of it. */
async function hookedToken(stage: Stage): Promise<PublicKey> {
  const key = keyOf('mint HOOK');
  const mint = key.publicKey;
  const authority = stage.address('Authority');
  const space = getMintLen([ExtensionType.TransferHook]);
  const lamports = await stage.connection.getMinimumBalanceForRentExemption(space);
  const programId = TOKEN_2022_PROGRAM_ID;
  await stage.send(
    [
      SystemProgram.createAccount({
        ...{ fromPubkey: authority, newAccountPubkey: mint },
        ...{ lamports, space, programId },
      }),
      createInitializeTransferHookInstruction(mint, authority, HOOK, programId),
      createInitializeMint2Instruction(mint, DECIMALS, authority, null, programId),
    ],
    'Authority',
    key,
  );
  const head = Buffer.from([...LIST_KIND, 0, 0, 0, 0, WANTED.length, 0, 0, 0]);
  head.writeUInt32LE(4 + 35 * WANTED.length, LIST_KIND.length);
  const data = Buffer.concat([head, ...WANTED]);
  const list = getExtraAccountMetaAddress(mint, HOOK);
  await stage.setAccount(list, { lamports: 1_000_000_000, owner: HOOK, data });
  await stage.give({ symbol: 'HOOK', mint, tokenProgram: programId }, 'Authority', tokens(10_000));
  return mint;
}

describe('a plan in a token with a transfer hook, in the browser', () => {
  let mint: PublicKey;
  const here = visiting(async ({ stage }) => {
    mint = await hookedToken(stage);
  });
  const planKey = planAddress(keyOf('Authority').publicKey, PLAN_ID);
  const plan = () => fetchPlan(here.world.connection, planKey);

  /** Fails unless the newest transaction of an account called the hook. */
  async function expectHookCalled(account: PublicKey): Promise<void> {
    const { connection } = here.world;
    const [newest] = await connection.getSignaturesForAddress(account, { limit: 1 });
    const found = await connection.getTransaction(newest?.signature ?? '', { maxSupportedTransactionVersion: 0 });
    expect(found?.meta?.logMessages).to.include(HOOK_CALLED);
  }

  async function balance(name: Name): Promise<string | undefined> {
    const account = associatedAddress(here.world.stage.address(name), mint, TOKEN_2022_PROGRAM_ID);
    return (await here.world.connection.getTokenAccountBalance(account)).value.uiAmountString;
  }

  it('is created and funded once its risk is accepted by name', async () => {
    const { page } = here;
    await connect(page, 'Authority');
    await page.getByRole('link', { name: 'Run plans' }).click();
    await page.getByRole('link', { name: 'Create a plan' }).click();
    await page.getByLabel('Address of the token').fill(mint.toBase58());
    await page.getByText('Another program runs in every transfer of the token').first().waitFor();
    await page.getByLabel('Issue cap, tokens').fill('10,000');
    await page.getByLabel('Fund it now, tokens').fill('1,000');
    await page.getByLabel('Void window, hours').fill('0');
    await page.getByLabel('Withheld of a claim at most, %').fill('30');
    await page.getByLabel('Payroll').fill(here.world.stage.address('Payroll').toBase58());
    await page.getByLabel('Where the terms are').fill('https://example.org/terms.md');
    await page.getByLabel('Terms document').setInputFiles('examples/terms.md');
    await page.getByText('terms.md:').waitFor();
    await page.getByRole('button', { name: 'Review the plan' }).click();
    await page.getByText('Something is not right yet').waitFor();
    await expectAccessible(page);
    await page.getByRole('checkbox', { name: 'Another program runs in every transfer' }).check();
    await page.getByRole('checkbox', { name: 'Somebody can make more of the token' }).check();
    await page.getByRole('button', { name: 'Review the plan' }).click();
    await page.getByRole('heading', { name: `Plan ${PLAN_ID}, as it would be` }).waitFor();
    await page.getByRole('button', { name: 'Create the plan' }).click();
    await page.getByRole('dialog').getByText('Goes into the vault').waitFor();
    await sign(page, 'The plan exists.');
    expect((await plan()).acceptedRisks).not.to.equal(0);
  });

  it('is funded with the accounts that the hook asks for', async () => {
    const before = await fetchVaultAmount(here.world.connection, await plan());
    const { page } = here;
    await connect(page, 'Authority');
    await openDashboard(page, planKey, 'Money');
    await page.getByLabel('Fund, tokens').fill('2,000');
    await page.getByRole('button', { name: 'Fund', exact: true }).click();
    await page.getByRole('dialog').getByText('Leaves the wallet').waitFor();
    await sign(page, 'The tokens are in the vault.');
    const { vault } = await plan();
    expect((await fetchVaultAmount(here.world.connection, await plan())) - before).to.equal(tokens(2_000));
    await expectHookCalled(vault);
  });

  it('pays a claim, and opens the account of the one who is paid', async () => {
    const { page } = here;
    await connect(page, 'Authority');
    await openDashboard(page, planKey, 'Grants');
    await page.getByRole('link', { name: 'Issue a grant' }).first().click();
    await page.getByLabel('Beneficiary’s wallet').fill(here.world.stage.address('Employee').toBase58());
    await page.getByLabel('Amount, tokens').fill('400');
    await page.getByLabel('Schedule', { exact: true }).selectOption('immediate');
    await page.getByLabel('Withheld of each claim, %').fill('25');
    await page.getByRole('button', { name: 'Review and issue' }).click();
    await sign(page, 'Grant 1 is issued');

    await here.again();
    await connect(here.page, 'Employee');
    await here.page.getByRole('link', { name: 'Grants', exact: true }).click();
    await here.page.getByRole('button', { name: 'Claim from grant 1', exact: true }).click();
    await here.page.getByRole('dialog').getByText('You receive').waitFor();
    expect(await fact(here.page, 'You receive')).to.match(/^300 /);
    await sign(here.page, 'The tokens are in your wallet.');
    expect(await balance('Employee')).to.equal('300');
    await expectHookCalled((await plan()).vault);
  });

  it('pays payroll what was withheld, and the authority what is free', async () => {
    await connect(here.page, 'Payroll');
    await openDashboard(here.page, planKey, 'Money');
    await here.page.getByRole('button', { name: 'Collect all of it' }).click();
    await sign(here.page, 'The withheld tokens are with payroll.');
    expect(await balance('Payroll')).to.equal('100');

    await here.again();
    await connect(here.page, 'Authority');
    await openDashboard(here.page, planKey, 'Money');
    const before = Number(await balance('Authority'));
    await here.page.getByLabel('Withdraw, tokens').fill('50');
    await here.page.getByRole('button', { name: 'Withdraw' }).click();
    await sign(here.page, 'The tokens are with the authority.');
    expect(Number(await balance('Authority')) - before).to.equal(50);
    await expectHookCalled((await plan()).vault);
  });
});
