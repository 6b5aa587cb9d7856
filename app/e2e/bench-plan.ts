/**
 * `npm run bench -w @tenure/app [-- GRANTS]`: how fast the public page of a plan with 10,000 grants opens, from navigation
 * until headline, chart and table are there, in Chromium against localnet; and how it scrolls. Build the page first. On a
 * busy machine the CPU times tell more: what the page's thread and the chain (with this script) used until then.
 */
import { createMint, getOrCreateAssociatedTokenAccount, mintTo } from '@solana/spl-token';
import {
  Connection,
  Keypair,
  LAMPORTS_PER_SOL,
  Transaction,
  type PublicKey,
  type TransactionInstruction,
} from '@solana/web3.js';
import { startLocalnet } from '@tenure/localnet';
import {
  createPlan,
  fundPlan,
  issueGrants,
  parseSchedule,
  planAddress,
  PROGRAM_ID,
  riskBits,
  vaultAddress,
  type NewGrant,
} from '@tenure/sdk';
import { createHash } from 'node:crypto';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { launch } from './support/browser';
import { servePage } from './support/world';

const DAY = 86_400;
const AT_ONCE = 8;
const TOTAL = 48_000_000n;
const RUNS = 5;
const TARGET_MS = 1_500;
const SCHEDULES = [
  'cliff-monthly:48m:12m',
  'cliff-monthly:48m:12m',
  'cliff-quarterly:4y:1y',
  'graded-yearly:5/15/40/40',
  'linear:24m',
];

async function send(connection: Connection, instruction: TransactionInstruction, signer: Keypair): Promise<void> {
  const { blockhash } = await connection.getLatestBlockhash();
  const transaction = new Transaction({ feePayer: signer.publicKey, recentBlockhash: blockhash }).add(instruction);
  transaction.sign(signer);
  await connection.sendRawTransaction(transaction.serialize());
}

/** Makes a plan with so many grants to as many people, begun over three years. */
async function seed(connection: Connection, count: number): Promise<PublicKey> {
  const issuer = Keypair.generate();
  const creator = issuer.publicKey;
  await connection.requestAirdrop(creator, 1_000 * LAMPORTS_PER_SOL);
  const mint = await createMint(connection, issuer, creator, null, 6);
  const source = await getOrCreateAssociatedTokenAccount(connection, issuer, mint, creator);
  const amount = TOTAL * BigInt(count);
  await mintTo(connection, issuer, mint, source.address, issuer, amount);
  const plan = planAddress(creator, 1n);
  const { owner: tokenProgram } = (await connection.getAccountInfo(mint)) ?? { owner: creator };
  const vault = vaultAddress(plan, mint, tokenProgram);
  const roles = {
    ...{
      authority: creator,
      operator: creator,
      payroll: null,
      guardian: null,
      accelerationAuthority: null,
      rentRecipient: creator,
    },
  };
  const policy = {
    ...{ issueCap: amount, operatorCap: amount, cancellable: true, noticeSecs: 30 * DAY, goodLeaverBps: 0 },
    ...{ maxPauseSecs: 0, voidSecs: 0, transferRule: 'free' as const, maxWithholdingBps: 0, recoverySecs: 0 },
    acceptedRisks: riskBits(['mintAuthority']),
    ...{ termsSha256: new Uint8Array(32), termsUri: 'https://example.org/terms.md' },
  };
  await send(connection, createPlan({ creator, planId: 1n, mint, tokenProgram, roles, policy }), issuer);
  const planState = { mint, vault, tokenProgram };
  await send(connection, fundPlan({ funder: creator, plan, planState, source: source.address, amount }), issuer);
  const now = Math.floor(Date.now() / 1_000);
  for (let from = 0; from < count; from += AT_ONCE) {
    const grants = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index): NewGrant => {
      const number = from + index;
      const { publicKey: beneficiary } = Keypair.fromSeed(createHash('sha256').update(`person ${number}`).digest());
      return {
        grantId: BigInt(number + 1),
        beneficiary,
        total: TOTAL - BigInt(number),
        startTs: now - ((number * 37) % 1_095) * DAY,
      };
    });
    const shape = parseSchedule(SCHEDULES[(from / AT_ONCE) % SCHEDULES.length] ?? 'linear:24m');
    const input = {
      issuer: creator,
      payer: creator,
      plan,
      vault,
      shape,
      withholdingBps: 0,
      expiresTs: 'never' as const,
    };
    await send(connection, issueGrants({ ...input, grants }), issuer);
  }
  return plan;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

async function bench(count: number): Promise<void> {
  const programs = [{ id: PROGRAM_ID.toBase58(), elf: join(__dirname, '../../artifacts/vesting.so') }];
  const localnet = await startLocalnet({ rpcPort: 0, programs });
  const connection = new Connection(localnet.rpcUrl, 'confirmed');
  const plan = await seed(connection, count);
  const cluster = { name: 'localnet', rpc: localnet.rpcUrl, ws: localnet.wsUrl, tokens: {} };
  const served = await servePage({ clusters: [cluster] }, {});
  const browser = await launch();
  const opened: number[] = [];
  try {
    console.log(`${count} grants, load average ${loadavg()[0]?.toFixed(1)}`);
    for (let run = 0; run < RUNS; run += 1) {
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
      const cdp = await page.context().newCDPSession(page);
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
      const used = process.cpuUsage();
      const begin = performance.now();
      await page.goto(`${served.url}/plan/${plan.toBase58()}`, { waitUntil: 'commit' });
      await page.getByText(`${count.toLocaleString('en-US')} live grants`).waitFor();
      const headline = performance.now() - begin;
      await page.locator('figure svg rect').first().waitFor();
      await page.getByRole('table', { name: 'Grants of the plan' }).getByRole('link').first().waitFor();
      const all = performance.now() - begin;
      opened.push(all);
      const { user, system } = process.cpuUsage(used);
      const { metrics } = await cdp.send('Performance.getMetrics');
      const pageMs = (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1_000;
      const cpu = `CPU: page ${pageMs.toFixed(0)} ms, chain ${((user + system) / 1_000).toFixed(0)} ms`;
      // Ten screens of rows, one frame each: how long the slowest frame took.
      const slowest = await page.evaluate<number>(`(async () => {
        const scroll = document.querySelector('[aria-label="Grants, scrolls"]');
        let [most, last] = [0, performance.now()];
        for (let step = 0; step < 60; step += 1) {
          scroll.scrollTop += 200;
          await new Promise(requestAnimationFrame);
          const now = performance.now();
          [most, last] = [Math.max(most, now - last), now];
        }
        return most;
      })()`);
      console.log(
        `  headline ${headline.toFixed(0)} ms, all ${all.toFixed(0)} ms (${cpu}), slowest frame of scrolling ${slowest.toFixed(0)} ms`,
      );
      await page.context().close();
    }
    console.log(
      `median ${median(opened).toFixed(0)} ms (${median(opened) <= TARGET_MS ? 'within' : 'above'} ${TARGET_MS} ms)`,
    );
  } finally {
    await browser.close();
    served.stop();
    await localnet.stop();
  }
}

bench(Number(process.argv[2] ?? 10_000)).catch((error: unknown) => {
  process.exitCode = 1;
  console.error(error);
});
