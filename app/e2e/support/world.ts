/** What one `describe` of end-to-end tests runs against: a fresh local chain with the showcase, and the built page. */
import { Connection, PublicKey } from '@solana/web3.js';
import { startLocalnet, type Localnet, type LocalnetOptions } from '@tenure/localnet';
import { fetchGrantById, fetchPlan, PROGRAM_ID, type Grant, type Plan } from '@tenure/sdk';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { copyFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedShowcase, SHOWCASE_SECS, type Showcase } from '../../../examples/showcase';
import { DAY, Stage } from '../../../examples/showcase/stage';

const ROOT = join(__dirname, '../../..');
/** Below those that systems give out (32,768 and up on Linux). */
const LOW_PORTS = [20_000, 30_000] as const;
const PORT_TRIES = 20;
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
async function serve(
  directory: string,
  config: string,
  testWallets: string,
): Promise<{ child: ChildProcess; url: string }> {
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

/** What all worlds of the same options share: the chain right after the showcase, as a file, and a page that asks its addresses. */
interface Beginning {
  readonly directory: string;
  readonly seeded: string;
  readonly rpcPort: number;
  readonly wsPort: number;
  readonly showcase: Showcase;
  readonly page: { readonly url: string; stop(): void };
}

/** Starts a chain at a port that the system gives to nobody else, so that the next world finds it free, too. */
async function startAtLowPort(options: LocalnetOptions): Promise<Localnet> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startLocalnet({ ...options, rpcPort: randomInt(...LOW_PORTS) });
    } catch (error) {
      if (tries === PORT_TRIES) throw error;
    }
  }
}

async function begin(authority: string | undefined): Promise<Beginning> {
  const directory = mkdtempSync(join(tmpdir(), 'tenure-e2e-'));
  const seeded = join(directory, 'seeded.bin');
  const startMs = Date.now() - SHOWCASE_SECS * 1_000;
  const programs = [authority === undefined ? PROGRAM : { ...PROGRAM, authority }];
  const localnet = await startAtLowPort({ programs, startMs, save: seeded });
  const { rpcUrl, wsUrl } = localnet;
  const showcase = await seedShowcase(rpcUrl, wsUrl);
  await localnet.stop();
  const portOf = (url: string) => Number(new URL(url).port);
  const page = await servePage(showcase.config, showcase.testWallets);
  return { directory, seeded, rpcPort: portOf(rpcUrl), wsPort: portOf(wsUrl), showcase, page };
}

/** By who can replace the program; the empty text for nobody. */
const beginnings = new Map<string, Promise<Beginning>>();

function beginningOf(authority: string | undefined): Promise<Beginning> {
  const key = authority ?? '';
  const begun = beginnings.get(key) ?? begin(authority);
  beginnings.set(key, begun);
  return begun;
}

/** Ends what worlds share; to be called when the last one has stopped. */
export async function stopWorlds(): Promise<void> {
  for (const beginning of beginnings.values()) {
    const { directory, page } = await beginning;
    page.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Starts a chain that goes on from the showcase; `stop` ends it. One at a time: they have the same address. */
export async function startWorld({ upgradeAuthority }: WorldOptions = {}): Promise<World> {
  const { directory, seeded, rpcPort, wsPort, showcase, page } = await beginningOf(upgradeAuthority?.toBase58());
  const save = join(directory, 'chain.bin');
  copyFileSync(seeded, save);
  const start = () => startLocalnet({ rpcPort, wsPort, save });
  let localnet = await start();
  const { rpcUrl, wsUrl } = localnet;
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
      localnet = await start();
    },
    stop: () => localnet.stop(),
  };
}
