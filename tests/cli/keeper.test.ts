import { associatedAddress, decodeEvents, grantAddress, issueGrants, parseSchedule } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { keypair } from './cluster';
import { Fixture, key, type Subject } from './commands/fixture';
import { RpcProxy, type Handling } from './rpc-proxy';

const TENURE = join(__dirname, '../../packages/cli/bin/tenure.cjs');
const EACH = 1_000_000n;
const A_TRANSACTION = 10;

/** Whom the keeper paid, as its JSON says. */
interface Paid {
  readonly grantId: string;
  readonly net: string;
  readonly signature: string;
}

function paidIn(document: Record<string, unknown>): Paid[] {
  const { paid } = document;
  if (!Array.isArray(paid)) throw new Error('no list of claims');
  return paid.map(({ grantId, net, signature }: Record<string, unknown>) => ({
    ...{ grantId: String(grantId), net: String(net), signature: String(signature) },
  }));
}

describe('CLI: keeper and many claims', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  const wallet = (index: number): PublicKey => keypair(`person ${index}`).publicKey;

  /** Issues one token to each of so many people, claimable at once; ids from 1 on. */
  async function issue({ address, tokens }: Subject, to: readonly PublicKey[], firstId = 1): Promise<void> {
    for (let from = 0; from < to.length; from += A_TRANSACTION) {
      const grants = to.slice(from, from + A_TRANSACTION).map((beneficiary, index) => ({
        ...{
          beneficiary,
          grantId: BigInt(firstId + from + index),
          total: EACH,
          startTs: fixture.cluster.now(),
        },
      }));
      const who = { issuer: key('ops'), payer: key('ops'), plan: address, vault: tokens.vault };
      const terms = { shape: parseSchedule('immediate'), withholdingBps: 0, expiresTs: 'never' } as const;
      await fixture.send([issueGrants({ ...who, ...terms, grants })], 'ops');
    }
  }

  /** A plan for a mint of its own with so many people in it. */
  async function crowd(count: number, hook = false): Promise<Subject> {
    const extensions = hook ? [{ kind: 'interestBearing' } as const] : [];
    const mint = await fixture.mintOf(`mint ${fixture.nextGrantId()}`, { extensions });
    const subject = await fixture.plan({ mint });
    await issue(
      subject,
      Array.from({ length: count }, (_, index) => wallet(index)),
    );
    return subject;
  }

  /** Base units in each wallet's associated account. */
  async function balances({ tokens }: Subject, wallets: readonly PublicKey[]): Promise<bigint[]> {
    const accounts = wallets.map((each) => associatedAddress(each, tokens.mint, tokens.tokenProgram));
    const found = await fixture.cluster.connection.getMultipleAccountsInfo(accounts);
    return found.map((account) => account?.data.readBigUInt64LE(64) ?? 0n);
  }

  /** Grants whose claims an indexer finds in the logs of these transactions. */
  async function indexed(signatures: ReadonlySet<string>): Promise<string[]> {
    const found: string[] = [];
    for (const signature of signatures) {
      const recorded = await fixture.cluster.connection.getTransaction(signature, { commitment: 'confirmed' });
      const logs = recorded?.meta?.logMessages ?? [];
      expect(logs).not.to.include('Log truncated');
      for (const event of decodeEvents(logs)) if (event.name === 'claimed') found.push(event.data.grant.toBase58());
    }
    return found.sort();
  }

  for (const [what, hook] of [
    ['SPL Token', false],
    ['Token-2022', true],
  ] as const) {
    it(`pays 40 people, opens their accounts, and indexers find every claim in the logs: ${what}`, async () => {
      const subject = await crowd(40, hook);
      const words = ['keeper', subject.address.toBase58(), '--open-accounts', '--json'];
      const ran = await fixture.cluster.tenure('stranger', words);
      expect(ran.code, ran.err).to.equal(0);
      const paid = paidIn(ran.json());
      const signatures = new Set(paid.map(({ signature }) => signature));
      expect(signatures.size).to.be.within(2, 20);
      const grants = Array.from({ length: 40 }, (_, index) => grantAddress(subject.address, BigInt(index + 1)));
      expect(await indexed(signatures)).to.deep.equal(grants.map((grant) => grant.toBase58()).sort());
      // With the accounts open, more claims fit.
      const before = signatures.size;
      await issue(
        subject,
        Array.from({ length: 40 }, (_, index) => wallet(index)),
        41,
      );
      const again = paidIn((await fixture.cluster.tenure('stranger', words)).json());
      expect(again).to.have.length(40);
      const fewer = new Set(again.map(({ signature }) => signature));
      expect(fewer.size).to.be.lessThan(before);
      expect(await indexed(fewer)).to.have.length(40);
      expect(new Set(await balances(subject, [wallet(0), wallet(39)]))).to.deep.equal(new Set([2n * EACH]));
    });
  }

  it("claims a person's many grants in few transactions, with every event", async () => {
    const mint = await fixture.mintOf(`mint ${fixture.nextGrantId()}`, {});
    const subject = await fixture.plan({ mint });
    await issue(
      subject,
      Array.from({ length: 30 }, () => key('colleague')),
    );
    const ran = await fixture.cluster.tenure('colleague', ['claim', '--json']);
    expect(ran.code, ran.err).to.equal(0);
    const { acts } = ran.json();
    if (!Array.isArray(acts)) throw new Error('no list of acts');
    const signatures = new Set(acts.map(({ signature }: Record<string, unknown>) => String(signature)));
    expect(signatures.size).to.be.within(2, 6);
    expect(await indexed(signatures)).to.have.length(30);
    expect(await balances(subject, [key('colleague')])).to.deep.equal([30n * EACH]);
  });

  it('two at once pay each person once, and neither calls the other a failure', async () => {
    const subject = await crowd(24);
    const words = ['keeper', subject.address.toBase58(), '--open-accounts', '--json'];
    const both = await Promise.all((['stranger', 'sponsor'] as const).map((who) => fixture.cluster.tenure(who, words)));
    const paid = both.flatMap((ran) => {
      expect(ran.code, ran.err).to.equal(0);
      expect(ran.json().failed).to.deep.equal([]);
      return paidIn(ran.json());
    });
    expect(paid.map(({ grantId }) => Number(grantId)).sort((a, b) => a - b)).to.deep.equal(
      Array.from({ length: 24 }, (_, index) => index + 1),
    );
    const all = await balances(
      subject,
      Array.from({ length: 24 }, (_, index) => wallet(index)),
    );
    expect(new Set(all)).to.deep.equal(new Set([EACH]));
  });

  it("pays everybody else where one person can't be paid, and says why", async () => {
    const subject = await crowd(12);
    const frozen = await fixture.cluster.give(subject.tokens, 'admin', wallet(5), 0n);
    const { ledger } = fixture.cluster.localnet;
    const stored = ledger.account(frozen.toBase58());
    if (stored === null) throw new Error('no account');
    const data = Buffer.from(stored.data);
    // The account's state: frozen.
    data.writeUInt8(2, 108);
    ledger.setAccount(frozen.toBase58(), { ...stored, data });
    const words = ['keeper', subject.address.toBase58(), '--open-accounts'];
    const ran = await fixture.cluster.tenure('stranger', [...words, '--json']);
    expect(ran.code, ran.err).to.equal(0);
    expect(paidIn(ran.json())).to.have.length(11);
    const { failed } = ran.json();
    expect(failed).to.have.length(1);
    expect(JSON.stringify(failed)).to.contain('"grantId":"6"').and.to.contain('AccountFrozen');
    const text = await fixture.cluster.tenure('stranger', [...words, '--yes']);
    expect(text.out).to.match(/: 0 claims paid, 1 failed, 0 left out\n {2}grant 6: AccountFrozen\. /);
  });

  /** A keeper in a process of its own, behind an RPC proxy. */
  async function running(subject: Subject, handling: Handling, flags: readonly string[]) {
    const proxy = await new RpcProxy(fixture.cluster.url, handling).start();
    const where = ['--url', proxy.url, '--keypair', fixture.keyFile('stranger')];
    const words = ['keeper', subject.address.toBase58(), '--every', '1s', '--open-accounts', ...where, ...flags];
    const child = spawn(process.execPath, [TENURE, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString('utf8')));
    const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
    const until = async (holds: () => boolean) => {
      while (!holds()) {
        if (child.exitCode !== null) throw new Error(`ended: ${said.err}${said.out}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const stop = async () => {
      child.kill('SIGKILL');
      await ended;
      await proxy.stop();
    };
    return { child, said, ended, until, stop };
  }

  it('repeats until Ctrl-C, which lets the transaction on its way come to its end', async () => {
    const subject = await crowd(30);
    let interrupt = () => {};
    const keeper = await running(
      subject,
      async ({ method }, forward) => {
        if (method === 'sendTransaction') interrupt();
        return forward();
      },
      ['--yes'],
    );
    interrupt = () => void keeper.child.kill('SIGINT');
    try {
      expect(await keeper.ended, keeper.said.err).to.equal(0);
      const lines = keeper.said.out.trimEnd().split('\n');
      const [count = '0'] = /\d+(?= claims paid, 0 failed)/.exec(lines[0] ?? '') ?? [];
      // One transaction of several, and nothing after it.
      expect(Number(count)).to.be.within(1, 29);
      expect(lines.at(-1)).to.equal(`Stopped: ${count} claims paid in 1 round`);
      const all = await balances(
        subject,
        Array.from({ length: 30 }, (_, index) => wallet(index)),
      );
      expect(all.reduce((sum, each) => sum + each, 0n)).to.equal(BigInt(count) * EACH);
    } finally {
      await keeper.stop();
    }
  });

  it('goes on after a round in which the cluster did not answer', async () => {
    const subject = await crowd(2);
    let broken = false;
    const handling: Handling = (_, forward) => (broken ? Promise.resolve(undefined) : forward());
    const keeper = await running(subject, handling, ['--json', '--timeout', '1s']);
    const rounds = () =>
      keeper.said.out
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line));
    try {
      await keeper.until(() => rounds().length >= 1);
      broken = true;
      await keeper.until(() => keeper.said.err.includes('ClusterUnreachable'));
      broken = false;
      await issue(subject, [wallet(3)], 3);
      await keeper.until(() => JSON.stringify(rounds().slice(1)).includes('"grantId":"3"'));
      keeper.child.kill('SIGTERM');
      expect(await keeper.ended).to.equal(0);
      expect(rounds().at(-1)).to.deep.include({ stopped: true, paid: 3 });
      expect(await balances(subject, [wallet(0), wallet(1), wallet(3)])).to.deep.equal([EACH, EACH, EACH]);
    } finally {
      await keeper.stop();
    }
  });
});
