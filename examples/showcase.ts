/**
 * Seeds a running local chain with plans, grants, milestones and votes in every state, for the app and its tests:
 *
 *   node -r ./scripts/typescript.cjs examples/showcase.ts --url http://127.0.0.1:8899 --out DIRECTORY
 *
 * It moves the chain's clock: start the chain 40 days back (`--start`) and the showcase ends at the present. DIRECTORY gets
 * `tenure.json` and `test-wallets.json` for `app/server.mjs`.
 */
import { Connection } from '@solana/web3.js';
import bs58 from 'bs58';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deposit, govern, openAcceleration, passAcceleration } from './showcase/governed';
import { attest, defineMilestones, settleFirst } from './showcase/measured';
import { changeLately, claimFrom, foundPlans, issueEarly } from './showcase/plans';
import { DAY, keyOf, NAMES, Stage } from './showcase/stage';

/** How long before the present the showcase begins, seconds. */
export const SHOWCASE_SECS = 40 * DAY;

/** What a page needs to show it. */
export interface Showcase {
  /** A `/tenure.json`. */
  readonly config: {
    clusters: { name: 'localnet'; rpc: string; ws?: string; tokens: Record<string, string>; plans: string[] }[];
  };
  /** Names and base58 keys of the test wallets. */
  readonly testWallets: Record<string, string>;
  /** Base58 addresses of the plans. */
  readonly plans: { readonly main: string; readonly fee: string };
}

/** Plays the showcase on the chain behind an RPC address; takes a few seconds. */
export async function seedShowcase(rpc: string, ws?: string): Promise<Showcase> {
  const stage = new Stage(new Connection(rpc, 'confirmed'), rpc);
  const begin = await stage.now();
  const end = begin + SHOWCASE_SECS;
  const at = (days: number) => stage.travelTo(begin + days * DAY);
  await stage.enrich();
  const plans = await foundPlans(stage, end);
  const { main, fee } = plans;
  await govern(stage, main);
  await issueEarly(stage, plans, end);
  await defineMilestones(stage, main, begin);
  await deposit(stage, main);
  await at(2);
  await claimFrom(stage, main, 1001n);
  await at(6);
  await attest(stage, main.address, 'mmlu-2026', [8_411n, 8_396n, 8_411n]);
  await at(8);
  await settleFirst(stage, main.address);
  await claimFrom(stage, main, 1001n);
  await at(34);
  await passAcceleration(stage, main);
  await at(39);
  await attest(stage, main.address, 'uptime-q3', [9_993n, 9_991n, 9_993n]);
  await attest(stage, main.address, 'models-deployed', [30_000n]);
  await openAcceleration(stage, main);
  await stage.travelTo(end);
  await changeLately(stage, plans, end);
  const addresses = [main, fee].map(({ address }) => address.toBase58());
  const tokens = Object.fromEntries([main, fee].map(({ token }) => [token.mint.toBase58(), token.symbol]));
  return {
    config: { clusters: [{ name: 'localnet', rpc, ...(ws === undefined ? {} : { ws }), tokens, plans: addresses }] },
    testWallets: Object.fromEntries(NAMES.map((name) => [name, bs58.encode(keyOf(name).secretKey)])),
    plans: { main: main.address.toBase58(), fee: fee.address.toBase58() },
  };
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { url: text, ws: text, out: text } });
  if (values.out === undefined) throw new Error('Name a directory for the results with --out.');
  const { config, testWallets } = await seedShowcase(values.url ?? 'http://127.0.0.1:8899', values.ws);
  mkdirSync(values.out, { recursive: true });
  writeFileSync(join(values.out, 'tenure.json'), `${JSON.stringify(config, null, 2)}\n`);
  writeFileSync(join(values.out, 'test-wallets.json'), `${JSON.stringify(testWallets, null, 2)}\n`, { mode: 0o600 });
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.exitCode = 1;
    console.error(error instanceof Error ? error.message : error);
  });
}
