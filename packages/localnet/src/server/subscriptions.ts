import type { StoredAccount } from '../ledger/account';
import type { ChangedAccount, Listener } from '../ledger/announcer';
import type { Block } from '../ledger/blocks';
import type { Ledger } from '../ledger/ledger';
import type { Receipt } from '../ledger/receipt';
import { type Json, type JsonObject, isRecord, stringify } from '../json';
import { type Method, type Methods } from '../rpc/context';
import { type View, encodeAccount, readView } from '../rpc/encoding';
import { invalidParams } from '../rpc/errors';
import { readFilters } from '../rpc/filters';
import { type Params, readBase58, readList, readString } from '../rpc/params';

/** Sends one text to a client. */
export type Send = (text: string) => void;

type Subscription = { readonly session: Session; readonly kind: string; readonly on: Partial<Listener> };

/** An account that is gone, as a client is told of it. */
const GONE: StoredAccount = {
  lamports: 0n,
  owner: '11111111111111111111111111111111',
  data: Buffer.alloc(0),
  executable: false,
};

/** What every client wants to be told of. */
export class Subscriptions implements Listener {
  private readonly all = new Map<number, Subscription>();
  private lastId = 0;

  constructor(readonly ledger: Ledger) {
    ledger.announcer.add(this);
  }

  /** How many there are, of all clients. */
  get size(): number {
    return this.all.size;
  }

  /** A new client's methods; `close` forgets what it wanted. */
  open(send: Send): Session {
    return new Session(this, send);
  }

  add(session: Session, kind: string, on: (id: number) => Partial<Listener>): number {
    const id = (this.lastId += 1);
    this.all.set(id, { session, kind, on: on(id) });
    return id;
  }

  remove(session: Session, kind: string, id: number): boolean {
    const found = this.all.get(id);
    return found?.session === session && found.kind === kind && this.all.delete(id);
  }

  removeAll(session: Session): void {
    for (const [id, subscription] of this.all) if (subscription.session === session) this.all.delete(id);
  }

  accounts(slot: number, changed: readonly ChangedAccount[]): void {
    for (const { on } of [...this.all.values()]) on.accounts?.(slot, changed);
  }

  transaction(receipt: Receipt): void {
    for (const { on } of [...this.all.values()]) on.transaction?.(receipt);
  }

  block(closed: Block, open: Block): void {
    for (const { on } of [...this.all.values()]) on.block?.(closed, open);
  }

  received(signature: string): void {
    for (const { on } of [...this.all.values()]) on.received?.(signature);
  }
}

/** One client of the WebSocket API. */
export class Session {
  private readonly methods: ReadonlyMap<string, Method>;

  constructor(
    private readonly hub: Subscriptions,
    private readonly send: Send,
  ) {
    const kinds = ['account', 'program', 'logs', 'signature', 'slot', 'root', 'slotsUpdates'];
    const unsubscribes = kinds.map((kind): [string, Method] => [
      `${kind}Unsubscribe`,
      (params) => {
        if (this.hub.remove(this, kind, params.integer(0))) return true;
        throw invalidParams('Invalid subscription id.');
      },
    ]);
    this.methods = new Map([...Object.entries(this.subscribes()), ...unsubscribes]);
  }

  find(name: string): Method | undefined {
    return this.methods.get(name);
  }

  close(): void {
    this.hub.removeAll(this);
  }

  private subscribes(): Methods {
    return {
      accountSubscribe: (params) => this.account(params),
      programSubscribe: (params) => this.program(params),
      logsSubscribe: (params) => this.logs(params),
      signatureSubscribe: (params) => this.signature(params),
      slotSubscribe: () =>
        this.hub.add(this, 'slot', (id) => ({
          block: (closed, open) => this.notify('slot', id, { slot: open.slot, parent: closed.slot, root: closed.slot }),
        })),
      rootSubscribe: () =>
        this.hub.add(this, 'root', (id) => ({ block: (closed) => this.notify('root', id, closed.slot) })),
      slotsUpdatesSubscribe: () => this.slotsUpdates(),
    };
  }

  private account(params: Params): number {
    const [address, view] = [readKey(params.string(0), 'pubkey', 32), readView(params.config(1), 'binary')];
    return this.hub.add(this, 'account', (id) => ({
      accounts: (slot, changed) => {
        for (const [at, account] of changed) {
          if (at === address) this.inContext('account', id, slot, this.show(at, account ?? GONE, view));
        }
      },
    }));
  }

