import { SystemProgram } from '@solana/web3.js';
import { PROGRAM_ID } from '@tenure/sdk';
import { expect } from 'chai';
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { send } from '../../packages/localnet/test/fixture/rpc';
import { front } from './front';
import { keypair, Stage, type Files } from './stage';

const ARTIFACTS = join(__dirname, '../../artifacts');
const MAINNET = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d';

describe('npm run deploy: what it refuses', () => {
  let stage: Stage;
  let files: Files;
  beforeEach(async () => {
    stage = await Stage.start();
    files = stage.files('build', 'program', await stage.code(1, 3_000));
  });
  afterEach(() => stage.stop());

  async function refused(name: string, flags: readonly string[], url = stage.localnet.rpcUrl): Promise<string> {
    const before = await stage.balance('admin');
    const ran = await stage.deploy(flags, { url });
    expect([ran.code, ran.err.split(':')[0]]).to.deep.equal([1, name]);
    expect(await stage.balance('admin')).to.equal(before);
    return ran.err;
  }

  it('mainnet, known by its first block whatever its address, without --yes-mainnet', async () => {
    const posing = await front(stage.localnet.rpcUrl, (method) =>
      method === 'getGenesisHash' ? { result: MAINNET } : 'pass',
    );
    const { url } = posing;
    try {
      const flags = stage.first(files, 'program');
      expect(await refused('MainnetRefused', flags, url)).to.contain('--yes-mainnet');
      await refused('MainnetRefused', ['--close-buffers', '--yes'], url);
      await refused('MainnetRefused', [...flags, '--hand-over', 'none'], url);
      const look = await stage.deploy([...flags, '--dry-run'], { url });
      expect(look.code, look.err).to.equal(0);
      const meant = await stage.deploy([...flags, '--yes-mainnet'], { url });
      expect(meant.code, meant.err).to.equal(0);
    } finally {
      await posing.stop();
    }
  });

  it('a program or an interface that is not what SHA256SUMS says', async () => {
    for (const file of [files.program, files.interfacePath]) {
      const whole = readFileSync(file);
      writeFileSync(file, Buffer.concat([whole, Buffer.from(' ')]));
      expect(await refused('ArtifactChanged', stage.first(files, 'program'))).to.contain('SHA256SUMS');
      writeFileSync(file, whole);
    }
    rmSync(files.sums);
    const unchecked = await stage.deploy([...stage.first(files, 'program'), '--dry-run']);
    expect(unchecked.out).to.contain('no SHA256SUMS beside it');
  });

  it('the committed program changed by one bit', async () => {
    for (const name of ['vesting.so', 'vesting.json', 'SHA256SUMS']) {
      copyFileSync(join(ARTIFACTS, name), join(stage.folder, name));
    }
    const path = join(stage.folder, 'vesting.so');
    const code = readFileSync(path);
    code.writeUInt8(code.readUInt8(100_000) ^ 1, 100_000);
    writeFileSync(path, code);
    await refused('ArtifactChanged', ['--program', path, '--yes']);
  });

  it('a file that is missing, or no program, or has no interface', async () => {
    await refused('ArtifactMissing', ['--program', join(stage.folder, 'nothing.so'), '--yes']);
    rmSync(files.sums);
    writeFileSync(files.program, 'hello');
    await refused('ArtifactInvalid', stage.first(files, 'program'));
    writeFileSync(files.interfacePath, '{}');
    await refused('ArtifactInvalid', stage.first(files, 'program'));
    rmSync(files.interfacePath);
    await refused('ArtifactMissing', stage.first(files, 'program'));
  });

  it('a key pair of another address than the program declares', async () => {
    const flags = ['--program', files.program, '--program-keypair', stage.key('somebody'), '--yes'];
    const told = await refused('IdMismatch', flags);
    expect(told).to.contain('--new-id').and.to.contain(keypair('somebody').publicKey.toBase58());
  });

  it('the vesting program under an interface with another id: it would refuse every call', async () => {
    const wrong = stage.files('wrong', 'somebody', readFileSync(join(ARTIFACTS, 'vesting.so')));
    expect(await refused('IdMismatch', stage.first(wrong, 'somebody'))).to.contain('every call');
  });

  it('the first time without the key pair of the address', async () => {
    const flags = ['--program', join(ARTIFACTS, 'vesting.so'), '--program-keypair', 'no-key.json', '--yes'];
    const told = await refused('ProgramKeyMissing', flags);
    expect(told).to.contain(PROGRAM_ID.toBase58()).and.to.contain('--new-id');
    await refused('NothingToExport', [...stage.first(files, 'program'), '--export']);
    await refused('ProgramMissing', [...stage.next(files), '--hand-over', 'none']);
  });

  it('a new id for a program whose sources are not here', async () => {
    const told = await refused('SourceUnknown', ['--program', files.program, '--new-id']);
    expect(told).to.contain('artifacts/voter_weight.so');
  });

  it('a payer with too little, before the buffer is paid for', async () => {
    const poor = await stage.person('poor', 0.01);
    const ran = await stage.deploy([...stage.first(files, 'program'), '--keypair', poor]);
    expect(ran.err).to.contain('InsufficientLamports').and.to.contain('are needed');
    expect(await stage.balance('poor')).to.equal(10_000_000);
  });

  it('an address that has an account of another kind', async () => {
    const open = SystemProgram.createAccount({
      fromPubkey: keypair('admin').publicKey,
      newAccountPubkey: keypair('program').publicKey,
      lamports: 10_000_000,
      space: 10,
      programId: keypair('somebody').publicKey,
    });
    await send(stage.connection, [open], [keypair('admin'), keypair('program')]);
    await refused('NotAProgram', stage.first(files, 'program'));
  });

  it('two tasks at once, and flags that it does not have', async () => {
    for (const flags of [['--new-id', '--close-buffers'], ['--hand-over', 'none', '--new-id'], ['--nothing']]) {
      expect((await stage.deploy(flags)).code).to.equal(2);
    }
    expect((await stage.deploy([...stage.first(files, 'program'), '--in-flight', '0'])).code).to.equal(2);
    expect((await stage.deploy([...stage.first(files, 'program'), '--hand-over', 'nowhere'])).code).to.equal(2);
  });
});
