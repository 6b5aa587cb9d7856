import { fetchPlan, grantAddress } from '@tenure/sdk';
import { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestTerminal } from '../support/command-line';
import { Cluster, expireBlockhashes, keypair, localnetWith } from './cluster';
import { FaultProxy } from './fault-proxy';

const TENURE = join(__dirname, '../../packages/cli/bin/tenure.cjs');
const MILLION = 1_000_000_000_000n;
const SCHEDULES = ['cliff-monthly:48m:12m', 'linear:365d', 'graded-yearly:10/20/30/40'];

/** A file of so many grants, each of 1.000001 tokens and more, to wallets of their own. */
function csv(count: number, firstId = 1): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const id = firstId + index;
    const wallet = keypair(`beneficiary ${id}`).publicKey.toBase58();
    const schedule = SCHEDULES[index % SCHEDULES.length];
    return `${id},${wallet},1.${String(id).padStart(6, '0')},2026-01-31,${schedule}`;
  });
  return `grant_id,beneficiary,amount,start,schedule\n${lines.join('\n')}\n`;
}

/** Their totals, base units. */
function sum(count: number, firstId = 1): bigint {
  return Array.from({ length: count }, (_, index) => 1_000_000n + BigInt(firstId + index)).reduce((a, b) => a + b, 0n);
}

