import {
  Keypair,
  SystemProgram,
  TransactionMessage,
  VersionedTransaction,
  type PublicKey,
  type SimulatedTransactionResponse,
} from '@solana/web3.js';
import { MAX_COMPUTE_UNITS, TenureError } from '@tenure/sdk';
import { expect } from 'chai';
import { ANY_BLOCKHASH, simulate, type SimulationRpc } from '../src/simulate';

const [payer, receiver] = [Keypair.generate().publicKey, Keypair.generate().publicKey];

/** A transfer of lamports that nobody has signed. */
function transfer(): VersionedTransaction {
  const instructions = [SystemProgram.transfer({ fromPubkey: payer, toPubkey: receiver, lamports: 1 })];
  const message = new TransactionMessage({ payerKey: payer, recentBlockhash: ANY_BLOCKHASH, instructions });
  return new VersionedTransaction(message.compileToLegacyMessage());
}

/** A cluster in which the payer has lamports and the receiver does not exist; it answers simulations with `value`. */
class Cluster implements SimulationRpc {
  readonly asked: unknown[] = [];
  read = 0;
  constructor(private readonly value: SimulatedTransactionResponse) {}

  getMultipleAccountsInfo(addresses: PublicKey[]) {
    this.read += 1;
    const stored = { owner: SystemProgram.programId, data: new Uint8Array([1]), lamports: 50, executable: false };
    return Promise.resolve(addresses.map((address) => (address.equals(payer) ? stored : null)));
  }

  simulateTransaction(_: VersionedTransaction, config: unknown) {
    this.asked.push(config);
    return Promise.resolve({ value: this.value });
  }
}

describe('transactions: simulating', () => {
  const account = (lamports: number, data: string) => ({
    owner: SystemProgram.programId.toBase58(),
    data: [data, 'base64'],
    lamports,
    executable: false,
  });

  it('every account that it may write to is told before and after', async () => {
    const accounts = [account(49, ''), account(1, 'AgM=')];
    const cluster = new Cluster({ err: null, logs: ['Program log: done'], unitsConsumed: 150, accounts });
    const { unitsConsumed, units, logs, changes, error } = await simulate(cluster, transfer());
    const [paid, received] = changes;
    expect(changes.map(({ address }) => address.toBase58())).to.deep.equal([payer, receiver].map(String));
    expect(paid?.before).to.deep.equal({ owner: SystemProgram.programId, data: new Uint8Array([1]), lamports: 50n });
    expect(paid?.after?.lamports).to.equal(49n);
    expect(received?.before).to.equal(null);
    expect(received?.after?.owner.equals(SystemProgram.programId)).to.equal(true);
    expect([...(received?.after?.data ?? [])]).to.deep.equal([2, 3]);
    expect({ unitsConsumed, units }).to.deep.equal({ unitsConsumed: 150, units: 2_165 });
    expect({ logs, error }).to.deep.equal({ logs: ['Program log: done'], error: undefined });
    const asked = { sigVerify: false, replaceRecentBlockhash: true };
    const watched = { encoding: 'base64', addresses: [payer, receiver].map(String) };
    expect(cluster.asked).to.deep.equal([{ ...asked, accounts: watched }]);
  });

  it('an account that it closes is gone afterwards', async () => {
    const { changes } = await simulate(new Cluster({ err: null, logs: null, accounts: [null, null] }), transfer());
    expect(changes.map(({ after }) => after)).to.deep.equal([null, null]);
  });

  it('one that would fail says why and changes nothing; a node that counts no units gets the most', async () => {
    const err = { InstructionError: [0, { Custom: 1 }] } as const;
    const logs = [`Program ${SystemProgram.programId.toBase58()} invoke [1]`];
    const { units, changes, error, logs: told } = await simulate(new Cluster({ err, logs }), transfer());
    expect(changes).to.deep.equal([]);
    expect(error).to.be.instanceOf(TenureError);
    expect({ units, told }).to.deep.equal({ units: MAX_COMPUTE_UNITS, told: logs });
  });

  it('reads no accounts where nobody asks what changes', async () => {
    const cluster = new Cluster({ err: null, logs: null, unitsConsumed: 150 });
    const options = { withChanges: false, commitment: 'processed' } as const;
    expect((await simulate(cluster, transfer(), options)).changes).to.deep.equal([]);
    const asked = { sigVerify: false, replaceRecentBlockhash: true, commitment: 'processed' };
    expect([cluster.asked, cluster.read]).to.deep.equal([[asked], 0]);
  });
});
