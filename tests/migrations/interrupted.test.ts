import { expect } from 'chai';
import { FaultProxy } from '../cli/fault-proxy';
import { member } from '../../packages/localnet/test/fixture/rpc';
import { front, type Front } from './front';
import { Stage } from './stage';

describe('npm run deploy: interrupted uploads', () => {
  let stage: Stage;
  beforeEach(async () => (stage = await Stage.start()));
  afterEach(() => stage.stop());

  it('go on where they ended, and no buffer is paid for twice', async () => {
    const files = stage.files('build', 'program', await stage.code(1, 15_000));
    const flags = [...stage.first(files, 'program'), '--in-flight', '4', '--json'];
    const before = await stage.balance('admin');
    const broken = await dying(10);
    const ran = await stage.deploy([...flags, '--timeout', '1s'], { url: broken.url });
    await broken.stop();
    expect(ran.code).to.equal(1);
    expect(ran.err).to.contain('ClusterUnreachable').and.to.contain('--close-buffers');

    const look = await stage.deploy([...flags, '--dry-run']);
    const all = Number(member(look.json(), 'chunks', 'all'));
    const missing = Number(member(look.json(), 'chunks', 'missing'));
    expect(missing)
      .to.be.greaterThan(0)
      .and.lessThan(all - 4);

    const again = await stage.deploy([...flags, '--in-flight', '32']);
    expect(again.code, again.err).to.equal(0);
    expect(again.json()['transactionsSent']).to.equal(missing + 1);
    const rent = Number(member(again.json(), 'costs', 'rentLamports'));
    const fees = (all + 2) * 5_000;
    const deploySignature = 5_000;
    expect(before - (await stage.balance('admin'))).to.equal(rent + fees + deploySignature);
  });

  it('are closed instead, and their rent comes back', async () => {
    const files = stage.files('build', 'program', await stage.code(1, 15_000));
    const before = await stage.balance('admin');
    const broken = await dying(10);
    const flags = [...stage.first(files, 'program'), '--in-flight', '4', '--timeout', '1s'];
    await stage.deploy(flags, { url: broken.url });
    await broken.stop();
    const held = before - (await stage.balance('admin'));
    expect(held).to.be.greaterThan(100_000_000);

    const look = await stage.deploy(['--close-buffers', '--dry-run']);
    expect(look.out).to.contain('Nothing was sent');
    const ran = await stage.deploy(['--close-buffers', '--json']);
    expect(ran.code, ran.err).to.equal(0);
    expect(before - (await stage.balance('admin'))).to.be.lessThan(100_000);
    expect(Number(ran.json()['lamports'])).to.be.greaterThan(100_000_000);
    expect((await stage.deploy(['--close-buffers', '--yes'])).out).to.contain('has no buffers');
  });

  it('get through a network that loses, delays and doubles', async () => {
    const code = await stage.code(1, 15_000);
    const files = stage.files('build', 'program', code);
    const proxy = await new FaultProxy({
      upstream: stage.localnet.rpcUrl,
      rate: 0.3,
      seed: 'deploy',
    }).start();
    try {
      const ran = await stage.deploy(stage.first(files, 'program'), { url: proxy.url });
      expect(ran.code, ran.err).to.equal(0);
      expect((await stage.codeOf('program', code.length)).equals(code)).to.equal(true);
      const faults = ['request lost', 'answer lost', 'doubled', 'busy', 'garbled'];
      expect(faults.reduce((sum, fault) => sum + (proxy.counts.get(fault) ?? 0), 0)).to.be.greaterThan(5);
    } finally {
      await proxy.stop();
    }
  });

  it('use only a buffer that fits and may be written', async () => {
    const files = stage.files('build', 'program', await stage.code(1, 15_000));
    const broken = await dying(5);
    const flags = [...stage.first(files, 'program'), '--in-flight', '4', '--timeout', '1s', '--json'];
    await stage.deploy(flags, { url: broken.url });
    await broken.stop();
    const listed = await stage.deploy(['--close-buffers', '--dry-run', '--json']);
    const buffer = String(member(listed.json(), 'buffers', '0', 'address'));

    const other = stage.files('other', 'program', await stage.code(1, 10_000));
    const unfit = await stage.deploy([...stage.first(other, 'program'), '--buffer', buffer]);
    expect(unfit.err).to.contain('BufferUnfit');
    const stranger = await stage.person('stranger');
    const foreign = [...stage.first(files, 'program'), '--keypair', stranger, '--buffer', buffer];
    expect((await stage.deploy(foreign)).err).to.contain('BufferOfAnother');
    const none = [...stage.first(files, 'program'), '--buffer', '11111111111111111111111111111112'];
    expect((await stage.deploy(none)).err).to.contain('BufferMissing');
    const named = await stage.deploy([...stage.first(files, 'program'), '--buffer', buffer]);
    expect(named.code, named.err).to.equal(0);
  });

  /** Passes so many transactions on, and then hangs up on everything. */
  function dying(transactions: number): Promise<Front> {
    let left = transactions;
    return front(stage.localnet.rpcUrl, (method) => {
      if (method === 'sendTransaction') left -= 1;
      return left < 0 ? 'hang up' : 'pass';
    });
  }
});
