import {
  AddressLookupTableProgram,
  type Connection,
  NONCE_ACCOUNT_LENGTH,
  PublicKey,
  SendTransactionError,
  SystemProgram,
  TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from '@solana/web3.js';
import bs58 from 'bs58';
import { expect } from 'chai';
import { BASE64, SOL, ask, build, keypair, onChain, send, transfer, value, wire } from './fixture/rpc';

const to = keypair('recipient').publicKey;

describe('localnet: sending', () => {
  it('confirms over the WebSocket', () =>
    onChain(async ({ connection, payer }) => {
      const latest = await connection.getLatestBlockhash();
      const transaction = await build(connection, [transfer(payer, to, SOL)], [payer], latest.blockhash);
      const signature = bs58.encode(transaction.signatures[0] ?? new Uint8Array());
      const confirmed = connection.confirmTransaction({ signature, ...latest });
      expect(await connection.sendTransaction(transaction)).to.equal(signature);
      expect((await confirmed).value.err).to.equal(null);
      expect(await connection.getBalance(to)).to.equal(SOL);
    }));

  it('takes base58 as well as base64', () =>
    onChain(async ({ localnet: { rpcUrl }, connection, payer }) => {
      const transaction = await build(connection, [transfer(payer, to, SOL)], [payer]);
      await ask(rpcUrl, 'sendTransaction', [bs58.encode(transaction.serialize())]);
      expect(await connection.getBalance(to)).to.equal(SOL);
    }));

  it('fails preflight with the error, logs and units, and changes nothing', () =>
    onChain(async ({ localnet: { rpcUrl }, connection, payer }) => {
      const before = await connection.getBalance(payer.publicKey);
      const transaction = await build(connection, [transfer(payer, to, 1_000 * SOL)], [payer]);
      const { error } = await ask(rpcUrl, 'sendTransaction', [wire(transaction), { encoding: BASE64 }]);
      expect(error?.code).to.equal(-32002);
      expect(error?.message).to.equal(
        'Transaction simulation failed: Error processing Instruction 0: custom program error: 0x1',
      );
      expect(error?.data).to.deep.include({
        err: { InstructionError: [0, { Custom: 1 }] },
        unitsConsumed: 150,
        accounts: null,
      });
      expect(error?.data).to.have.property('logs').that.has.length(3);
      expect(await connection.getBalance(payer.publicKey)).to.equal(before);
      const thrown = await connection.sendTransaction(transaction).catch((failure: unknown) => failure);
      expect(thrown).to.be.instanceOf(SendTransactionError);
    }));

  it('records a failure without preflight, with its fee and nothing else', () =>
    onChain(async ({ connection, payer }) => {
      const before = await connection.getBalance(payer.publicKey);
      const transaction = await build(connection, [transfer(payer, to, 1_000 * SOL)], [payer]);
      const signature = await connection.sendTransaction(transaction, { skipPreflight: true });
      const err = { InstructionError: [0, { Custom: 1 }] };
      expect((await connection.getSignatureStatus(signature)).value?.err).to.deep.equal(err);
      const recorded = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
      expect(recorded?.meta).to.deep.include({ err, fee: 5_000 });
      expect(await connection.getBalance(payer.publicKey)).to.equal(before - 5_000);
      expect(await connection.getBalance(to)).to.equal(0);
    }));

  it('charges the fee for a program that is not there', () =>
    onChain(async ({ connection, payer }) => {
      const before = await connection.getBalance(payer.publicKey);
      const call = new TransactionInstruction({ programId: keypair('no program').publicKey, keys: [] });
      const transaction = await build(connection, [call], [payer]);
      const signature = await connection.sendTransaction(transaction, { skipPreflight: true });
      expect((await connection.getSignatureStatus(signature)).value?.err).to.equal('ProgramAccountNotFound');
      expect(await connection.getBalance(payer.publicKey)).to.equal(before - 5_000);
    }));

  it('takes a transaction once', () =>
    onChain(async ({ localnet: { rpcUrl }, connection, payer }) => {
      const transaction = await build(connection, [transfer(payer, to, SOL)], [payer]);
      const signature = await connection.sendTransaction(transaction);
      const { error } = await ask(rpcUrl, 'sendTransaction', [wire(transaction), { encoding: BASE64 }]);
      expect(error?.data).to.have.property('err', 'AlreadyProcessed');
      expect(await connection.sendTransaction(transaction, { skipPreflight: true })).to.equal(signature);
      expect(await connection.getBalance(to)).to.equal(SOL);
    }));

  it('lets a blockhash expire 150 blocks after its own', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const { blockhash, lastValidBlockHeight } = await connection.getLatestBlockhash();
      const [early, late] = [
        await build(connection, [transfer(payer, to, SOL)], [payer], blockhash),
        await build(connection, [transfer(payer, to, 2 * SOL)], [payer], blockhash),
      ];
      while ((await connection.getBlockHeight('processed')) < lastValidBlockHeight) localnet.tick();
      expect((await connection.isBlockhashValid(blockhash)).value).to.equal(true);
      await connection.sendTransaction(early);
      localnet.tick();
      expect((await connection.isBlockhashValid(blockhash)).value).to.equal(false);
      const { error } = await ask(localnet.rpcUrl, 'sendTransaction', [wire(late), { encoding: BASE64 }]);
      expect(error).to.include({
        code: -32002,
        message: 'Transaction simulation failed: Blockhash not found',
      });
      const dropped = await connection.sendTransaction(late, { skipPreflight: true });
      expect((await connection.getSignatureStatus(dropped)).value).to.equal(null);
      expect(await connection.getBalance(to)).to.equal(SOL);
    }));

  it('refuses a wrong or missing signature, a payer without lamports, and a debt of rent', () =>
    onChain(async ({ localnet: { rpcUrl }, connection, payer }) => {
      const error = async (transaction: VersionedTransaction) =>
        (await ask(rpcUrl, 'sendTransaction', [wire(transaction), { encoding: BASE64 }])).error?.data;
      const unsigned = await build(connection, [transfer(payer, to, SOL)], [payer]);
      unsigned.signatures[0] = new Uint8Array(64);
      expect(await error(unsigned)).to.have.property('err', 'SignatureFailure');
      await connection.sendTransaction(unsigned, { skipPreflight: true });
      expect(await connection.getBalance(to)).to.equal(0);
      const poor = await build(connection, [transfer(payer, to, SOL)], [keypair('poor'), payer]);
      expect(await error(poor)).to.have.property('err', 'AccountNotFound');
      const rent = await build(connection, [transfer(payer, to, 10)], [payer]);
      expect(await error(rent)).to.have.deep.property('err', {
        InsufficientFundsForRent: { account_index: 1 },
      });
    }));

  it('refuses to answer for a slot that is not there yet', () =>
    onChain(async ({ localnet: { rpcUrl }, connection, payer }) => {
      const transaction = wire(await build(connection, [transfer(payer, to, SOL)], [payer]));
      const { error } = await ask(rpcUrl, 'sendTransaction', [
        transaction,
        { encoding: BASE64, minContextSlot: 99_999 },
      ]);
      expect(error?.code).to.equal(-32016);
    }));

  it('gives airdrops, equal ones too', () =>
    onChain(async ({ connection }) => {
      const signatures = [await connection.requestAirdrop(to, SOL), await connection.requestAirdrop(to, SOL)];
      expect(new Set(signatures).size).to.equal(2);
      for (const signature of signatures) await connection.confirmTransaction(signature);
      expect(await connection.getBalance(to)).to.equal(2 * SOL);
    }));
});

