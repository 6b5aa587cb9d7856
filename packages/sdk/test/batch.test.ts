import { ComputeBudgetProgram, TransactionMessage, VersionedTransaction, type PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '../src';
import { key } from './fixture/accounts';

const issuer = key('issuer');
const options: sdk.GrantBatchOptions = {
  issuer,
  payer: issuer,
  plan: key('plan'),
  vault: key('vault'),
  expiresTs: 1_800_000_000,
  microLamports: 1_000n,
};

function row(id: number, schedule = 'cliff-monthly:48m:12m', more: Partial<sdk.ImportRow> = {}): sdk.ImportRow {
  return {
    line: id + 1,
    grantId: BigInt(id),
    beneficiary: key(`person ${id}`),
    total: 18_446_744_073_709_551_615n,
    startTs: 1_700_000_000 + id * 86_400,
    endTs: 1_800_000_000,
    shape: sdk.parseSchedule(schedule),
    withholdingBps: 2_500,
    label: '',
    ...more,
  };
}

function rows(count: number, schedule?: string): sdk.ImportRow[] {
  return Array.from({ length: count }, (_, index) => row(index + 1, schedule));
}

/** Bytes of the transaction as web3.js serializes it. */
function serialized({ instructions }: sdk.GrantBatch, payer: PublicKey): number {
  const message = new TransactionMessage({
    payerKey: payer,
    recentBlockhash: key('blockhash').toBase58(),
    instructions: [...instructions],
  }).compileToLegacyMessage();
  return new VersionedTransaction(message).serialize().length;
}

describe('SDK: batches of grants', () => {
  it('ten grants of a cliff and months fit 1,232 bytes, both budget instructions included', () => {
    const [batch, ...others] = sdk.batchGrants(rows(10), options);
    if (batch === undefined) return expect.fail('there is a batch');
    expect(others).to.deep.equal([]);
    expect(batch.instructions.map(({ programId }) => programId.toBase58())).to.deep.equal([
      ComputeBudgetProgram.programId.toBase58(),
      ComputeBudgetProgram.programId.toBase58(),
      sdk.PROGRAM_ID.toBase58(),
    ]);
    expect(serialized(batch, issuer)).to.equal(1_230);
    expect(sdk.transactionSize(batch.instructions, issuer)).to.equal(1_230);
  });

  it('never more than ten, every row once', () => {
    const batches = sdk.batchGrants(rows(25), options);
    expect(batches.map((batch) => batch.rows.length)).to.deep.equal([10, 10, 5]);
    expect(batches.flatMap((batch) => batch.rows.map(({ grantId }) => grantId))).to.deep.equal(
      rows(25).map(({ grantId }) => grantId),
    );
  });

  it('another payer costs bytes, so fewer fit', () => {
    const payer = key('payer');
    const batches = sdk.batchGrants(rows(10), { ...options, payer });
    expect(batches.length).to.equal(2);
    for (const batch of batches) expect(serialized(batch, payer)).to.be.at.most(1_232);
  });

  it('rows of one shape and withholding share an instruction, wherever they stand in the file', () => {
    const mixed = [
      row(1),
      row(2, 'linear:365d'),
      row(3),
      row(4, 'linear:365d'),
      row(5, undefined, { withholdingBps: 0 }),
    ];
    const [batch, ...others] = sdk.batchGrants(mixed, options);
    expect(others).to.deep.equal([]);
    expect(batch?.rows.map(({ grantId }) => grantId)).to.deep.equal([1n, 3n, 2n, 4n, 5n]);
    expect(batch?.instructions).to.have.length(2 + 3);
    expect(batch && serialized(batch, issuer)).to.be.at.most(1_232);
  });

  it('shapes of 24 segments fit too, and each transaction stays within its bytes', () => {
    const long = Array.from({ length: 24 }, (_, index) => `${index + 1}@1m`).join('+');
    const mixed = [...rows(12, long), ...rows(12).map((each) => ({ ...each, grantId: each.grantId + 50n }))];
    const batches = sdk.batchGrants(mixed, options);
    for (const batch of batches) {
      expect(serialized(batch, issuer)).to.be.at.most(1_232);
      expect(sdk.transactionSize(batch.instructions, issuer)).to.equal(serialized(batch, issuer));
      expect(batch.rows.length).to.be.at.most(10);
    }
    expect(batches.flatMap((batch) => batch.rows)).to.have.length(24);
  });

  it('starts too far apart for one instruction are split', () => {
    const far = [row(1, 'linear:1d', { startTs: 0 }), row(2, 'linear:1d', { startTs: 5_000_000_000 })];
    const batches = sdk.batchGrants(far, options);
    expect(batches.flatMap((batch) => batch.rows)).to.have.length(2);
  });

  it('no rows make no transactions', () => {
    expect(sdk.batchGrants([], options)).to.deep.equal([]);
  });
});
