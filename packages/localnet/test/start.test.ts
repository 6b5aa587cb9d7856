import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, PublicKey, TransactionInstruction } from '@solana/web3.js';
import { startLocalnet } from '../src';
import { expect } from 'chai';
import { readArguments } from '../src/arguments';
import { SOL, ask, keypair, member, onChain, result, send, start, transfer } from './fixture/rpc';

const ROOT = join(__dirname, '../../..');
const PROGRAM_FILE = join(ROOT, 'artifacts/vesting.so');
const BIN = join(ROOT, 'packages/localnet/bin/tenure-localnet.cjs');
const to = keypair('recipient').publicKey;

describe('localnet: starting', () => {
  it('answers as soon as it has started', async () => {
    const { localnet, connection } = await start();
    expect(await connection.getSlot()).to.be.a('number');
    await localnet.stop();
  });

  it('listens on loopback alone unless told otherwise', async () => {
    const { localnet } = await start();
    try {
      expect(new URL(localnet.rpcUrl).hostname).to.equal('127.0.0.1');
      expect(new URL(localnet.wsUrl).port).to.equal(String(Number(new URL(localnet.rpcUrl).port) + 1));
    } finally {
      await localnet.stop();
    }
  });

  it('says so when its port is taken', async () => {
    const { localnet } = await start();
    const taken = Number(new URL(localnet.rpcUrl).port);
    const failure = await startLocalnet({ rpcPort: taken }).catch((error: unknown) => error);
    await localnet.stop();
    expect(failure).to.be.instanceOf(Error).with.property('code', 'EADDRINUSE');
  });

  it('has programs from files, upgradeable where an authority is named', () => {
    const [fixed, upgradeable] = [keypair('fixed').publicKey, keypair('upgradeable').publicKey];
    const programs = [
      { id: fixed.toBase58(), elf: PROGRAM_FILE },
      { id: upgradeable.toBase58(), elf: PROGRAM_FILE, authority: to.toBase58() },
    ];
    return onChain(
      async ({ connection, payer }) => {
        const loader = new PublicKey('BPFLoaderUpgradeab1e11111111111111111111111');
        const authority = async (program: PublicKey): Promise<unknown> => {
          const [at] = PublicKey.findProgramAddressSync([program.toBytes()], loader);
          const data = (await connection.getParsedAccountInfo(at)).value?.data;
          return member(data, 'parsed', 'info', 'authority');
        };
        expect(await authority(fixed)).to.equal(null);
        expect(await authority(upgradeable)).to.equal(to.toBase58());
        const call = new TransactionInstruction({ programId: fixed, keys: [], data: Buffer.alloc(8) });
        const failure = await send(connection, [call], [payer]).catch((error: unknown) => String(error));
        expect(failure).to.include('DeclaredProgramIdMismatch');
      },
      { programs },
    );
  });
});

describe('localnet: the command line', () => {
  it('takes ports, programs, airdrops, time and a file', () => {
    const words =
      '--rpc-port 1 --ws-port 2 --program a b --upgradeable-program c d e --airdrop f 1.5 --slot-ms 10 --save g --quiet';
    expect(readArguments([...words.split(' '), '--start', '2025-01-15T12:00:00Z'])).to.deep.equal({
      options: {
        programs: [
          { id: 'a', elf: 'b' },
          { id: 'c', elf: 'd', authority: 'e' },
        ],
        rpcPort: 1,
        wsPort: 2,
        slotMs: 10,
        startMs: Date.UTC(2025, 0, 15, 12),
        save: 'g',
      },
      airdrops: [{ to: 'f', sol: 1.5 }],
      quiet: true,
      help: false,
    });
    expect(readArguments([]).options).to.deep.equal({ programs: [] });
  });

  for (const words of [
    '--program x',
    '--airdrop x y',
    '--slot-ms soon',
    '--slot-ms 0',
    '--rpc-port -1',
    '--nope',
    '--start someday',
    'word',
  ]) {
    it(`refuses ${words}`, () => {
      expect(() => readArguments(words.split(' '))).to.throw();
    });
  }
});

describe('localnet: saving', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tenure-localnet-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('goes on from its file: accounts, blocks, history, blockhashes and clock', async () => {
    const save = join(folder, 'chain');
    const payer = keypair('payer');
    const first = await start({ save });
    await first.connection.requestAirdrop(payer.publicKey, 10 * SOL);
    const signature = await send(first.connection, [transfer(payer, to, SOL)], [payer]);
    await result(first.localnet.rpcUrl, 'surfnet_timeTravel', [{ absoluteTimestamp: Date.UTC(2040, 0, 1) }]);
    const before = await facts(first.connection, signature);
    const { blockhash } = await first.connection.getLatestBlockhash();
    await first.localnet.stop();
    expect(statSync(save).mode & 0o077).to.equal(0);

    const second = await start({ save });
    try {
      expect(await facts(second.connection, signature)).to.deep.equal(before);
      expect((await second.connection.isBlockhashValid(blockhash)).value).to.equal(true);
      second.localnet.tick();
      expect(second.localnet.ledger.clock.now()).to.be.within(Date.UTC(2040, 0, 1), Date.UTC(2040, 0, 2));
      await send(second.connection, [transfer(payer, to, SOL)], [payer]);
      expect(await second.connection.getBalance(to)).to.equal(2 * SOL);
    } finally {
      await second.localnet.stop();
    }
  });

  it('says so when the file is something else, and leaves it alone', async () => {
    const save = join(folder, 'notes.txt');
    writeFileSync(save, 'not a chain');
    const failure = await start({ save }).catch((error: unknown) => String(error));
    expect(failure).to.match(/notes\.txt is not a saved chain/);
    expect(statSync(save).size).to.equal(11);
  });

  it('runs from the command line, and saves on SIGTERM', async () => {
    const save = join(folder, 'chain');
    const id = keypair('program').publicKey.toBase58();
    const args = ['--rpc-port', '0', '--program', id, PROGRAM_FILE, '--airdrop', to.toBase58(), '2', '--save', save];
    const running = spawn(process.execPath, [BIN, ...args], { cwd: folder });
    const url = await printedUrl(running);
    const connection = new Connection(url, 'confirmed');
    expect(await connection.getBalance(to)).to.equal(2 * SOL);
    expect((await connection.getAccountInfo(new PublicKey(id)))?.executable).to.equal(true);
    running.kill('SIGTERM');
    expect(await new Promise((resolve) => running.once('exit', resolve))).to.equal(0);
    expect(statSync(save).size).to.be.greaterThan(1_000);
  });
});

async function facts(connection: Connection, signature: string) {
  const { value } = await ask(connection.rpcEndpoint, 'getGenesisHash').then(({ result: hash }) => ({
    value: hash,
  }));
  const recorded = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
  return {
    genesisHash: value,
    balance: await connection.getBalance(to),
    slot: await connection.getSlot('processed'),
    height: await connection.getBlockHeight('processed'),
    blockTime: recorded?.blockTime,
    logs: recorded?.meta?.logMessages,
    listed: (await connection.getSignaturesForAddress(to)).length,
  };
}

/** The address that a starting chain prints. */
function printedUrl(running: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: unknown): void => {
      output += String(chunk);
      const found = /JSON RPC URL\s+(\S+)/.exec(output);
      if (found?.[1] !== undefined) resolve(found[1]);
    };
    running.stdout?.on('data', read);
    running.stderr?.on('data', read);
    running.once('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
}
