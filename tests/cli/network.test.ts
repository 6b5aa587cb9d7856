import {
  ComputeBudgetInstruction,
  ComputeBudgetProgram,
  TransactionInstruction,
  type Connection,
} from '@solana/web3.js';
import { expect } from 'chai';
import { TestTerminal, type Ran } from '../support/command-line';
import { Fixture, key } from './commands/fixture';
import { failure, RpcProxy, withResult, type Handling } from './rpc-proxy';

const CAP = 50_000;
const SET_PRICE = 3;

/** Millionths of a lamport a compute unit that a recorded transaction paid, and its limit. */
async function budgetOf(connection: Connection, signature: string): Promise<{ price: number; units: number }> {
  const recorded = await connection.getTransaction(signature, {
    commitment: 'confirmed',
    maxSupportedTransactionVersion: 0,
  });
  if (recorded === null) throw new Error('no transaction');
  const { staticAccountKeys, compiledInstructions } = recorded.transaction.message;
  const found = { price: -1, units: -1 };
  for (const { programIdIndex, data } of compiledInstructions) {
    if (staticAccountKeys[programIdIndex]?.equals(ComputeBudgetProgram.programId) !== true) continue;
    const call = new TransactionInstruction({
      programId: ComputeBudgetProgram.programId,
      keys: [],
      data: Buffer.from(data),
    });
    if (data[0] === SET_PRICE)
      found.price = Number(ComputeBudgetInstruction.decodeSetComputeUnitPrice(call).microLamports);
    else found.units = ComputeBudgetInstruction.decodeSetComputeUnitLimit(call).units;
  }
  return found;
}