describe('localnet: simulation', () => {
  it('shows balances, accounts and calls as they would be, and keeps nothing', () =>
    onChain(async ({ localnet: { rpcUrl }, connection, payer }) => {
      const transaction = wire(await build(connection, [transfer(payer, to, SOL)], [payer]));
      const accounts = {
        encoding: BASE64,
        addresses: [to.toBase58(), keypair('nobody').publicKey.toBase58()],
      };
      const simulated = await value(rpcUrl, 'simulateTransaction', [
        transaction,
        { encoding: BASE64, accounts, innerInstructions: true, sigVerify: true },
      ]);
      expect(simulated).to.deep.include({
        err: null,
        fee: 5_000,
        unitsConsumed: 150,
        innerInstructions: [],
        replacementBlockhash: null,
      });
      expect(simulated).to.have.deep.property('postBalances', [99 * SOL - 5_000, SOL, 1]);
      expect(simulated).to.have.nested.property('accounts[0].lamports', SOL);
      expect(simulated).to.have.nested.property('accounts[1]', null);
      expect(await connection.getBalance(to)).to.equal(0);
    }));

  it('needs neither signature nor blockhash where it is told so', () =>
    onChain(async ({ localnet: { rpcUrl }, connection, payer }) => {
      const transaction = await build(connection, [transfer(payer, to, SOL)], [payer], payer.publicKey.toBase58());
      transaction.signatures[0] = new Uint8Array(64);
      const simulate = (config: object) =>
        ask(rpcUrl, 'simulateTransaction', [wire(transaction), { encoding: BASE64, ...config }]);
      expect((await simulate({})).result).to.have.nested.property('value.err', 'BlockhashNotFound');
      expect((await simulate({ sigVerify: true })).result).to.have.nested.property('value.err', 'SignatureFailure');
      const replaced = (await simulate({ replaceRecentBlockhash: true })).result;
      expect(replaced).to.have.nested.property('value.err', null);
      expect(replaced).to.have.nested.property(
        'value.replacementBlockhash.blockhash',
        (await connection.getLatestBlockhash()).blockhash,
      );
      expect((await simulate({ replaceRecentBlockhash: true, sigVerify: true })).error?.code).to.equal(-32602);
    }));
});