describe('CLI: import', function () {
  this.timeout(600_000);
  let cluster: Cluster;
  let mint: PublicKey;
  /** What the network throws away for good expires: not after a time, but once it was sent often enough. */
  let onHopeless: () => void;
  let planId = 0;

  before(async () => {
    const localnet = await localnetWith();
    cluster = new Cluster(localnet);
    onHopeless = () => expireBlockhashes(localnet);
    await cluster.person('admin', 10_000);
    mint = await cluster.mint(keypair('admin'), MILLION);
  });

  after(() => cluster.stop());

  /** A new plan with 10,000 tokens. */
  async function newPlan(): Promise<string> {
    planId += 1;
    const create = [
      'plan',
      'create',
      '--plan-id',
      `${planId}`,
      '--mint',
      mint.toBase58(),
      '--issue-cap',
      '100000',
      '--accept-risk',
      'mintAuthority',
    ];
    const terms = ['--terms-uri', 'https://example.org/terms', '--terms-sha256', '00'.repeat(32)];
    const ran = await cluster.tenure('admin', [...create, ...terms, '--json']);
    expect(ran.code, ran.err).to.equal(0);
    const plan = String(ran.json().plan);
    const funded = await cluster.tenure('admin', ['plan', 'fund', plan, '10000', '--yes']);
    expect(funded.code, funded.err).to.equal(0);
    return plan;
  }

  /** That the plan has exactly these grants, by its own count and sum and by reading each. */
  async function expectOnce(plan: string, count: number): Promise<void> {
    const address = new PublicKey(plan);
    const state = await fetchPlan(cluster.connection, address);
    expect([state.grantCount, state.allocated]).to.deep.equal([count, sum(count)]);
    for (let id = 1; id <= count; id += 100) {
      const ids = Array.from({ length: Math.min(100, count - id + 1) }, (_, index) => BigInt(id + index));
      const found = await cluster.connection.getMultipleAccountsInfo(ids.map((each) => grantAddress(address, each)));
      expect(found.every((account) => account !== null)).to.equal(true);
    }
  }

  it('issues every row, and nothing when it runs again', async () => {
    const plan = await newPlan();
    const file = cluster.file('plain.csv', csv(45));
    const dry = await cluster.tenure('admin', ['import', file, '--plan', plan, '--dry-run', '--json']);
    expect(dry.json()).to.include({ dryRun: true, rows: 45, new: 45, present: 0 });
    const ran = await cluster.tenure('admin', ['import', file, '--plan', plan], new TestTerminal(true));
    expect(ran.code, ran.err).to.equal(0);
    expect(ran.out).to.contain('45 of 45');
    await expectOnce(plan, 45);
    const again = await cluster.tenure('admin', ['import', file, '--plan', plan]);
    expect(again.code, again.err).to.equal(0);
    expect(again.out).to.contain('Nothing was issued');
    const longer = cluster.file('longer.csv', csv(50));
    const more = await cluster.tenure('admin', ['import', longer, '--plan', plan, '--json']);
    expect(more.json()).to.include({ presentBefore: 45, issued: 5, onChain: 50 });
    await expectOnce(plan, 50);
  });

  it('issues nothing of a file with problems, with other terms, or beyond what is funded', async () => {
    const plan = await newPlan();
    const run = (name: string, content: string) =>
      cluster.tenure('admin', ['import', cluster.file(name, content), '--plan', plan, '--yes']);
    const bad = await run('bad.csv', csv(12).replace('1.000003', '1,5').replace('1.000005', '0'));
    expect(bad.code).to.equal(1);
    expect(bad.err).to.contain('line 4').and.to.contain('line 6');
    await expectOnce(plan, 0);
    expect((await run('good.csv', csv(12))).code).to.equal(0);
    const other = await run('other.csv', csv(13).replace('1.000003', '9'));
    expect(other.code).to.equal(1);
    expect(other.err).to.contain('grant 3 exists with other terms: its amount is 1.000003');
    const rich = await run('rich.csv', csv(13).replace('1.000013', '10000'));
    expect(rich.code).to.equal(1);
    expect(rich.err).to.contain('are free in the vault');
    await expectOnce(plan, 12);
  });

  it('exports unsigned batches for a multisig', async () => {
    const plan = await newPlan();
    const file = cluster.file('export.csv', csv(30));
    const ran = await cluster.tenure('admin', ['import', file, '--plan', plan, '--export', '--json']);
    expect(ran.json().transactions).to.be.an('array').with.length.within(3, 5);
    await expectOnce(plan, 0);
  });

  it('issues 300 grants exactly once through a network that loses, delays, doubles and garbles', async () => {
    const plan = await newPlan();
    const file = cluster.file('faults.csv', csv(300));
    const options = { upstream: cluster.url, rate: 0.3, blackHole: 0.1, onHopeless, seed: 'faults' };
    const proxy = await new FaultProxy(options).start();
    try {
      const words = ['import', file, '--plan', plan, '--json'];
      const ran = await cluster.tenure('admin', words, new TestTerminal(), proxy.url);
      const counts = JSON.stringify([...proxy.counts]);
      expect(ran.code, `${ran.err}\n${counts}`).to.equal(0);
      expect(ran.json()).to.include({ onChain: 300, issued: 300 });
      // Transactions that were thrown away for good expired, and only then were signed anew.
      expect(ran.json().signedAgain, counts).to.be.greaterThan(0);
      for (const fault of ['request lost', 'answer lost', 'delayed', 'doubled', 'busy', 'garbled', 'black hole']) {
        expect(proxy.counts.get(fault) ?? 0, `${fault} in ${counts}`).to.be.greaterThan(0);
      }
      await expectOnce(plan, 300);
    } finally {
      await proxy.stop();
    }
  });

  it('goes on where a killed process stopped, again and again', async () => {
    const plan = await newPlan();
    const file = cluster.file('killed.csv', csv(300));
    const options = { upstream: cluster.url, rate: 0.1, blackHole: 0.05, onHopeless, seed: 'killed' };
    const proxy = await new FaultProxy(options).start();
    const key = join(cluster.folder, 'admin.json');
    const flags = ['--url', proxy.url, '--keypair', key, '--yes', '--in-flight', '4'];
    const journal = () => {
      const name = readdirSync(cluster.folder).find((each) => /^killed\.csv\..*\.jsonl$/.test(each));
      return name === undefined ? '' : readFileSync(join(cluster.folder, name), 'utf8');
    };
    const landed = () => journal().split('"kind":"landed"').length - 1;
    try {
      for (const killAt of [3, 9, 16]) {
        await new Promise<void>((resolve, reject) => {
          const child = spawn(process.execPath, [TENURE, 'import', file, '--plan', plan, ...flags], {
            stdio: 'ignore',
          });
          const watch = setInterval(() => {
            if (landed() >= killAt) child.kill('SIGKILL');
          }, 10);
          child.on('error', reject);
          child.on('exit', () => {
            clearInterval(watch);
            resolve();
          });
        });
      }
      const before = await fetchPlan(cluster.connection, new PublicKey(plan));
      expect(before.grantCount).to.be.within(1, 299);
      // What a dying process leaves: half a line.
      const name = readdirSync(cluster.folder).find((each) => /^killed\.csv\..*\.jsonl$/.test(each)) ?? '';
      expect(existsSync(join(cluster.folder, `${name}.lock`))).to.equal(true);
      appendFileSync(join(cluster.folder, name), '{"kind":"signed","signa');
      const run = () =>
        cluster.tenure('admin', ['import', file, '--plan', plan, '--json'], new TestTerminal(), proxy.url);
      let ran = await run();
      // What the network lost too often is told, and the next run carries it.
      for (let tries = 1; ran.code !== 0 && tries < 3; tries += 1) {
        expect(ran.err).to.include('NotDelivered');
        ran = await run();
      }
      expect(ran.code, ran.err).to.equal(0);
      expect(ran.json()).to.include({ onChain: 300 });
      await expectOnce(plan, 300);
      const again = await cluster.tenure('admin', ['import', file, '--plan', plan, '--json']);
      expect(again.json()).to.include({ presentBefore: 300, issued: 0, transactions: 0 });
    } finally {
      await proxy.stop();
    }
  });
});
