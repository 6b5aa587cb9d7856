import { MINT_SIZE, TOKEN_PROGRAM_ID, createInitializeMint2Instruction } from '@solana/spl-token';
import { type KeyedAccountInfo, SystemProgram } from '@solana/web3.js';
import type { Localnet } from '../src';
import bs58 from 'bs58';
import { expect } from 'chai';
import WebSocket from 'ws';
import { type RpcAnswer, SOL, build, keypair, onChain, read, send, transfer } from './fixture/rpc';

const to = keypair('recipient').publicKey;

describe('localnet: subscriptions', () => {
  it('tells of accounts and logs that a transaction touches', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const heard: string[] = [];
      let account = -1;
      const logs: number[] = [];
      const done = new Promise<void>((resolve) => {
        const hear = (what: string) => {
          heard.push(what);
          if (heard.length === 3) resolve();
        };
        account = connection.onAccountChange(to, ({ lamports }) => hear(`account ${lamports}`));
        logs.push(
          connection.onLogs(to, ({ err, logs: lines }) =>
            hear(`logs ${err === null ? 'fine' : 'failed'} ${lines.length}`),
          ),
          connection.onLogs('all', ({ logs: lines }) => hear(`all ${lines.length}`)),
          connection.onLogs(keypair('other').publicKey, () => hear('another address')),
        );
      });
      await subscribed(localnet, 4);
      await send(connection, [transfer(payer, to, SOL)], [payer]);
      await done;
      expect(heard).to.have.members([`account ${SOL}`, 'logs fine 2', 'all 2']);
      await connection.removeAccountChangeListener(account);
      for (const id of logs) await connection.removeOnLogsListener(id);
    }));

  it('tells of accounts of a program that pass its filters', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const mint = keypair('mint');
      let id = -1;
      const heard = new Promise<string>((resolve) => {
        const hear = ({ accountId }: KeyedAccountInfo) => resolve(accountId.toBase58());
        id = connection.onProgramAccountChange(TOKEN_PROGRAM_ID, hear, {
          filters: [{ dataSize: MINT_SIZE }],
        });
      });
      await subscribed(localnet, 1);
      const open = SystemProgram.createAccount({
        fromPubkey: payer.publicKey,
        newAccountPubkey: mint.publicKey,
        lamports: SOL,
        space: MINT_SIZE,
        programId: TOKEN_PROGRAM_ID,
      });
      await send(
        connection,
        [open, createInitializeMint2Instruction(mint.publicKey, 6, payer.publicKey, null)],
        [payer, mint],
      );
      expect(await heard).to.equal(mint.publicKey.toBase58());
      await connection.removeProgramAccountChangeListener(id);
    }));

  it('tells of slots and roots as blocks close', () =>
    onChain(async ({ localnet, connection }) => {
      const ids = { slot: -1, root: -1, update: -1 };
      const slots = new Promise<object>((resolve) => (ids.slot = connection.onSlotChange(resolve)));
      const root = new Promise<number>((resolve) => (ids.root = connection.onRootChange(resolve)));
      const update = new Promise<string>(
        (resolve) => (ids.update = connection.onSlotUpdate(({ type }) => resolve(type))),
      );
      await subscribed(localnet, 3);
      const slot = localnet.ledger.slot;
      localnet.tick();
      expect(await slots).to.deep.equal({ slot: slot + 1, parent: slot, root: slot });
      expect(await root).to.equal(slot);
      expect(await update).to.equal('frozen');
      await connection.removeSlotChangeListener(ids.slot);
      await connection.removeRootChangeListener(ids.root);
      await connection.removeSlotUpdateListener(ids.update);
    }));

  it('tells of a signature when it arrives and when it is done, and late comers at once', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const client = await open(localnet.wsUrl);
      const transaction = await build(connection, [transfer(payer, to, SOL)], [payer]);
      const signature = bs58.encode(transaction.signatures[0] ?? new Uint8Array());
      const id = await client.ask('signatureSubscribe', [signature, { enableReceivedNotification: true }]);
      await connection.sendTransaction(transaction);
      expect(await client.next())
        .to.deep.include({ subscription: id })
        .and.have.nested.property('result.value', 'receivedSignature');
      expect(await client.next()).to.have.deep.nested.property('result.value', { err: null });
      const late = await client.ask('signatureSubscribe', [signature]);
      expect(await client.next()).to.deep.include({ subscription: late });
      // It has had its one answer, so there is nothing left to end.
      expect(await client.fail('signatureUnsubscribe', [late])).to.equal(-32602);
      client.close();
    }));

  it('stops telling who wants no more, and refuses what it does not know', () =>
    onChain(async ({ localnet }) => {
      const client = await open(localnet.wsUrl);
      const [first, second] = [await client.ask('slotSubscribe'), await client.ask('rootSubscribe')];
      expect(await client.ask('slotUnsubscribe', [first])).to.equal(true);
      localnet.tick();
      expect(await client.next()).to.deep.include({ subscription: second });
      expect(await client.fail('slotUnsubscribe', [first])).to.equal(-32602);
      expect(await client.fail('accountSubscribe', ['x'])).to.equal(-32602);
      expect(await client.fail('logsSubscribe', [{ mentions: [] }])).to.equal(-32602);
      expect(await client.fail('getSlot')).to.equal(-32601);
      expect(await client.fail('blockSubscribe', ['all'])).to.equal(-32601);
      client.close();
    }));
});

/** web3.js subscribes when it gets to it: waits until the chain has heard of so many. */
async function subscribed(localnet: Localnet, count: number): Promise<void> {
  while (localnet.subscriptions() < count) await new Promise((resolve) => setImmediate(resolve));
}

type Notification = NonNullable<RpcAnswer['params']>;
type Client = {
  ask(method: string, params?: readonly unknown[]): Promise<unknown>;
  fail(method: string, params?: readonly unknown[]): Promise<number | undefined>;
  next(): Promise<Notification>;
  close(): void;
};

/** A plain WebSocket client. */
async function open(url: string): Promise<Client> {
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.once('open', resolve));
  const [answers, notifications] = [new Queue<RpcAnswer>(), new Queue<Notification>()];
  socket.on('message', (data: Buffer) => {
    const message = read(data.toString());
    if (message.params) notifications.put(message.params);
    else answers.put(message);
  });
  const call = (method: string, params?: readonly unknown[]) => {
    socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
    return answers.take();
  };
  return {
    ask: async (method, params) => (await call(method, params)).result,
    fail: async (method, params) => (await call(method, params)).error?.code,
    next: () => notifications.take(),
    close: () => socket.close(),
  };
}

/** What comes, in order, to who asks for it. */
class Queue<T> {
  private readonly items: T[] = [];
  private readonly waiting: ((item: T) => void)[] = [];

  put(item: T): void {
    const first = this.waiting.shift();
    if (first) first(item);
    else this.items.push(item);
  }

  take(): Promise<T> {
    const item = this.items.shift();
    return item === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(item);
  }
}
