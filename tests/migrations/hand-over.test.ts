import * as multisig from '@sqds/multisig';
import { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { vaultOf } from '../../migrations/src/squads';
import { keypair, Stage, type Files } from './stage';

const SQUAD = keypair('squad').publicKey;

describe('npm run deploy: who can change the program', () => {
  let stage: Stage;
  let files: Files;
  before(async () => {
    stage = await Stage.start();
    files = stage.files('handed', 'handed', await stage.code(1, 3_000));
    const ran = await stage.deploy(stage.first(files, 'handed'));
    expect(ran.code, ran.err).to.equal(0);
    await stage.put(SQUAD, multisig.PROGRAM_ID, Buffer.alloc(100, 1));
  });
  after(() => stage.stop());

  it('the vault is the one that Squads itself derives', () => {
    const [vault] = multisig.getVaultPda({ multisigPda: SQUAD, index: 0 });
    expect(vaultOf(SQUAD).toBase58()).to.equal(vault.toBase58());
  });

  it("a multisig's own account can never sign, and is refused; its vault is told", async () => {
    const ran = await stage.deploy([...stage.next(files), '--hand-over', SQUAD.toBase58()]);
    expect(ran.code).to.equal(1);
    expect(ran.err).to.contain('MultisigIsNoVault').and.to.contain(vaultOf(SQUAD).toBase58());
    expect(await stage.upgradeAuthority('handed')).to.equal(keypair('admin').publicKey.toBase58());
  });

  it('an address that is no multisig is refused', async () => {
    const nobody = keypair('no squad').publicKey.toBase58();
    const ran = await stage.deploy([...stage.next(files), '--hand-over-squads', nobody]);
    expect(ran.code).to.equal(1);
    expect(ran.err).to.contain('NotASquad');
    expect(await stage.upgradeAuthority('handed')).to.equal(keypair('admin').publicKey.toBase58());
  });

  it("goes to a multisig's vault, which then alone can change it", async () => {
    const ran = await stage.deploy([...stage.next(files), '--hand-over-squads', SQUAD.toBase58()]);
    expect(ran.code, ran.err).to.equal(0);
    expect(await stage.upgradeAuthority('handed')).to.equal(vaultOf(SQUAD).toBase58());
    const back = await stage.deploy([...stage.next(files), '--hand-over', keypair('admin').publicKey.toBase58()]);
    expect(back.err).to.contain('NotUpgradeAuthority');
  });

  it('--final: nobody can, ever again, and it says so before it asks', async () => {
    const last = stage.files('last', 'last', await stage.code(2, 3_000));
    expect((await stage.deploy(stage.first(last, 'last'))).code).to.equal(0);
    const looked = await stage.deploy([...stage.next(last), '--final', '--dry-run']);
    expect(looked.out).to.contain('Nobody can then change the program ever again');
    expect(await stage.upgradeAuthority('last')).to.equal(keypair('admin').publicKey.toBase58());
    const ran = await stage.deploy([...stage.next(last), '--final']);
    expect(ran.code, ran.err).to.equal(0);
    expect(await stage.upgradeAuthority('last')).to.equal('nobody');
    expect((await stage.deploy([...stage.next(last), '--final'])).out).to.contain('Nothing to do');
  });

  it('one task at a time', async () => {
    const flags = [...stage.next(files), '--final', '--hand-over-squads', PublicKey.default.toBase58()];
    expect((await stage.deploy(flags)).code).to.equal(2);
  });
});
