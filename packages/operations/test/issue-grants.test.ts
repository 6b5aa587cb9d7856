import { Keypair, PublicKey } from '@solana/web3.js';
import { parseSchedule, StateError, type ImportRow } from '@tenure/sdk';
import { expect } from 'chai';
import { conflictText, grantBatches, linesText } from '../src';

const key = (byte: number) => new PublicKey(new Uint8Array(32).fill(byte));
const issuer = Keypair.generate().publicKey;
const row = (line: number): ImportRow => ({
  ...{ line, grantId: BigInt(line), beneficiary: key(line), total: 100n, startTs: 0, endTs: 86_400 },
  ...{ shape: parseSchedule('linear:1d'), withholdingBps: 0, label: '' },
});

describe('operations: rows of a file', () => {
  it('are named by their lines', () => {
    expect(linesText([row(2)])).to.equal('Line 2');
    expect(linesText([row(2), row(3), row(4)])).to.equal('Lines 2 to 4');
    expect(linesText([row(2), row(9)])).to.equal('2 of the lines 2 to 9');
  });

  it('are issued ten a transaction, each once, without a compute budget', () => {
    const rows = Array.from({ length: 13 }, (_, index) => row(index + 2));
    const plan = { address: key(90), vault: key(91) };
    const batches = grantBatches({ programId: key(99) }, plan, rows, { issuer, payer: issuer, expiresTs: 1 });
    expect(batches.map(({ label }) => label)).to.deep.equal(['Lines 2 to 11', 'Lines 12 to 14']);
    expect(batches.flatMap((batch) => batch.rows)).to.deep.equal(rows);
    const programs = batches.flatMap(({ instructions }) => instructions.map(({ programId }) => programId.toBase58()));
    expect(programs).to.deep.equal([key(99).toBase58(), key(99).toBase58()]);
  });
});

describe('operations: what is there instead of a row', () => {
  it('is told with every difference, as a file writes it', () => {
    const text = conflictText(
      {
        kind: 'different',
        differences: [
          { term: 'beneficiary', inFile: key(1), onChain: key(2) },
          { term: 'total', inFile: 1n, onChain: 1_250_500_000n },
          { term: 'startTs', inFile: 0, onChain: 1_767_225_601 },
          { term: 'segments', inFile: [], onChain: [] },
          { term: 'withholdingBps', inFile: 0, onChain: 100 },
        ],
      },
      6,
    );
    expect(text).to.equal(
      `its beneficiary is ${key(2).toBase58()}, its amount is 1250.5, it starts 2026-01-01 00:00:01 UTC, ` +
        'its schedule is another, its withholding is 100 bps',
    );
  });

  it('is told where it is no grant', () => {
    const error = new StateError('WrongOwner', key(3), 'belongs to somebody.');
    expect(conflictText({ kind: 'taken', error }, 6)).to.equal(`${key(3).toBase58()} belongs to somebody.`);
  });
});
