/** What one file of end-to-end tests runs against: a fresh local chain with the showcase, and the built page. */
import { Connection, PublicKey } from '@solana/web3.js';
import { startLocalnet, type Localnet } from '@tenure/localnet';
import { fetchGrantById, fetchPlan, PROGRAM_ID, type Grant, type Plan } from '@tenure/sdk';
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedShowcase, SHOWCASE_SECS, type Showcase } from '../../../examples/showcase';
import { DAY, Stage } from '../../../examples/showcase/stage';

const ROOT = join(__dirname, '../../..');
const PROGRAM = { id: PROGRAM_ID.toBase58(), elf: join(ROOT, 'artifacts/vesting.so') };

/** A running chain and page. */
export interface World {
  /** Address of the page. */
  readonly url: string;
  readonly showcase: Showcase;
  readonly connection: Connection;
  /** Where the page reaches the chain. */
  readonly chainUrls: readonly string[];
  /** Acts of people who are not in the browser, and the chain's time. */
  readonly stage: Stage;
  /** Address of one of the showcase's plans. */
  planKey(plan: keyof Showcase['plans']): PublicKey;
  /** One of the showcase's plans as it stands. */
  plan(plan: keyof Showcase['plans']): Promise<Plan>;
  /** A live grant of one of the showcase's plans. */
  grant(plan: keyof Showcase['plans'], id: bigint): Promise<Grant>;
  /** Moves the chain's clock forward. */
  wait(days: number): Promise<void>;
  /** Closes so many blocks at once, as if their time had passed; the clock stays. */
  closeBlocks(count: number): void;
  /** Ends the RPC server as a crash would; its chain stands still until it is back. */
  killRpc(): Promise<void>;
  /** Starts it again at the same address, with the same chain. */
  restoreRpc(): Promise<void>;
  stop(): Promise<void>;
}

function json(directory: string, name: string, value: unknown): string {
  const path = join(directory, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

/** Serves a copy of the built page, which another build does not change; resolves when it listens. */
async function serve(directory: string, config: string, testWallets: string): Promise<{ child: ChildProcess; url: string }> {
  const dist = join(directory, 'dist');
  cpSync(join(ROOT, 'app/dist'), dist, { recursive: true });
  const files = ['--dist', dist, '--config', config, '--test-wallets', testWallets];
  const args = [join(ROOT, 'app/server.mjs'), '--port', '0', ...files];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString('utf8').trim()));
    child.once('exit', () => reject(new Error('The page server did not start: build the page first.')));
  });
  return { child, url };
}

/** Serves the built page with a configuration and test wallets; `stop` ends it. */
export async function servePage(config: unknown, testWallets: unknown): Promise<{ url: string; stop: () => void }> {
  const directory = mkdtempSync(join(tmpdir(), 'tenure-page-'));
  const files = [json(directory, 'tenure.json', config), json(directory, 'test-wallets.json', testWallets)] as const;
  const { child, url } = await serve(directory, ...files);
  return {
    url,
    stop: () => {
      child.kill();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What can be other than usual in a world. */
export interface WorldOptions {
  /** Who can replace the program; nobody unless given. */
  readonly upgradeAuthority?: PublicKey;
}

/** Starts everything; `stop` ends it. */
export async function startWorld({ upgradeAuthority }: WorldOptions = {}): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'tenure-e2e-'));
  const save = join(directory, 'chain.bin');
  const startMs = Date.now() - SHOWCASE_SECS * 1_000;
  const programs = [upgradeAuthority === undefined ? PROGRAM : { ...PROGRAM, authority: upgradeAuthority.toBase58() }];
  let localnet: Localnet = await startLocalnet({ rpcPort: 0, programs, startMs, save });
  const { rpcUrl, wsUrl } = localnet;
  const showcase = await seedShowcase(rpcUrl, wsUrl);
  const page = await servePage(showcase.config, showcase.testWallets);
  const connection = new Connection(rpcUrl, 'confirmed');
  const stage = new Stage(connection, rpcUrl);
  const planKey: World['planKey'] = (plan) => new PublicKey(showcase.plans[plan]);
  return {
    url: page.url,
    showcase,
    connection,
    chainUrls: [rpcUrl, wsUrl],
    stage,
    planKey,
    plan: (plan) => fetchPlan(connection, planKey(plan)),
    grant: async (plan, id) => {
      const found = await fetchGrantById(connection, planKey(plan), id);
      if (found.kind !== 'live') throw new Error(`Grant ${id} is ${found.kind}.`);
      return found.grant;
    },
    wait: async (days) => stage.travelTo((await stage.now()) + days * DAY),
    closeBlocks: (count) => {
      for (let closed = 0; closed < count; closed += 1) localnet.tick();
    },
    killRpc: () => localnet.stop(),
    restoreRpc: async () => {
      const rpcPort = Number(new URL(rpcUrl).port);
      const wsPort = Number(new URL(wsUrl).port);
      localnet = await startLocalnet({ rpcPort, wsPort, save });
    },
    stop: async () => {
      page.stop();
      await localnet.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
