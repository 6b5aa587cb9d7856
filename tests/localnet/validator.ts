import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ask } from './support';

const NAME = 'solana-test-validator';
const READY_MS = 50_000;

/** A running validator. */
export type Validator = { readonly rpcUrl: string; stop(): Promise<void> };

/** The validator's binary on PATH or in ../shared/bin, if there is one. */
export function findValidator(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(__dirname, '../../../shared/bin')];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, NAME))
    .find(existsSync);
}

/** Starts a new chain on free ports; ready when the first blocks are confirmed. */
export async function startValidator(binary: string): Promise<Validator> {
  const ledger = mkdtempSync(join(tmpdir(), 'tenure-validator-'));
  // The WebSocket API's port follows the JSON-RPC API's; 32 are for the validator's own traffic.
  const first = await freePorts(40);
  const ports = ['--rpc-port', `${first}`, '--faucet-port', `${first + 2}`, '--gossip-port', `${first + 3}`];
  const range = ['--dynamic-port-range', `${first + 4}-${first + 39}`];
  const running = spawn(binary, ['--reset', '--quiet', '--ledger', ledger, ...ports, ...range], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    running.kill('SIGKILL');
    await ended;
    rmSync(ledger, { recursive: true, force: true });
  };
  const rpcUrl = `http://127.0.0.1:${first}`;
  const until = Date.now() + READY_MS;
  while (!(await isReady(rpcUrl))) {
    if (Date.now() > until || running.exitCode !== null) {
      await stop();
      throw new Error(`${NAME} did not start`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { rpcUrl, stop };
}

async function isReady(rpcUrl: string): Promise<boolean> {
  try {
    const { result } = await ask(rpcUrl, 'getBlockHeight', [{ commitment: 'confirmed' }]);
    return typeof result === 'number' && result >= 2;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

/** The first of so many ports in a row of which the first is free: the others nearly always are too. */
async function freePorts(count: number): Promise<number> {
  for (;;) {
    const port = await new Promise<number>((resolve, reject) => {
      const probe = createServer();
      probe.once('error', reject);
      probe.listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });
    if (port > 0 && port + count < 65_536) return port;
  }
}
