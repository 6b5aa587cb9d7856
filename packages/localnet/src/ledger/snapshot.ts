import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';
import { isRecord } from '../json';
import { type Block, Blocks } from './blocks';
import { ChainClock, type SavedClock } from './chain-clock';
import { History } from './history';
import { Ledger } from './ledger';
import { Machine } from './machine';
import type { Receipt } from './receipt';

const FORMAT = 'tenure-localnet 1';

/** A chain as it lies in a file: Node's structured clone of this, compressed. */
type Snapshot = {
  readonly format: typeof FORMAT;
  readonly genesisHash: string;
  readonly machine: Uint8Array;
  readonly closed: readonly Block[];
  readonly open: Block;
  readonly receipts: readonly Receipt[];
  readonly clock: SavedClock;
  readonly epochStart: number;
};

/** Writes the chain to a file, whole or not at all. */
export function saveLedger(ledger: Ledger, file: string): void {
  const { genesisHash, machine, blocks, history, clock, epochStart } = ledger.state();
  const snapshot: Snapshot = {
    format: FORMAT,
    genesisHash,
    machine: machine.save(),
    closed: [...blocks.all()],
    open: blocks.open,
    receipts: [...history.all()],
    clock: clock.save(),
    epochStart,
  };
  const partial = `${file}.partial`;
  writeFileSync(partial, gzipSync(serialize(snapshot), { level: 1 }), { mode: 0o600 });
  renameSync(partial, file);
}

/** Opens a chain from a file; only from one that you wrote. */
export function openLedger(file: string, slotMs: number): Ledger {
  const snapshot = parse(file);
  const { genesisHash, epochStart } = snapshot;
  const state = {
    genesisHash,
    machine: Machine.open(snapshot.machine),
    blocks: new Blocks(snapshot.closed, snapshot.open),
    history: new History(snapshot.receipts),
    clock: ChainClock.restore(snapshot.clock),
    epochStart,
  };
  return Ledger.restore(state, slotMs);
}

function parse(file: string): Snapshot {
  let value: unknown;
  try {
    value = deserialize(gunzipSync(readFileSync(file)));
  } catch (error) {
    throw new Error(`${file} is not a saved chain: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  if (!isSnapshot(value)) throw new Error(`${file} is not a chain saved by this version (${FORMAT})`);
  return value;
}

function isSnapshot(value: unknown): value is Snapshot {
  return isRecord(value) && value['format'] === FORMAT;
}