describe('localnet: logs', () => {
  it('keeps less than 10,000 bytes of them, and says that there were more', () =>
    onChain(async ({ connection, payer }) => {
      const programId = new PublicKey('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');
      const memo = new TransactionInstruction({ programId, keys: [], data: Buffer.from('a') });
      const few = await build(connection, [memo], [payer]);
      expect((await connection.simulateTransaction(few)).value.logs).not.to.include('Log truncated');
      const many = await build(
        connection,
        Array.from({ length: 60 }, () => memo),
        [payer],
      );
      const { logs } = (await connection.simulateTransaction(many)).value;
      // In the place of the first line that did not fit; shorter ones may still come behind it.
      expect(logs?.filter((line) => line === 'Log truncated')).to.have.length(1);
      const kept = logs?.reduce((sum, line) => sum + Buffer.byteLength(line), -'Log truncated'.length);
      // A line of these has at most a hundred bytes: one more would have been too much.
      expect(kept).to.be.within(9_900, 9_999);
      const sent = await connection.sendTransaction(many);
      expect((await connection.getTransaction(sent))?.meta?.logMessages).to.deep.equal(logs);
    }));
});

describe('localnet: durable nonces, lookup tables', () => {
  it('takes a transaction on a nonce whenever it comes, once', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const nonce = keypair('nonce');
      const open = SystemProgram.createNonceAccount({
        fromPubkey: payer.publicKey,
        noncePubkey: nonce.publicKey,
        authorizedPubkey: payer.publicKey,
        lamports: await connection.getMinimumBalanceForRentExemption(NONCE_ACCOUNT_LENGTH),
      });
      await send(connection, open.instructions, [payer, nonce]);
      localnet.tick();
      const stored = await connection.getNonce(nonce.publicKey);
      const advance = SystemProgram.nonceAdvance({
        noncePubkey: nonce.publicKey,
        authorizedPubkey: payer.publicKey,
      });
      const transaction = await build(connection, [advance, transfer(payer, to, SOL)], [payer], stored?.nonce);
      for (let count = 0; count < 200; count += 1) localnet.tick();
      await connection.sendTransaction(transaction);
      expect(await connection.getBalance(to)).to.equal(SOL);
      localnet.tick();
      expect((await connection.getNonce(nonce.publicKey))?.nonce).not.to.equal(stored?.nonce);
      const again = await ask(localnet.rpcUrl, 'sendTransaction', [wire(transaction), { encoding: BASE64 }]);
      expect(again.error?.data).to.have.property('err', 'BlockhashNotFound');
    }));

  it('runs version 0 transactions with lookup tables, and shows them to clients that know versions', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const { signature, table } = await sendWithTable(connection, () => localnet.tick(), payer);
      const shown = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
      expect(shown?.version).to.equal(0);
      expect(shown?.meta?.loadedAddresses?.writable.map(String)).to.deep.equal([to.toBase58()]);
      expect(shown?.transaction.message.addressTableLookups[0]?.accountKey.toBase58()).to.equal(table);
      const { error } = await ask(localnet.rpcUrl, 'getTransaction', [signature, { commitment: 'confirmed' }]);
      expect(error?.code).to.equal(-32015);
      expect((await connection.getSignaturesForAddress(to)).map((entry) => entry.signature)).to.deep.equal([signature]);
    }));
});

async function sendWithTable(connection: Connection, tick: () => void, payer: ReturnType<typeof keypair>) {
  const who = { payer: payer.publicKey, authority: payer.publicKey };
  const [create, lookupTable] = AddressLookupTableProgram.createLookupTable({
    ...who,
    recentSlot: await connection.getSlot(),
  });
  const extend = AddressLookupTableProgram.extendLookupTable({ ...who, lookupTable, addresses: [to] });
  await send(connection, [create, extend], [payer]);
  tick();
  const table = (await connection.getAddressLookupTable(lookupTable)).value;
  if (!table) throw new Error('no lookup table');
  const { blockhash: recentBlockhash } = await connection.getLatestBlockhash();
  const instructions = [transfer(payer, to, SOL)];
  const message = new TransactionMessage({ payerKey: payer.publicKey, recentBlockhash, instructions });
  const transaction = new VersionedTransaction(message.compileToV0Message([table]));
  transaction.sign([payer]);
  return { signature: await connection.sendTransaction(transaction), table: lookupTable.toBase58() };
}
