/** A chain, key pairs and programs in files for the tests of `npm run deploy`. */
import { startLocalnet, type Localnet, type LocalnetOptions } from '@tenure/localnet';
import { Connection, Keypair, PublicKey } from '@solana/web3.js';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../migrations/src/deploy-command';
import { dataAddress, readLoaderAccount } from '../../migrations/src/loader';
import { TestTerminal, type Ran } from '../support/command-line';

/** A small program that every localnet has: its code is deployed a second time. It answers at any address. */
const MEMO = new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');

/** The same key for the same name in every run. */
export function keypair(name: string): Keypair {
  return Keypair.fromSeed(createHash('sha256').update(`deploy test: ${name}`).digest());
}

/** A program's files as a build leaves them. */
export interface Files {
  readonly program: string;
  readonly interfacePath: string;
  readonly sums: string;
}

export class Stage {
  private constructor(
    readonly localnet: Localnet,
    readonly connection: Connection,
    readonly folder: string,
  ) {}

  /** A chain of its own with `admin`, who is rich. */
  static async start(options: LocalnetOptions = {}): Promise<Stage> {
    const localnet = await startLocalnet({ rpcPort: 0, slotMs: 20, ...options });
    const folder = mkdtempSync(join(tmpdir(), 'tenure-deploy-'));
    const stage = new Stage(localnet, new Connection(localnet.rpcUrl, 'confirmed'), folder);
    await stage.person('admin');
    return stage;
  }

  async stop(): Promise<void> {
    await this.localnet.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes a key pair's file and gives it lamports. Returns the path. */
  async person(name: string, sol = 100): Promise<string> {
    const { publicKey } = keypair(name);
    if (sol > 0) await this.connection.requestAirdrop(publicKey, sol * 1e9);
    return this.key(name);
  }

  /** Writes a key pair's file. */
  key(name: string): string {
    const path = join(this.folder, `${name}.json`);
    writeFileSync(path, JSON.stringify([...keypair(name).secretKey]), { mode: 0o600 });
    return path;
  }

  /**
   * The small program's code with bytes behind it that nothing reads: another program for each `seed` and
   * length.
   */
  async code(seed: number, moreBytes: number): Promise<Buffer> {
    const memo = await this.connection.getAccountInfo(MEMO);
    if (memo === null) throw new Error('the chain has no memo program');
    return Buffer.concat([memo.data, Buffer.alloc(moreBytes, seed)]);
  }

  /** Writes a program and its interface, which names the address of `program`, into a folder of their own. */
  files(build: string, program: string, code: Uint8Array): Files {
    const at = join(this.folder, build);
    mkdirSync(at);
    const files = {
      program: join(at, 'program.so'),
      interfacePath: join(at, 'program.json'),
      sums: join(at, 'SHA256SUMS'),
    };
    const described = Buffer.from(JSON.stringify({ address: keypair(program).publicKey.toBase58() }));
    writeFileSync(files.program, code);
    writeFileSync(files.interfacePath, described);
    const line = (name: string, bytes: Uint8Array) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`;
    writeFileSync(files.sums, `# a builder\n${line('program.so', code)}${line('program.json', described)}`);
    return files;
  }

  /** Runs `npm run deploy` in this process, as `admin` unless other flags follow. Asks nothing. */
  async deploy(
    flags: readonly string[],
    { url = this.localnet.rpcUrl, terminal = new TestTerminal() } = {},
  ): Promise<Ran> {
    const keypairFile = join(this.folder, 'admin.json');
    const code = await run(['--url', url, '--keypair', keypairFile, ...flags], terminal);
    const out = terminal.lines.join('\n');
    return {
      code,
      out,
      err: terminal.notes.join('\n'),
      json: () => {
        const parsed: unknown = JSON.parse(out);
        if (typeof parsed !== 'object' || parsed === null) throw new Error(`no object: ${out}`);
        return { ...parsed };
      },
    };
  }

  /** The flags of a program for its first time: its file and the key pair of its address. */
  first(files: Files, program: string): string[] {
    return ['--program', files.program, '--program-keypair', this.key(program), '--yes'];
  }

  /** The flags of a program that is on the chain already. */
  next(files: Files): string[] {
    return ['--program', files.program, '--program-keypair', join(this.folder, 'no-key.json'), '--yes'];
  }

  async balance(name: string): Promise<number> {
    return this.connection.getBalance(keypair(name).publicKey);
  }

  /** The first bytes of a program's code on the chain. */
  async codeOf(program: string, length: number): Promise<Buffer> {
    const [at] = PublicKey.findProgramAddressSync(
      [keypair(program).publicKey.toBytes()],
      new PublicKey('BPFLoaderUpgradeab1e11111111111111111111111'),
    );
    const account = await this.connection.getAccountInfo(at);
    return (account?.data ?? Buffer.alloc(0)).subarray(45, 45 + length);
  }

  /** Puts an account on the chain as it is. */
  async put(at: PublicKey, owner: PublicKey, data: Buffer): Promise<void> {
    const account = { lamports: 1e9, owner: owner.toBase58(), data: data.toString('hex') };
    const body = { jsonrpc: '2.0', id: 1, method: 'surfnet_setAccount', params: [at.toBase58(), account] };
    const headers = { 'content-type': 'application/json' };
    await fetch(this.localnet.rpcUrl, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** Who may upgrade a program, in base58, or `nobody`. */
  async upgradeAuthority(program: string): Promise<string> {
    const account = await this.connection.getAccountInfo(dataAddress(keypair(program).publicKey));
    const read = readLoaderAccount(account?.data ?? Buffer.alloc(0));
    return read.kind === 'data' ? (read.authority?.toBase58() ?? 'nobody') : read.kind;
  }
}
