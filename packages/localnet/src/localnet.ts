import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { Ledger } from './ledger/ledger';
import { openLedger, saveLedger } from './ledger/snapshot';
import { httpMethods } from './rpc/methods';
import { httpServer } from './server/http';
import { Subscriptions } from './server/subscriptions';
import { closeClients, webSocketServer } from './server/websocket';

/** Where Solana's tools look for a local cluster. */
const DEFAULT_RPC_PORT = 8_899;
const DEFAULT_SLOT_MS = 400;
const LOOPBACK = '127.0.0.1';
const PORT_TRIES = 50;

/** A program that is there from the start. */
export type Program = {
  /** Base58. */
  readonly id: string;
  /** The file of its code, or the code. */
  readonly elf: string | Uint8Array;
  /** Who may upgrade it; nobody if left out. */
  readonly authority?: string;
};

export type LocalnetOptions = {
  /** Port of the HTTP API; 0 for a free one. The WebSocket API has the next one: clients look there. */
  readonly rpcPort?: number;
  /** Another port of the WebSocket API. */
  readonly wsPort?: number;
  /** Address to listen on. Any other than loopback lets everybody in the network write any account. */
  readonly bind?: string;
  readonly programs?: readonly Program[];
  /** Milliseconds between blocks; 0 for blocks on `tick()` only. */
  readonly slotMs?: number;
  /** Where a new chain's clock starts, unix milliseconds; the wall clock's time if left out. */
  readonly startMs?: number;
  /** Goes on from this file if it is there, and saves to it on `stop()`. */
  readonly save?: string;
};

/** A running chain. */
export type Localnet = {
  readonly rpcUrl: string;
  readonly wsUrl: string;
  readonly ledger: Ledger;
  /** How many subscriptions clients have now. */
  subscriptions(): number;
  /** Closes the open block now. */
  tick(): void;
  /** Writes the chain to a file, or to the one that it was started with. */
  save(file?: string): void;
  stop(): Promise<void>;
};

/** Starts a chain behind Solana's API. */
export async function startLocalnet(options: LocalnetOptions = {}): Promise<Localnet> {
  const { bind = LOOPBACK, save, slotMs = DEFAULT_SLOT_MS } = options;
  // Time travel counts slots, so that it needs their length where nobody makes them either.
  const ledger = openOrCreate(options, slotMs === 0 ? DEFAULT_SLOT_MS : slotMs);
  for (const { id, elf, authority } of options.programs ?? []) {
    ledger.addProgram(id, typeof elf === 'string' ? readFileSync(elf) : elf, authority);
  }
  const addresses = { rpc: '', pubsub: '' };
  const methods = httpMethods(ledger, addresses);
  const rpc = httpServer((name) => methods.get(name));
  const subscriptions = new Subscriptions(ledger);
  const { http: ws, clients } = webSocketServer(subscriptions);
  const ports = await listenOnBoth(rpc, ws, options, bind);
  const host = bind.includes(':') ? `[${bind}]` : bind;
  addresses.rpc = `${host}:${ports.rpc}`;
  addresses.pubsub = `${host}:${ports.ws}`;
  const blocks = slotMs === 0 ? undefined : setInterval(() => ledger.clock.paused || ledger.tick(), slotMs);
  const saveTo = (file: string | undefined = save): void => {
    if (file === undefined) throw new Error('no file to save the chain to');
    saveLedger(ledger, file);
  };
  return {
    rpcUrl: `http://${addresses.rpc}`,
    wsUrl: `ws://${addresses.pubsub}`,
    ledger,
    subscriptions: () => subscriptions.size,
    tick: () => void ledger.tick(),
    save: saveTo,
    stop: async () => {
      clearInterval(blocks);
      await closeClients(clients);
      await Promise.all([close(rpc), close(ws)]);
      if (save !== undefined) saveTo();
    },
  };
}

function openOrCreate({ save, startMs }: LocalnetOptions, slotMs: number): Ledger {
  if (save !== undefined && existsSync(save)) return openLedger(save, slotMs);
  return Ledger.create({ slotMs, ...(startMs === undefined ? {} : { startMs }) });
}

async function listenOnBoth(
  rpc: Server,
  ws: Server,
  { rpcPort = DEFAULT_RPC_PORT, wsPort }: LocalnetOptions,
  bind: string,
): Promise<{ rpc: number; ws: number }> {
  for (let tries = 1; ; tries += 1) {
    const first = await listen(rpc, rpcPort, bind);
    try {
      return { rpc: first, ws: await listen(ws, wsPort ?? first + 1, bind) };
    } catch (error) {
      await close(rpc);
      // A free port's neighbor may be taken; one that was asked for is asked for once.
      if (rpcPort !== 0 || wsPort !== undefined || tries === PORT_TRIES) throw error;
    }
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
