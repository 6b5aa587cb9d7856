import { pauseClaims } from '@tenure/sdk';
import { expect } from 'chai';
import type { Page, Route } from 'playwright-core';
import { answer, connect, expectAccessible, screenshots, sign } from './support/browser';
import { visiting } from './support/visiting';

/** More blocks than a blockhash lives. */
const BLOCKHASH_LIFE = 160;
const GENESIS_OF_MAINNET = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d';
const ENDS = ['The tokens are in your wallet.', 'The transaction expired', 'The end is not known yet'];

interface Call {
  readonly id: unknown;
  readonly method: unknown;
}

function callOf(route: Route): Call | undefined {
  const call: unknown = JSON.parse(route.request().postData() ?? 'null');
  if (typeof call !== 'object' || call === null || !('id' in call) || !('method' in call)) return undefined;
  return { id: call.id, method: call.method };
}

/** Announces a wallet that has one key, and works on mainnet only. Runs in the page. */
function announceForeignWallet({ address, publicKey }: { address: string; publicKey: number[] }): void {
  const chains = ['solana:mainnet'];
  const features = ['solana:signTransaction'];
  const account = { address, publicKey: Uint8Array.from(publicKey), chains, features };
  const wallet = {
    ...{ version: '1.0.0', name: 'Wallet on mainnet', icon: 'data:image/svg+xml;base64,PHN2Zy8+', chains },
    accounts: [account],
    features: {
      'standard:connect': { version: '1.0.0', connect: () => Promise.resolve({ accounts: [account] }) },
      'standard:events': { version: '1.0.0', on: () => () => undefined },
      'solana:signTransaction': {
        ...{ version: '1.0.0', supportedTransactionVersions: ['legacy', 0] },
        signTransaction: () => Promise.reject(new Error('Nothing may be asked of this wallet.')),
      },
    },
  };
  const detail = ({ register }: { register: (wallet: unknown) => void }) => register(wallet);
  dispatchEvent(new CustomEvent('wallet-standard:register-wallet', { detail }));
}

describe('claims when things go wrong, in the browser', () => {
  const here = visiting();
  const claimed = async (id: bigint) => (await here.world.grant('main', id)).claimed;

  /** Begins to claim from a grant, until the wallet asks. */
  async function claimFrom(id: bigint): Promise<Page> {
    const { page } = here;
    await connect(page, 'Employee');
    await page.getByRole('link', { name: 'Grants', exact: true }).click();
    await page.getByRole('button', { name: `Claim from grant ${id}` }).click();
    await page.getByRole('button', { name: 'Sign in wallet' }).click();
    await page.getByRole('button', { name: 'Approve' }).waitFor();
    return page;
  }

  /** Waits for an end, whichever it is, and says which. */
  async function endOf(page: Page): Promise<string> {
    const shown = ENDS.map((end) => page.getByRole('dialog').getByText(end));
    const [first, ...others] = shown;
    await others.reduce((any, each) => any?.or(each), first)?.waitFor();
    const counts = await Promise.all(shown.map((each) => each.count()));
    return ENDS[counts.findIndex((count) => count > 0)] ?? '';
  }

  /** Sees what a claim of the other plan would pay, in which claims are not paused, and that it can't be signed. */
  async function expectUnsigned(): Promise<void> {
    const { page } = here;
    await page.getByRole('button', { name: 'Claim from grant 2001' }).click();
    await page.getByRole('dialog').getByText('You receive').waitFor();
    expect(await page.getByRole('button', { name: 'Sign in wallet' }).isDisabled()).to.equal(true);
  }

  it('says that a transaction expired that was signed too late, and takes it anew', async () => {
    const before = await claimed(1001n);
    const page = await claimFrom(1001n);
    here.world.closeBlocks(BLOCKHASH_LIFE);
    await answer(page, 'Approve');
    expect(await endOf(page)).to.equal('The transaction expired');
    await page.getByText('no block took it, and none will. Nothing was changed.').waitFor();
    await expectAccessible(page);
    await screenshots(page, 'expired');
    expect(await claimed(1001n)).to.equal(before);
    await page.getByRole('button', { name: 'Try again' }).click();
    await sign(page, 'The tokens are in your wallet.');
    expect((await claimed(1001n)) - before).to.equal(10_000_000_000n);
  });

  it('says that an end is not known, and finds it out before anything is signed again', async () => {
    const page = await claimFrom(1003n);
    await page.clock.install();
    await page.route(`${here.world.connection.rpcEndpoint}/**`, async (route) => {
      // What is sent arrives, but no answer comes back.
      if (callOf(route)?.method === 'sendTransaction') await route.fetch();
      await route.abort();
    });
    await answer(page, 'Approve');
    await page.getByRole('dialog').getByText('The RPC server does not answer').waitFor();
    await page.clock.fastForward('02:00');
    expect(await endOf(page)).to.equal('The end is not known yet');
    await page.getByText('end unknown').waitFor();
    await expectAccessible(page);
    await screenshots(page, 'end-unknown');
    const once = await claimed(1003n);
    expect(once).to.equal(36_500_000_000n);
    expect(await page.getByRole('button', { name: 'Try again' }).count()).to.equal(0);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.getByRole('button', { name: 'Look again' }).click();
    expect(await endOf(page)).to.equal('The tokens are in your wallet.');
    expect(await claimed(1003n)).to.equal(once);
  });

  it('tells the program’s own error where the chain changed while the wallet was open', async () => {
    const before = await claimed(1005n);
    const page = await claimFrom(1005n);
    const { stage } = here.world;
    const guardian = stage.address('Guardian');
    const plan = here.world.planKey('main');
    await stage.send([pauseClaims({ guardian, plan, secs: 3_600, expiresTs: 'never' })], 'Guardian');
    await answer(page, 'Approve');
    await page.getByRole('dialog').getByText('ClaimsArePaused').waitFor();
    await page.getByText(/Nothing was changed\./).waitFor();
    expect(await claimed(1005n)).to.equal(before);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('dialog').getByText('There is nothing left to do').waitFor();
  });

  it('signs nothing with a wallet that works on another network', async () => {
    const { page } = here;
    const { beneficiary } = await here.world.grant('main', 1004n);
    const key = { address: beneficiary.toBase58(), publicKey: [...beneficiary.toBytes()] };
    await page.evaluate(announceForeignWallet, key);
    await page.getByRole('button', { name: 'Connect wallet' }).first().click();
    await page.getByRole('button', { name: 'Wallet on mainnet' }).click();
    await page.getByText('The connected wallet does not work on localnet.').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Grants', exact: true }).click();
    await expectUnsigned();
  });

  it('signs nothing where the RPC server answers for another chain', async () => {
    const { page } = here;
    await page.route(`${here.world.connection.rpcEndpoint}/**`, async (route) => {
      const call = callOf(route);
      if (call?.method !== 'getGenesisHash') return route.continue();
      return route.fulfill({ json: { jsonrpc: '2.0', id: call.id, result: GENESIS_OF_MAINNET } });
    });
    await page.reload();
    await page.getByText('The RPC server answers for another chain than localnet.').waitFor();
    await expectAccessible(page);
    await connect(page, 'Employee');
    await page.getByRole('link', { name: 'Grants', exact: true }).click();
    await expectUnsigned();
  });
});
