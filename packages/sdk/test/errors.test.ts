import { TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import {
  Keypair,
  SendTransactionError,
  SystemProgram,
  TransactionExpiredBlockheightExceededError,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js';
import { expect } from 'chai';
import { FailedTransactionMetadata, LiteSVM } from 'litesvm';
import { decodeError, IDL, PROGRAM_ERRORS, PROGRAM_ID, TenureError } from '../src';

const OURS = PROGRAM_ID.toBase58();
const TOKEN = TOKEN_PROGRAM_ID.toBase58();
const SYSTEM = SystemProgram.programId.toBase58();

/** Logs of an instruction of ours that fails in a program that it calls, or by itself. */
function logs(code: number, failed = OURS, ...said: string[]): string[] {
  const hex = `custom program error: 0x${code.toString(16)}`;
  const called = failed === OURS ? [] : [`Program ${failed} invoke [2]`];
  const bubbled = failed === OURS ? [] : [`Program ${OURS} failed: ${hex}`];
  return [`Program ${OURS} invoke [1]`, ...called, ...said, `Program ${failed} failed: ${hex}`, ...bubbled];
}

function instructionError(code: number, index = 0): { InstructionError: [number, { Custom: number }] } {
  return { InstructionError: [index, { Custom: code }] };
}

describe('SDK: errors of the program', () => {
  for (const { code, name, msg } of IDL.errors) {
    it(`${code} ${name} has its name, its message and a remedy`, () => {
      const decoded = decodeError(instructionError(code, 2));
      expect(decoded.name).to.equal(`${name.charAt(0).toUpperCase()}${name.slice(1)}`);
      expect(decoded).to.include({ message: msg, code, instructionIndex: 2 });
      expect(decoded.remedy).to.match(/^[A-Z].{15,}\.$/);
    });
  }

  it('all of them are in the table', () => {
    expect(PROGRAM_ERRORS.size).to.equal(IDL.errors.length);
  });
});

describe('SDK: the shapes in which failures arrive', () => {
  const error = instructionError(6205, 1);
  const shapes: Record<string, unknown> = {
    'a transaction error': error,
    'a simulation': { err: error, logs: logs(6205) },
    'a simulation in its context': { context: { slot: 1 }, value: { err: error, logs: logs(6205) } },
    'a status': { value: { err: error } },
    'a confirmed transaction': { slot: 1, meta: { err: error, logMessages: logs(6205) } },
    'an outcome of the embedded chain': { error, logs: logs(6205), size: 1 },
    'a web3.js error of a pre-flight check': new SendTransactionError({
      action: 'simulate',
      signature: '',
      transactionMessage: 'Transaction simulation failed: Error processing Instruction 1: custom program error: 0x183d',
      logs: logs(6205),
    }),
    'a web3.js error without logs': new SendTransactionError({
      action: 'send',
      signature: 'sig',
      transactionMessage: 'Error processing Instruction 1: custom program error: 0x183d',
    }),
    'a web3.js error of a transaction that failed in its block': new SendTransactionError({
      action: 'send',
      signature: 'sig',
      transactionMessage: `Status: (${JSON.stringify({ err: error })})`,
    }),
    'the same in the words of others': `Raw transaction sig failed (${JSON.stringify({ err: error })})`,
    'an error wrapped in another': new Error('failed', { cause: { err: error } }),
    'a message': 'failed to send: Error processing Instruction 1: custom program error: 0x183d',
  };
  for (const [shape, failure] of Object.entries(shapes)) {
    it(shape, () => {
      expect(decodeError(failure)).to.include({ name: 'NothingToClaim', code: 6205, instructionIndex: 1 });
    });
  }

  it('a failure that is decoded already stays as it is', () => {
    const decoded = decodeError(error);
    expect(decodeError(decoded)).to.equal(decoded);
    expect(decoded).to.be.instanceOf(TenureError).and.instanceOf(Error);
  });

  it("LiteSVM's own results, by number and by class", () => {
    const svm = new LiteSVM();
    const payer = Keypair.fromSeed(new Uint8Array(32).fill(7));
    const send = (lamports: number): unknown => {
      svm.expireBlockhash();
      const message = new TransactionMessage({
        payerKey: payer.publicKey,
        recentBlockhash: svm.latestBlockhash(),
        instructions: [SystemProgram.transfer({ fromPubkey: payer.publicKey, toPubkey: PROGRAM_ID, lamports })],
      }).compileToLegacyMessage();
      const transaction = new VersionedTransaction(message);
      transaction.sign([payer]);
      const signature = transaction.signatures[0];
      const lite: unknown = {
        messageBytes: message.serialize(),
        signatures: { [payer.publicKey.toBase58()]: signature },
      };
      const result = svm.sendTransaction(lite as Parameters<LiteSVM['sendTransaction']>[0]);
      expect(result).to.be.instanceOf(FailedTransactionMetadata);
      return result;
    };
    expect(decodeError(send(1)).name).to.equal('AccountNotFound');
    svm.airdrop(payer.publicKey.toBase58() as Parameters<LiteSVM['airdrop']>[0], 1_000_000_000n as never);
    const decoded = decodeError(send(2_000_000_000));
    expect(decoded).to.include({ name: 'InsufficientLamports', instructionIndex: 0, program: SYSTEM });
    expect(decoded.message).to.match(/there are \d+ lamports, 2000000000 are needed/);
  });
});

describe('SDK: errors of others', () => {
  it('the innermost program that failed tells whose number it is', () => {
    expect(decodeError({ err: instructionError(1), logs: logs(1, TOKEN) })).to.include({
      name: 'InsufficientTokens',
      program: TOKEN,
    });
    expect(decodeError({ err: instructionError(1), logs: logs(1, SYSTEM) }).name).to.equal('InsufficientLamports');
    expect(decodeError({ err: instructionError(0), logs: logs(0, SYSTEM) }).name).to.equal('AccountAlreadyInUse');
    expect(decodeError({ err: instructionError(17), logs: logs(17, TOKEN) }).name).to.equal('AccountFrozen');
    const token2022 = TOKEN_2022_PROGRAM_ID.toBase58();
    expect(decodeError({ err: instructionError(67), logs: logs(67, token2022) }).name).to.equal('MintPaused');
    expect(decodeError({ err: instructionError(36), logs: logs(36, token2022) }).name).to.equal('NoMemo');
  });

  it("another program's 6205 is not ours, and without logs 1 could be anybody's", () => {
    const hook = 'Hook111111111111111111111111111111111111111';
    expect(decodeError({ err: instructionError(6205), logs: logs(6205, hook) }).name).to.equal('Unknown');
    expect(decodeError(instructionError(1))).to.include({ name: 'Unknown', code: 1 });
  });

  it('the program may be deployed elsewhere', () => {
    const fork = TOKEN_PROGRAM_ID;
    const decoded = decodeError({ err: instructionError(6205), logs: logs(6205, fork.toBase58()) }, fork);
    expect(decoded.name).to.equal('NothingToClaim');
  });

  it("Anchor's errors come with the account that they are about", () => {
    const said =
      'Program log: AnchorError caused by account: grant. Error Code: AccountNotInitialized. Error Number: 3012. ' +
      'Error Message: The program expected this account to be already initialized.';
    const decoded = decodeError({ err: instructionError(3012), logs: logs(3012, OURS, said) });
    expect(decoded.name).to.equal('AccountNotInitialized');
    expect(decoded.message).to.contain('(account grant)');
    expect(decoded.remedy).to.contain('Check the address');
    expect(decodeError(instructionError(2040)).name).to.equal('ConstraintDuplicateMutableAccount');
    const seeds = ['Program log: Left:', 'Program log: AAA', 'Program log: Right:', 'Program log: BBB'];
    expect(decodeError({ err: instructionError(2006), logs: logs(2006, OURS, ...seeds) }).message).to.contain(
      'given AAA, expected BBB',
    );
  });

  it("the runtime's errors, by name and by words", () => {
    const byName = (name: string) => decodeError({ err: { InstructionError: [3, name] } });
    expect(byName('MissingRequiredSignature')).to.include({ name: 'MissingRequiredSignature', instructionIndex: 3 });
    expect(byName('ComputationalBudgetExceeded').remedy).to.contain('compute unit limit');
    expect(byName('SomethingNew')).to.include({ name: 'Unknown', message: 'Instruction error SomethingNew' });
    expect(decodeError({ err: { InstructionError: [0, { BorshIoError: 'x' }] } }).name).to.equal('BorshIoError');
    expect(decodeError({ err: 'BlockhashNotFound' }).name).to.equal('BlockhashNotFound');
    expect(decodeError({ err: { InsufficientFundsForRent: { account_index: 0 } } }).name).to.equal(
      'InsufficientFundsForRent',
    );
    for (const [name, words] of [
      ['InsufficientFundsForRent', 'Transaction results in an account (1) with insufficient funds for rent'],
      ['DuplicateInstruction', 'Transaction contains a duplicate instruction (2) that is not allowed'],
      [
        'ProgramExecutionTemporarilyRestricted',
        'Execution of the program referenced by account at index 3 is temporarily restricted.',
      ],
    ]) {
      expect(decodeError(new Error(`Transaction simulation failed: ${words}`)).name).to.equal(name);
    }
    const preflight = (words: string) => decodeError(new Error(`Transaction simulation failed: ${words}`)).name;
    expect(preflight('Blockhash not found')).to.equal('BlockhashNotFound');
    expect(preflight('This transaction has already been processed')).to.equal('AlreadyProcessed');
    expect(preflight('Attempt to debit an account but found no record of a prior credit.')).to.equal('AccountNotFound');
    expect(preflight('Error processing Instruction 0: Computational budget exceeded')).to.equal(
      'ComputationalBudgetExceeded',
    );
  });

  it('failures on this side of the network', () => {
    expect(decodeError(new TransactionExpiredBlockheightExceededError('sig')).name).to.equal('BlockhashExpired');
    expect(decodeError({ code: 4001, message: 'User rejected the request.' }).name).to.equal('UserRejected');
  });

  it('never throws, whatever comes', () => {
    const circular: { cause?: unknown } = {};
    circular.cause = circular;
    const hostile = {
      get err(): never {
        throw new Error('no');
      },
    };
    for (const failure of [undefined, null, NaN, '', 'boom', 1n, [], {}, circular, hostile, new Error('boom')]) {
      expect(decodeError(failure)).to.include({ name: 'Unknown' });
    }
    expect(decodeError(new Error('boom')).message).to.equal('boom');
  });
});
