import { VersionedTransaction } from '@solana/web3.js';
import bs58 from 'bs58';
import { expect } from 'chai';
import { member } from '../../packages/localnet/test/fixture/rpc';
import { keypair, Stage } from './stage';

describe('npm run deploy: upgrades', () => {
  let stage: Stage;
  before(async () => (stage = await Stage.start()));
  after(() => stage.stop());

  /** A program on the chain, with its upgrade authority `admin`. */
  async function deployed(program: string, code: Buffer): Promise<void> {
    const files = stage.files(`${program} 1`, program, code);
    const ran = await stage.deploy(stage.first(files, program));
    expect(ran.code, ran.err).to.equal(0);
  }

  it('puts other code in its place, at the price of fees alone', async () => {
    await deployed('same size', await stage.code(1, 3_000));
    const code = await stage.code(2, 3_000);
    const before = await stage.balance('admin');
    const ran = await stage.deploy([...stage.next(stage.files('same size 2', 'same size', code)), '--json']);
    expect(ran.code, ran.err).to.equal(0);
    expect(ran.json()).to.include({ task: 'upgrade', extensionBytes: 0 });
    expect(before - (await stage.balance('admin'))).to.equal(Number(ran.json()['feeLamportsPaid']));
    expect((await stage.codeOf('same size', code.length)).equals(code)).to.equal(true);
  });

  it('makes room for a larger program, by as much as clusters ask for at least', async () => {
    await deployed('larger', await stage.code(1, 3_000));
    const code = await stage.code(1, 3_001);
    const larger = stage.files('larger 2', 'larger', code);
    const ran = await stage.deploy([...stage.next(larger), '--json']);
    expect(ran.code, ran.err).to.equal(0);
    expect(ran.json()).to.include({ extensionBytes: 10_240 });
    expect((await stage.codeOf('larger', code.length)).equals(code)).to.equal(true);
    const again = await stage.deploy(stage.next(larger));
    expect(again.out).to.contain('Nothing to do');
  });

  it('puts a smaller program into the larger one, with nothing of the old one behind it', async () => {
    const old = await stage.code(7, 9_000);
    await deployed('smaller', old);
    const code = await stage.code(8, 100);
    const smaller = stage.files('smaller 2', 'smaller', code);
    const ran = await stage.deploy(stage.next(smaller));
    expect(ran.code, ran.err).to.equal(0);
    const padded = Buffer.concat([code, Buffer.alloc(old.length - code.length)]);
    expect((await stage.codeOf('smaller', old.length)).equals(padded)).to.equal(true);
    expect((await stage.deploy(stage.next(smaller))).out).to.contain('Nothing to do');
  });

  it('prints the upgrade for a multisig to sign, and needs nothing more than its signature', async () => {
    await deployed('shared', await stage.code(1, 3_000));
    const board = await stage.person('board', 1);
    const first = stage.files('shared 2', 'shared', await stage.code(2, 3_000));
    const handed = await stage.deploy([...stage.next(first), '--hand-over', keypair('board').publicKey.toBase58()]);
    expect(handed.code, handed.err).to.equal(0);
    const refused = await stage.deploy(stage.next(first));
    expect(refused.err).to.contain('NotUpgradeAuthority').and.to.contain('--export');

    const before = await stage.balance('admin');
    const exported = await stage.deploy([...stage.next(first), '--export', '--json']);
    expect(exported.code, exported.err).to.equal(0);
    const text = String(member(exported.json(), 'transactions', '0'));
    const transaction = VersionedTransaction.deserialize(bs58.decode(text));
    transaction.sign([keypair('board')]);
    await stage.connection.sendTransaction(transaction);
    // The buffer's rent is back with who paid it.
    const fees = Number(exported.json()['feeLamportsPaid']);
    expect(before - (await stage.balance('admin'))).to.equal(fees);
    const done = await stage.deploy([...stage.next(first), '--keypair', board]);
    expect(done.out).to.contain('Nothing to do');
  });

  it('hands the program over to nobody, after which nobody changes it', async () => {
    await deployed('final', await stage.code(1, 3_000));
    const other = stage.files('final 2', 'final', await stage.code(2, 3_000));
    const ran = await stage.deploy([...stage.next(other), '--hand-over', 'none']);
    expect(ran.code, ran.err).to.equal(0);
    const refused = await stage.deploy(stage.next(other));
    expect([refused.code, refused.err]).to.satisfy(
      ([code, err]: [number, string]) => code === 1 && err.includes('ProgramFinal'),
    );
    expect((await stage.deploy([...stage.next(other), '--export'])).err).to.contain('ProgramFinal');
    const again = await stage.deploy([...stage.next(other), '--hand-over', 'none']);
    expect(again.out).to.contain('Nothing to do');
  });

  it('refuses who is not the upgrade authority, before anything is paid', async () => {
    await deployed('guarded', await stage.code(1, 3_000));
    const thief = await stage.person('thief');
    const before = await stage.balance('thief');
    const other = stage.files('guarded 2', 'guarded', await stage.code(2, 3_000));
    const ran = await stage.deploy([...stage.next(other), '--keypair', thief]);
    expect(ran.code).to.equal(1);
    expect(ran.err).to.contain('NotUpgradeAuthority').and.to.contain(keypair('admin').publicKey.toBase58());
    const taken = await stage.deploy([
      ...stage.next(other),
      '--keypair',
      thief,
      '--hand-over',
      keypair('thief').publicKey.toBase58(),
    ]);
    expect(taken.err).to.contain('NotUpgradeAuthority');
    expect(await stage.balance('thief')).to.equal(before);
  });
});