describe('CLI: what servers and networks do', function () {
  this.timeout(300_000);
  let fixture: Fixture;
  before(async () => (fixture = await Fixture.open()));
  after(() => fixture.cluster.stop());

  /** Runs a command as the admin through an RPC proxy. */
  async function through(handling: Handling, words: readonly string[]): Promise<{ ran: Ran; proxy: RpcProxy }> {
    const proxy = await new RpcProxy(fixture.cluster.url, handling).start();
    try {
      return { ran: await fixture.cluster.tenure('admin', words, new TestTerminal(), proxy.url), proxy };
    } finally {
      await proxy.stop();
    }
  }

  const funding = async (...flags: string[]) => [
    'plan',
    'fund',
    (await fixture.plan()).address.toBase58(),
    '1',
    ...flags,
    '--json',
  ];

  for (const [what, handling, flags, price] of [
    ['at most the cap of what others pay', (fees: () => string) => fees(), [], CAP],
    ['what is asked for as the cap', (fees: () => string) => fees(), ['--max-priority-fee', '70'], 70],
    ['nothing where nobody paid lately', () => withResult('{"jsonrpc":"2.0","id":"0"}', () => []), [], 0],
    ['nothing where the server does not tell', () => failure(-32_601, 'Method not found'), [], 0],
  ] as const) {
    it(`pays for priority ${what}`, async () => {
      const fees = () =>
        withResult('{"jsonrpc":"2.0","id":"0"}', () =>
          [1, 2, 3, 4].map((slot) => ({ slot, prioritizationFee: 9_000_000 })),
        );
      const { ran, proxy } = await through(
        ({ method }, forward) =>
          method === 'getRecentPrioritizationFees' ? Promise.resolve(handling(fees)) : forward(),
        await funding(...flags),
      );
      expect(ran.code, ran.err).to.equal(0);
      expect(proxy.count('getRecentPrioritizationFees')).to.equal(1);
      const paid = await budgetOf(fixture.cluster.connection, String(ran.json().signature));
      expect(paid.price).to.equal(price);
      const fee = 5_000n + (BigInt(paid.units) * BigInt(price) + 999_999n) / 1_000_000n;
      expect(ran.json()).to.have.nested.property('costs.feeLamports', `${fee}`);
    });
  }

  it('asks nobody what priority costs where none is wanted', async () => {
    const { ran, proxy } = await through((_, forward) => forward(), await funding('--max-priority-fee', '0'));
    expect(ran.code, ran.err).to.equal(0);
    expect(proxy.count('getRecentPrioritizationFees')).to.equal(0);
  });

  /** A simulation that tells of half the units. */
  const halved: Handling = async ({ method }, forward) => {
    const answer = await forward();
    if (method !== 'simulateTransaction') return answer;
    return answer.replace(
      /"unitsConsumed":(\d+)/,
      (_, units: string) => `"unitsConsumed":${Math.floor(Number(units) / 3)}`,
    );
  };

  it('says so where a simulation told of too few compute units, and has changed nothing', async () => {
    const words = await funding();
    const { ran } = await through(halved, words);
    expect([ran.code, ran.out]).to.deep.equal([1, '']);
    expect(ran.err).to.match(/ProgramFailedToComplete|ComputationalBudgetExceeded/);
    // The transaction that failed can be looked at.
    expect(ran.err).to.match(/in transaction [1-9A-HJ-NP-Za-km-z]{86,88}/);
    const shown = await fixture.cluster.tenure('admin', ['plan', 'show', words[2] ?? '', '--json']);
    expect(shown.json().vaultAmount).to.equal('1000000000');
    expect((await fixture.cluster.tenure('admin', words)).code).to.equal(0);
  });

  it('an import asks for more units then, and issues each grant once', async () => {
    const plan = (await fixture.plan()).address.toBase58();
    const rows = Array.from(
      { length: 30 },
      (_, index) => `${index + 1},${key('worker').toBase58()},1,2026-01-31,linear:365d`,
    );
    const file = fixture.cluster.file('units.csv', `grant_id,beneficiary,amount,start,schedule\n${rows.join('\n')}\n`);
    const proxy = await new RpcProxy(fixture.cluster.url, async (call, forward) => {
      const answer = await halved(call, forward);
      return answer?.replace(/"unitsConsumed":\d+/, '"unitsConsumed":1000');
    }).start();
    try {
      const ran = await fixture.cluster.tenure(
        'ops',
        ['import', file, '--plan', plan, '--json'],
        new TestTerminal(),
        proxy.url,
      );
      expect(ran.code, ran.err).to.equal(0);
      expect(ran.json()).to.include({ issued: 30, onChain: 30 });
      expect(ran.json().signedAgain).to.be.greaterThan(0);
    } finally {
      await proxy.stop();
    }
    const shown = await fixture.cluster.tenure('ops', ['plan', 'show', plan, '--json']);
    expect(shown.json()).to.include({ grantCount: 30, allocated: '30000000' });
  });

  it('says that nothing happened where a transaction got into no block in its time', async () => {
    const words = await funding();
    let swallowed = 0;
    const swallow: Handling = ({ method }, forward) => {
      if (method !== 'sendTransaction') return forward();
      swallowed += 1;
      // Its time ends when it was sent twice, however long that takes.
      if (swallowed === 2) fixture.cluster.expire();
      return Promise.resolve('{"jsonrpc":"2.0","id":"0","result":"1"}');
    };
    const { ran, proxy } = await through(swallow, words);
    expect([ran.code, ran.out]).to.deep.equal([1, '']);
    expect(ran.err).to.contain('BlockhashExpired').and.to.contain('Nothing was changed');
    // It was sent more than once, but always the same bytes.
    const sent = proxy.calls.filter(({ method }) => method === 'sendTransaction').map(({ params }) => params[0]);
    expect(sent.length).to.be.greaterThan(1);
    expect(new Set(sent).size).to.equal(1);
    const again = await fixture.cluster.tenure('admin', words);
    expect(again.code, again.err).to.equal(0);
    const shown = await fixture.cluster.tenure('admin', ['plan', 'show', words[2] ?? '', '--json']);
    expect(shown.json().vaultAmount).to.equal('1001000000');
  });

  it('waits for a server that is behind or busy', async () => {
    const met = new Map<string, number>();
    const behind: Handling = ({ method }, forward) => {
      const times = (met.get(method) ?? 0) + 1;
      met.set(method, times);
      if (times === 1) return Promise.resolve(failure(-32_005, 'Node is behind by 42 slots'));
      if (times === 2) return Promise.resolve(failure(-32_016, 'Minimum context slot has not been reached'));
      return forward();
    };
    const { ran } = await through(behind, await funding());
    expect(ran.code, ran.err).to.equal(0);
    for (const method of [
      'getAccountInfo',
      'simulateTransaction',
      'getLatestBlockhash',
      'sendTransaction',
      'getSignatureStatuses',
    ]) {
      expect(met.get(method), method).to.be.greaterThan(2);
    }
  });

  it('says which transaction may still happen where the cluster falls silent behind it', async () => {
    let silent = false;
    const dying: Handling = async ({ method }, forward) => {
      if (silent) return undefined;
      silent = method === 'sendTransaction';
      return silent ? forward().then(() => undefined) : forward();
    };
    const words = await funding('--timeout', '1s');
    const { ran } = await through(dying, words);
    expect([ran.code, ran.out]).to.deep.equal([1, '']);
    expect(ran.err).to.contain('ClusterUnreachable').and.to.contain('look for it before');
    const [signature = ''] = /[1-9A-HJ-NP-Za-km-z]{86,88}/.exec(ran.err) ?? [];
    await fixture.cluster.confirmed(signature);
    const { value } = await fixture.cluster.connection.getSignatureStatus(signature);
    expect(value?.err).to.equal(null);
  });
});
