/**
 * `npm run bench -w @tenure/cli [grants] [--faults]`: an import at full size. The chain runs in this process,
 * `tenure import` in one of its own, so that its memory is its own. With --faults every fifth call meets a
 * fault.
 */
import { fetchPlan } from '@tenure/sdk';
import { PublicKey } from '@solana/web3.js';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Cluster, keypair } from './cluster';
import { FaultProxy } from './fault-proxy';

const TENURE = join(__dirname, '../../packages/cli/bin/tenure.cjs');
const TARGET_SECONDS = 90;
const TARGET_MEMORY = 300 * 1_024 * 1_024;

function child(args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [TENURE, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    running.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    running.on('error', reject);
    running.on('exit', (code) => (code === 0 ? resolve(out) : reject(new Error(`exit code ${code}`))));
  });
}

function field(result: unknown, name: string): number {
  const value: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, name) : undefined;
  return Number(value);
}

async function bench(count: number, faults: boolean): Promise<void> {
  const cluster = await Cluster.start({ slotMs: 400 });
  const key = await cluster.person('admin', 100_000);
  const mint = await cluster.mint(keypair('admin'), 1_000_000_000_000n);
  const create = [
    'plan',
    'create',
    '--plan-id',
    '1',
    '--mint',
    mint.toBase58(),
    '--issue-cap',
    '1000000',
    '--accept-risk',
    'mintAuthority',
    '--json',
  ];
  const terms = ['--terms-uri', 'https://example.org/terms', '--terms-sha256', '00'.repeat(32)];
  const plan = String((await cluster.tenure('admin', [...create, ...terms])).json().plan);
  await cluster.tenure('admin', ['plan', 'fund', plan, '1000000', '--yes']);
  const lines = Array.from({ length: count }, (_, index) => {
    const wallet = keypair(`beneficiary ${index}`).publicKey.toBase58();
    return `${index + 1},${wallet},48,2026-01-31,cliff-monthly:48m:12m`;
  });
  const file = cluster.file('bench.csv', `grant_id,beneficiary,amount,start,schedule\n${lines.join('\n')}\n`);
  const upstream = cluster.url;
  const proxy = faults
    ? await new FaultProxy({ upstream, rate: 0.2, blackHole: 0.02, seed: 'bench' }).start()
    : undefined;
  const url = proxy?.url ?? upstream;
  const out = await child(['import', file, '--plan', plan, '--url', url, '--keypair', key, '--json']);
  const result: unknown = JSON.parse(out);
  const { grantCount, allocated } = await fetchPlan(cluster.connection, new PublicKey(plan));
  await proxy?.stop();
  await cluster.stop();
  const seconds = field(result, 'seconds');
  const memory = field(result, 'peakMemoryBytes');
  const exactlyOnce = grantCount === count && allocated === BigInt(count) * 48_000_000n;
  const rows: [string, string][] = [
    ['grants on the chain, by the plan', `${grantCount} of ${count}${exactlyOnce ? ', each once' : ' WRONG'}`],
    ['time', `${seconds.toFixed(1)} s (target below ${TARGET_SECONDS} s for 10,000)`],
    ['grants a second', (count / seconds).toFixed(0)],
    ['transactions', `${field(result, 'transactions')}, ${field(result, 'signedAgain')} signed again`],
    ['rent, SOL', (field(result, 'rentLamports') / 1e9).toFixed(6)],
    ['fees, SOL', (field(result, 'feeLamports') / 1e9).toFixed(6)],
    ['peak memory, MiB', `${(memory / 1_048_576).toFixed(0)} (target below ${TARGET_MEMORY / 1_048_576})`],
    ...[...(proxy?.counts ?? [])].map(([name, times]): [string, string] => [`proxy: ${name}`, `${times}`]),
  ];
  for (const [name, value] of rows) console.log(`${name.padEnd(34)}${value}`);
  const met = exactlyOnce && (faults || count !== 10_000 || (seconds < TARGET_SECONDS && memory < TARGET_MEMORY));
  process.exitCode = met ? 0 : 1;
}

const [count = '10000'] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
void bench(Number(count), process.argv.includes('--faults'));
