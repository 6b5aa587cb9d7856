import {
  Keypair,
  TransactionInstruction,
  type PublicKey,
  type SimulatedTransactionResponse,
  type TransactionError,
  type VersionedTransaction,
} from '@solana/web3.js';
import { MAX_TRANSACTION_BYTES, transactionSize } from '@tenure/sdk';
import { expect } from 'chai';
import {
  budgeted,
  EngineError,
  feeOf,
  packTransactions,
  type InstructionGroup,
  type SimulatedTransaction,
} from '../src';
import { computeLimit } from '../src/compute-limit';

const payer = Keypair.generate().publicKey;
const programId = Keypair.generate().publicKey;
const BUDGET_INSTRUCTIONS = 2;

/** A group of one instruction with so many bytes of data, the first of which is its number. */
function group(number: number, bytes = 10, form?: string): InstructionGroup {
  const data = Buffer.alloc(bytes, number);
  const keys = [{ pubkey: programId, isSigner: false, isWritable: true }];
  return { label: `group ${number}`, instructions: [new TransactionInstruction({ programId, keys, data })], form };
}

function groups(count: number, bytes = 10, form?: string): InstructionGroup[] {
  return Array.from({ length: count }, (_, index) => group(index, bytes, form));
}

/** A cluster whose simulations end as `run` says, given the numbers of the groups in a transaction. */
class Cluster {
  /** The numbers of the groups of each simulation. */
  readonly simulated: number[][] = [];
  /** How often the price of priority was asked for. */
  priced = 0;

  constructor(private readonly run: (numbers: number[]) => { err?: TransactionError; logs?: string[] } = () => ({})) {}

  getMultipleAccountsInfo(addresses: PublicKey[]) {
    return Promise.resolve(addresses.map(() => null));
  }

  getRecentPrioritizationFees() {
    this.priced += 1;
    return Promise.resolve([{ prioritizationFee: 500 }]);
  }

  simulateTransaction({ message }: VersionedTransaction): Promise<{ value: SimulatedTransactionResponse }> {
    const numbers = message.compiledInstructions.slice(BUDGET_INSTRUCTIONS).map(({ data }) => data[0] ?? -1);
    this.simulated.push(numbers);
    const { err = null, logs = [] } = this.run(numbers);
    const accounts = message.staticAccountKeys.map(() => null);
    return Promise.resolve({ value: { err, logs, unitsConsumed: 1_000 * numbers.length, accounts } });
  }
}

async function packed(cluster: Cluster, all: InstructionGroup[]): Promise<SimulatedTransaction[]> {
  const found: SimulatedTransaction[] = [];
  const options = { maxPriorityFee: 100n, programId };
  for await (const each of packTransactions(cluster, { groups: all, payer }, options)) found.push(each);
  return found;
}

/** The labels' numbers of each transaction, with the errors of those that would fail. */
function shapes(transactions: readonly SimulatedTransaction[]): unknown[] {
  return transactions.map(({ groups: some, simulation: { error } }) => {
    const numbers = some.map(({ label }) => Number(label.split(' ')[1]));
    return error === undefined ? numbers : [...numbers, error.name];
  });
}

