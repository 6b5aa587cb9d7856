import { Connection } from '@solana/web3.js';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAME = 'solana-test-validator';
const READY_MS = 50_000;

/** The validator's binary on PATH or in ../shared/bin, if there is one. */
const binary = findValidator();

/** Why tests that need a validator are skipped here, if they are. */
export const VALIDATOR_MISSING = binary === undefined ? `${NAME} is not on PATH or in ../shared/bin` : undefined;

/** Something that answers at an RPC URL until it is stopped. */
export type Server = { readonly rpcUrl: string; stop(): Promise<void> };

/** Starts a new chain on free ports with these programs; ready when the first blocks are confirmed. */
export async function startValidator(
  programs: readonly { readonly id: string; readonly elf: string }[] = [],
): Promise<Server> {
  if (binary === undefined) throw new Error(VALIDATOR_MISSING);
  const ledger = mkdtempSync(join(tmpdir(), 'tenure-validator-'));
  // The WebSocket API's port follows the JSON-RPC API's; 32 are for the validator's own traffic.
  const first = await freePorts(40);
  const ports = ['--rpc-port', `${first}`, '--faucet-port', `${first + 2}`, '--gossip-port', `${first + 3}`];
  const range = ['--dynamic-port-range', `${first + 4}-${first + 39}`];
  const loaded = programs.flatMap(({ id, elf }) => ['--bpf-program', id, elf]);
  const args = ['--reset', '--quiet', '--ledger', ledger, ...ports, ...range, ...loaded];
  const running = spawn(binary, args, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    running.kill('SIGKILL');
    await ended;
    rmSync(ledger, { recursive: true, force: true });
  };
  const rpcUrl = `http://127.0.0.1:${first}`;
  const connection = new Connection(rpcUrl);
  const until = Date.now() + READY_MS;
  while (!(await isReady(connection))) {
    if (Date.now() > until || running.exitCode !== null) {
      await stop();
      throw new Error(`${NAME} did not start`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { rpcUrl, stop };
}

function findValidator(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), join(__dirname, '../../../shared/bin')];
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, NAME))
    .find(existsSync);
}

async function isReady(connection: Connection): Promise<boolean> {
  try {
    return (await connection.getBlockHeight('confirmed')) >= 2;
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
