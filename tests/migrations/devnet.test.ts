import { TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { Connection } from '@solana/web3.js';
import { startLocalnet, type Localnet } from '@tenure/localnet';
import { readKeypair } from '@tenure/cli';
import { expect } from 'chai';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../migrations/src/devnet-command';
import { member } from '../../packages/localnet/test/fixture/rpc';
import { TestTerminal } from '../support/command-line';
import { front } from './front';

const MAINNET = '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d';

describe('npm run devnet', () => {
  let localnet: Localnet;
  let folder: string;
  let file: string;
  before(async () => {
    localnet = await startLocalnet({ rpcPort: 0, slotMs: 20 });
    folder = mkdtempSync(join(tmpdir(), 'tenure-devnet-'));
    file = join(folder, 'me.json');
  });
  after(async () => {
    await localnet.stop();
    rmSync(folder, { recursive: true });
  });

  async function devnet(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    const terminal = new TestTerminal();
    const code = await run(argv, terminal);
    return { code, out: terminal.lines.join('\n'), err: terminal.notes.join('\n') };
  }

  it('makes a key pair for its owner alone, never over a file, and prints its address', async () => {
    const made = await devnet('key', file);
    expect(made.out).to.equal(readKeypair(file).publicKey.toBase58());
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    const before = readFileSync(file, 'utf8');
    const again = await devnet('key', file);
    expect([again.code, again.err.split(':')[0]]).to.deep.equal([1, 'KeypairKept']);
    expect(readFileSync(file, 'utf8')).to.equal(before);
  });

  it('gets SOL and makes a token, whose supply the key pair has', async () => {
    const flags = ['--url', localnet.rpcUrl, '--keypair', file];
    expect((await devnet('airdrop', '2', ...flags)).code).to.equal(0);
    const made = await devnet('mint', '--decimals', '2', '--amount', '12.5', ...flags, '--json');
    expect(made.code, made.err).to.equal(0);
    const told: unknown = JSON.parse(made.out);
    expect(told).to.include({ decimals: 2 });
    const connection = new Connection(localnet.rpcUrl, 'confirmed');
    const { value } = await connection.getParsedTokenAccountsByOwner(readKeypair(file).publicKey, {
      programId: TOKEN_PROGRAM_ID,
    });
    const [held] = value;
    expect(member(held?.account.data.parsed, 'info', 'tokenAmount', 'uiAmountString')).to.equal('12.5');
  });

  it('refuses mainnet, known by its first block', async () => {
    const posing = await front(localnet.rpcUrl, (method) =>
      method === 'getGenesisHash' ? { result: MAINNET } : 'pass',
    );
    try {
      for (const words of [['airdrop', '1'], ['mint']]) {
        const ran = await devnet(...words, '--url', posing.url, '--keypair', file);
        expect([ran.code, ran.err.split(':')[0]]).to.deep.equal([1, 'MainnetRefused']);
      }
    } finally {
      await posing.stop();
    }
  });
});