  private program(params: Params): number {
    const [program, config] = [readKey(params.string(0), 'pubkey', 32), params.config(1)];
    const [view, filters] = [readView(config, 'binary'), readFilters(config.list('filters') ?? [])];
    return this.hub.add(this, 'program', (id) => ({
      accounts: (slot, changed) => {
        for (const [pubkey, account] of changed) {
          if (account?.owner !== program || !filters.every((matches) => matches(account))) continue;
          this.inContext('program', id, slot, { pubkey, account: this.show(pubkey, account, view) });
        }
      },
    }));
  }

  private logs(params: Params): number {
    const mentioned = readLogsFilter(params.at(0));
    return this.hub.add(this, 'logs', (id) => ({
      transaction: ({ signature, slot, err, logs, keys }) => {
        if (mentioned === null || keys.includes(mentioned)) {
          this.inContext('logs', id, slot, { signature, err, logs: logs ?? [] });
        }
      },
    }));
  }

  private signature(params: Params): number {
    const [signature, config] = [readKey(params.string(0), 'signature', 64), params.config(1)];
    const wantsReceived = config.flag('enableReceivedNotification');
    const finish = (id: number, { slot, err }: Receipt): void => {
      // One answer is all there is: the subscription ends with it.
      if (this.hub.remove(this, 'signature', id)) this.inContext('signature', id, slot, { err });
    };
    const id = this.hub.add(this, 'signature', (own) => ({
      transaction: (receipt) => {
        if (receipt.signature === signature) finish(own, receipt);
      },
      received: (arrived) => {
        if (wantsReceived && arrived === signature)
          this.inContext('signature', own, this.hub.ledger.slot, 'receivedSignature');
      },
    }));
    const known = this.hub.ledger.history.get(signature);
    // After the answer that tells the subscription's id.
    if (known) setImmediate(() => finish(id, known));
    return id;
  }

  private slotsUpdates(): number {
    return this.hub.add(this, 'slotsUpdates', (id) => ({
      block: (closed, open) => {
        const timestamp = Math.floor(this.hub.ledger.clock.now());
        const transactions = closed.signatures.length;
        const stats = {
          numTransactionEntries: transactions,
          numSuccessfulTransactions: transactions,
          numFailedTransactions: 0,
          maxTransactionsPerEntry: 1,
        };
        this.notify('slotsUpdates', id, { type: 'frozen', slot: closed.slot, timestamp, stats });
        this.notify('slotsUpdates', id, { type: 'optimisticConfirmation', slot: closed.slot, timestamp });
        this.notify('slotsUpdates', id, { type: 'root', slot: closed.slot, timestamp });
        this.notify('slotsUpdates', id, {
          type: 'createdBank',
          slot: open.slot,
          parent: closed.slot,
          timestamp,
        });
      },
    }));
  }

  private show(address: string, account: StoredAccount, view: View): JsonObject {
    return encodeAccount(address, account, view, (at) => this.hub.ledger.account(at));
  }

  private inContext(kind: string, id: number, slot: number, value: Json): void {
    this.notify(kind, id, { context: { slot }, value });
  }

  private notify(kind: string, subscription: number, result: Json): void {
    this.send(stringify({ jsonrpc: '2.0', method: `${kind}Notification`, params: { result, subscription } }));
  }
}

/** The one address that logs must mention, or null for all of them. */
function readLogsFilter(value: unknown): string | null {
  if (value === 'all' || value === 'allWithVotes') return null;
  const expected = 'expected one of `all`, `allWithVotes`, `mentions`.';
  if (typeof value === 'string') throw invalidParams(`Invalid params: unknown variant \`${value}\`, ${expected}`);
  if (!isRecord(value) || !('mentions' in value)) throw invalidParams(`Invalid params: ${expected}`);
  const mentions = readList(value['mentions']);
  if (mentions.length !== 1) throw invalidParams('Invalid Request: Only 1 address supported');
  return readKey(readString(mentions[0]), 'pubkey', 32);
}

function readKey(text: string, what: 'pubkey' | 'signature', size: number): string {
  readBase58(text, size, () => `Invalid Request: Invalid ${what} provided`);
  return text;
}
