import { type Connection, SYSVAR_CLOCK_PUBKEY } from '@solana/web3.js';
import { expect } from 'chai';
import { SOL, ask, build, keypair, onChain, result, start, transfer } from './fixture/rpc';

const START_MS = Date.UTC(2025, 0, 15, 12);
const DAY_MS = 86_400_000;

describe('localnet: time', () => {
  it('starts where it is told to, and follows the wall clock from there', () =>
    onChain(
      async ({ localnet, connection }) => {
        localnet.tick();
        expect(await chainTime(connection)).to.be.within(START_MS / 1_000, START_MS / 1_000 + 30);
        const slot = await connection.getSlot();
        expect(await connection.getBlockTime(slot)).to.be.within(START_MS / 1_000, START_MS / 1_000 + 30);
      },
      { startMs: START_MS },
    ));

  it('makes blocks on its own', async () => {
    const { localnet, connection } = await start({ slotMs: 10 });
    try {
      let id = -1;
      const heard = new Promise<number>((resolve) => {
        id = connection.onSlotChange(({ slot }) => {
          if (slot >= 5) resolve(slot);
        });
      });
      expect(await heard).to.be.at.least(5);
      await connection.removeSlotChangeListener(id);
    } finally {
      await localnet.stop();
    }
  });

  it('travels to a time: slots are skipped, blocks and blockhashes stay as they are', () =>
    onChain(
      async ({ localnet: { rpcUrl }, connection, payer }) => {
        const to = keypair('recipient').publicKey;
        const signed = await build(connection, [transfer(payer, to, SOL)], [payer]);
        const [slot, height] = [await connection.getSlot('processed'), await connection.getBlockHeight('processed')];
        const arrived = await result(rpcUrl, 'surfnet_timeTravel', [{ absoluteTimestamp: START_MS + 365 * DAY_MS }]);
        expect(arrived).to.have.property('slotsInEpoch', 432_000);
        expect(await chainTime(connection)).to.be.within(
          (START_MS + 365 * DAY_MS) / 1_000,
          (START_MS + 365 * DAY_MS) / 1_000 + 30,
        );
        expect(await connection.getSlot('processed')).to.be.greaterThan(slot + 78_000_000);
        expect(await connection.getBlockHeight('processed')).to.equal(height + 1);
        expect((await connection.getEpochInfo('processed')).epoch).to.be.greaterThan(180);
        await connection.sendTransaction(signed);
        expect(await connection.getBalance(to)).to.equal(SOL);
      },
      { startMs: START_MS },
    ));

  it('travels to a slot or an epoch, and time goes along', () =>
    onChain(
      async ({ localnet: { rpcUrl }, connection }) => {
        await result(rpcUrl, 'surfnet_timeTravel', [{ absoluteSlot: 1_000 }]);
        expect(await connection.getSlot('processed')).to.equal(1_000);
        expect(await chainTime(connection)).to.be.within(START_MS / 1_000 + 398, START_MS / 1_000 + 430);
        await result(rpcUrl, 'surfnet_timeTravel', [{ absoluteEpoch: 3 }]);
        expect(await connection.getEpochInfo('processed')).to.include({ epoch: 3, slotIndex: 0 });
      },
      { startMs: START_MS },
    ));

  it('travels an hour ahead where it is not told where to', () =>
    onChain(
      async ({ localnet: { rpcUrl }, connection }) => {
        await result(rpcUrl, 'surfnet_timeTravel', []);
        expect(await chainTime(connection)).to.be.within(START_MS / 1_000 + 3_600, START_MS / 1_000 + 3_630);
      },
      { startMs: START_MS },
    ));

  it('refuses to travel back, or nowhere', () =>
    onChain(async ({ localnet: { rpcUrl } }) => {
      for (const to of [{ absoluteTimestamp: 0 }, { absoluteSlot: 0 }, { absoluteEpoch: 0 }, {}]) {
        expect((await ask(rpcUrl, 'surfnet_timeTravel', [to])).error?.code).to.equal(-32602);
      }
    }));

  it('stands still while paused, and goes on where it was', () =>
    onChain(
      async ({ localnet: { rpcUrl, ledger }, connection }) => {
        await result(rpcUrl, 'surfnet_pauseClock', []);
        const at = ledger.clock.now();
        await result(rpcUrl, 'surfnet_timeTravel', [{ absoluteTimestamp: Math.ceil(at / 1_000) * 1_000 + DAY_MS }]);
        const paused = await chainTime(connection);
        expect(paused).to.equal(Math.ceil(at / 1_000) + DAY_MS / 1_000);
        expect(ledger.clock.now()).to.equal(paused * 1_000);
        await result(rpcUrl, 'surfnet_resumeClock', []);
        expect(ledger.clock.paused).to.equal(false);
        expect(ledger.clock.now()).to.be.within(paused * 1_000, paused * 1_000 + 10_000);
      },
      { startMs: START_MS },
    ));

  it('makes no blocks while paused', async () => {
    const { localnet, connection } = await start({ slotMs: 5 });
    try {
      await result(localnet.rpcUrl, 'surfnet_pauseClock', []);
      const slot = await connection.getSlot('processed');
      for (let count = 0; count < 20; count += 1) expect(await connection.getSlot('processed')).to.equal(slot);
      await connection.requestAirdrop(keypair('payer').publicKey, SOL);
      expect(await connection.getBalance(keypair('payer').publicKey)).to.equal(SOL);
    } finally {
      await localnet.stop();
    }
  });
});

describe('localnet: accounts by the names of Surfpool', () => {
  it('writes any account, whole or in part', () =>
    onChain(async ({ localnet: { rpcUrl }, connection }) => {
      const [at, owner] = [keypair('written').publicKey, keypair('owner').publicKey];
      await result(rpcUrl, 'surfnet_setAccount', [
        at.toBase58(),
        { lamports: SOL, data: '0102ff', owner: owner.toBase58() },
      ]);
      const unchanged = { data: null, owner: null, executable: null, rentEpoch: null };
      await result(rpcUrl, 'surfnet_setAccount', [at.toBase58(), { lamports: 2 * SOL, ...unchanged }]);
      const account = await connection.getAccountInfo(at);
      expect(account?.lamports).to.equal(2 * SOL);
      expect(account?.owner.equals(owner)).to.equal(true);
      expect([...(account?.data ?? [])]).to.deep.equal([1, 2, 255]);
      expect((await ask(rpcUrl, 'surfnet_setAccount', [at.toBase58(), { data: 'zz' }])).error?.code).to.equal(-32602);
    }));
});

/** What programs see as the time, unix seconds. */
async function chainTime(connection: Connection): Promise<number> {
  const clock = await connection.getAccountInfo(SYSVAR_CLOCK_PUBKEY, 'processed');
  return Number(clock?.data.readBigInt64LE(32));
}
