import { SystemProgram, TransactionInstruction, type PublicKey } from '@solana/web3.js';
import { IDL, PROGRAM_ID, realms } from '@tenure/sdk';
import { expect } from 'chai';
import { join } from 'node:path';
import { ownBuffer } from '../../migrations/src/upload';
import { readArtifact } from '../../migrations/src/artifact';
import { TestTerminal } from '../support/command-line';
import { member, send } from '../../packages/localnet/test/fixture/rpc';
import { keypair, Stage } from './stage';

const ARTIFACT = join(__dirname, '../../artifacts/vesting.so');
const PLUGIN = join(__dirname, '../../artifacts/voter_weight.so');

describe('npm run deploy: the first time, and again', () => {
  let stage: Stage;
  beforeEach(async () => (stage = await Stage.start()));
  afterEach(() => stage.stop());

  it('deploys a program that then answers, and says what it did and what it cost', async () => {
    const files = stage.files('build', 'program', await stage.code(1, 3_000));
    const before = await stage.balance('admin');
    const ran = await stage.deploy([...stage.first(files, 'program'), '--json']);
    expect(ran.code, ran.err).to.equal(0);
    const told = ran.json();
    const { publicKey } = keypair('program');
    expect(told).to.deep.include({
      task: 'deploy',
      programId: publicKey.toBase58(),
      upgradeAuthority: keypair('admin').publicKey.toBase58(),
    });
    const spent = Number(member(told, 'costs', 'rentLamports')) + Number(told['feeLamportsPaid']);
    expect(before - (await stage.balance('admin'))).to.equal(spent);
    expect(await answers(publicKey)).to.equal(true);
  });

  it('does nothing the second time', async () => {
    const files = stage.files('build', 'program', await stage.code(1, 3_000));
    await stage.deploy(stage.first(files, 'program'));
    const before = await stage.balance('admin');
    // Without the key pair of the program's address: it is there for the first time only.
    const ran = await stage.deploy(stage.next(files));
    expect([ran.code, ran.out]).to.satisfy(
      ([code, out]: [number, string]) => code === 0 && out.includes('Nothing to do'),
    );
    expect(await stage.balance('admin')).to.equal(before);
  });

  it('asks before it signs, and tells what it is about to do', async () => {
    const files = stage.files('build', 'program', await stage.code(1, 3_000));
    const terminal = new TestTerminal(false);
    const flags = stage.first(files, 'program').filter((flag) => flag !== '--yes');
    const ran = await stage.deploy(flags, { terminal });
    expect([ran.code, terminal.questions.length]).to.deep.equal([1, 1]);
    expect(ran.err).to.contain('NotConfirmed').and.to.contain(keypair('program').publicKey.toBase58());
    expect(ran.err).to.contain(readArtifact(files.program, files.interfacePath).sha256).and.to.contain('SOL rent');
    expect(await stage.connection.getAccountInfo(keypair('program').publicKey)).to.equal(null);
  });

  it('sends nothing with --dry-run', async () => {
    const files = stage.files('build', 'program', await stage.code(1, 3_000));
    const before = await stage.balance('admin');
    const ran = await stage.deploy([...stage.first(files, 'program'), '--dry-run']);
    expect(ran.code, ran.err).to.equal(0);
    expect(ran.out).to.contain('Nothing was sent');
    expect(await stage.balance('admin')).to.equal(before);
  });

  it('takes another payer and another upgrade authority', async () => {
    const files = stage.files('build', 'program', await stage.code(1, 3_000));
    const payer = await stage.person('payer');
    const authority = await stage.person('authority', 0);
    const before = await stage.balance('admin');
    const roles = ['--fee-payer', payer, '--upgrade-authority', authority];
    const ran = await stage.deploy([...stage.first(files, 'program'), ...roles, '--json']);
    expect(ran.code, ran.err).to.equal(0);
    expect(ran.json()).to.include({ upgradeAuthority: keypair('authority').publicKey.toBase58() });
    expect(await stage.balance('admin')).to.equal(before);
  });

  it('is not stopped by lamports that somebody sent to the addresses first', async () => {
    const files = stage.files('build', 'program', await stage.code(1, 3_000));
    const artifact = readArtifact(files.program, files.interfacePath);
    const { address } = await ownBuffer(artifact, keypair('admin').publicKey);
    await stage.person('stranger');
    const gift = (toPubkey: PublicKey) =>
      SystemProgram.transfer({ fromPubkey: keypair('stranger').publicKey, toPubkey, lamports: 5_000_000 });
    await send(stage.connection, [gift(address), gift(artifact.id)], [keypair('stranger')]);
    const ran = await stage.deploy(stage.first(files, 'program'));
    expect(ran.code, ran.err).to.equal(0);
    expect(await answers(artifact.id)).to.equal(true);
  });

  async function answers(programId: PublicKey): Promise<boolean> {
    const call = new TransactionInstruction({ programId, keys: [], data: Buffer.from('hello') });
    const signature = await send(stage.connection, [call], [keypair('admin')]);
    const recorded = await stage.connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
    return recorded?.meta?.logMessages?.includes(`Program ${programId.toBase58()} success`) === true;
  }
});

describe('npm run deploy: the programs of the project', () => {
  for (const { name, programId, flags, elf } of [
    { name: 'the vesting program', programId: PROGRAM_ID, flags: [], elf: ARTIFACT },
    {
      name: 'the plugin for Realms',
      programId: realms.VOTER_WEIGHT_PROGRAM_ID,
      flags: ['--program', PLUGIN],
      elf: PLUGIN,
    },
  ]) {
    it(`finds nothing to do where a local chain has ${name} at its declared id`, async () => {
      const stage = await Stage.start({ programs: [{ id: programId.toBase58(), elf }] });
      try {
        const ran = await stage.deploy([...flags, '--program-keypair', join(stage.folder, 'no-key.json')]);
        expect(ran.code, ran.err).to.equal(0);
        expect(ran.out).to.contain('Nothing to do').and.to.contain(programId.toBase58());
      } finally {
        await stage.stop();
      }
    });
  }

  it('has nothing to be initialized: no account of it is the same for all plans', () => {
    const derived = IDL.instructions.flatMap(({ name, accounts }) =>
      accounts.flatMap((account) => {
        if (!('pda' in account) || 'program' in account.pda) return [];
        const shared = account.pda.seeds.every(({ kind }) => kind === 'const');
        return [{ account: `${name}: ${account.name}`, shared }];
      }),
    );
    expect(derived).to.not.be.empty;
    expect(derived.filter(({ shared }) => shared)).to.deep.equal([]);
  });
});