describe('transactions: packing', () => {
  it('puts groups into as few transactions as hold them, in their order', async () => {
    const all = groups(9, 300);
    const transactions = await packed(new Cluster(), all);
    expect(shapes(transactions)).to.deep.equal([
      [0, 1, 2],
      [3, 4, 5],
      [6, 7, 8],
    ]);
    expect(transactions.flatMap((each) => each.groups)).to.deep.equal(all);
    for (const each of transactions) {
      expect(transactionSize(budgeted(each), payer)).to.be.at.most(MAX_TRANSACTION_BYTES);
    }
    expect(shapes(await packed(new Cluster(), groups(3, 550)))).to.deep.equal([[0], [1], [2]]);
    expect(await packed(new Cluster(), [])).to.deep.equal([]);
  });

  it('keeps the instructions of a group together', async () => {
    const [first, second] = [group(0, 400), group(1, 400)];
    const both = { label: 'both', instructions: [...first.instructions, ...second.instructions] };
    const transactions = await packed(new Cluster(), [group(2, 400), both]);
    expect(transactions.map(({ groups: some }) => some.map(({ label }) => label))).to.deep.equal([
      ['group 2'],
      ['both'],
    ]);
  });

  it('asks for what the simulation used and a margin, at a price up to the cap that is looked up once', async () => {
    const cluster = new Cluster();
    const [first] = await packed(cluster, groups(9, 300));
    expect(first).to.include({ units: computeLimit(3_000), price: 100n });
    expect(first === undefined ? 0n : feeOf(first)).to.equal(5_001n);
    expect(cluster.priced).to.equal(1);
  });

  it('refuses a group that is too large alone', async () => {
    const failure = await packed(new Cluster(), [group(0, 1_200)]).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(EngineError).with.property('name', 'TransactionTooLarge');
    expect(failure)
      .to.have.property('message')
      .that.matches(/only 1232 fit/);
  });

  it('cuts before the group that fails, and gives that one alone with its error', async () => {
    const cluster = new Cluster((numbers) => {
      const at = numbers.indexOf(4);
      return at < 0 ? {} : { err: { InstructionError: [BUDGET_INSTRUCTIONS + at, { Custom: 6_000 }] } };
    });
    const transactions = await packed(cluster, groups(9));
    const [, failed] = transactions;
    expect(shapes(transactions)).to.deep.equal([
      [0, 1, 2, 3],
      [4, failed?.simulation.error?.name],
      [5, 6, 7, 8],
    ]);
    expect(failed?.instructions).to.have.length(1);
    // The failing one needs no simulation of its own: nothing ran before it.
    expect(cluster.simulated.map(({ length }) => length)).to.deep.equal([9, 4, 5, 4]);
  });

  it('simulates each but once where all of them fail', async () => {
    const cluster = new Cluster(() => ({
      err: { InstructionError: [BUDGET_INSTRUCTIONS, { Custom: 6_000 }] },
    }));
    expect(await packed(cluster, groups(9))).to.have.length(9);
    expect(cluster.simulated).to.have.length(9);
  });

  it('fills each transaction up to what it may compute', async () => {
    const cluster = new Cluster(({ length }) =>
      length > 4 ? { err: { InstructionError: [BUDGET_INSTRUCTIONS + 4, 'ComputationalBudgetExceeded'] } } : {},
    );
    expect(shapes(await packed(cluster, groups(10)))).to.deep.equal([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
  });

  it('halves where the failure does not say whose it is', async () => {
    const cluster = new Cluster((numbers) => (numbers.includes(3) ? { err: 'ProgramAccountNotFound' } : {}));
    expect(shapes(await packed(cluster, groups(6)))).to.deep.equal([
      [0, 1, 2],
      [3, 'ProgramAccountNotFound'],
      [4, 5],
    ]);
  });

  it('puts only as many together as log without a loss, and remembers that of a form', async () => {
    const logs = ({ length }: number[]) => ({ logs: Array<string>(length).fill('x'.repeat(2_000)) });
    const cluster = new Cluster(logs);
    const transactions = await packed(cluster, groups(12, 10, 'claim'));
    expect(transactions.map(({ groups: some }) => some.length)).to.deep.equal([4, 4, 4]);
    expect(cluster.simulated.map(({ length }) => length)).to.deep.equal([12, 4, 4, 4]);
  });

  it('takes cut logs for too long, and logs of one group for what they are', async () => {
    const cluster = new Cluster(({ length }) =>
      length > 1 ? { logs: ['Log truncated'] } : { logs: ['x'.repeat(9_999)] },
    );
    expect(shapes(await packed(cluster, groups(2)))).to.deep.equal([[0], [1]]);
  });

  it('keeps groups of different forms apart', async () => {
    const all = [group(0, 10, 'open'), group(1, 10, 'open'), group(2, 10, 'claim'), group(3)];
    expect(shapes(await packed(new Cluster(), all))).to.deep.equal([[0, 1], [2], [3]]);
  });

  it('simulates a transaction only when it is asked for', async () => {
    const cluster = new Cluster();
    const plan = { groups: groups(9, 300), payer };
    const transactions = packTransactions(cluster, plan, { maxPriorityFee: 0n });
    await transactions.next();
    expect(cluster.simulated).to.deep.equal([[0, 1, 2]]);
    expect(cluster.priced).to.equal(0);
  });
});
