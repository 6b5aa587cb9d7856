/** The chain's time. It counts, not the browser's: a local chain can be moved, and a computer's clock can be wrong. */
import { SYSVAR_CLOCK_PUBKEY } from '@solana/web3.js';
import { createContext, useContext, useEffect, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import type { ChainAccess } from './chain';
import { useChainQuery } from './query';

/** Where the unix time is in the Clock sysvar: after slot, epoch start, epoch and leader schedule epoch. */
const TIME_OFFSET = 32;
const READ_EVERY_MS = 5_000;
const TICK_MS = 1_000;

/** The chain's time, unix seconds. */
export async function fetchNow({ reader }: Pick<ChainAccess, 'reader'>): Promise<number> {
  const clock = await reader.getAccountInfo(SYSVAR_CLOCK_PUBKEY);
  if (clock === null || clock.data.length < TIME_OFFSET + 8) {
    throw new Error('The RPC server has no clock account: is it a Solana cluster?');
  }
  const { buffer, byteOffset, byteLength } = clock.data;
  return Number(new DataView(buffer, byteOffset, byteLength).getBigInt64(TIME_OFFSET, true));
}

/** Ticks between two readings. */
class Clock {
  private reading: { readonly ts: number; readonly at: number } | undefined;
  private readonly listeners = new Set<() => void>();

  /** Takes over what the chain says now. */
  set(ts: number): void {
    const now = this.now();
    // A reading that is a second off is the same time, seen through the network.
    if (now !== undefined && Math.abs(now - ts) <= 1) return;
    this.reading = { ts, at: performance.now() };
    this.notify();
  }

  /** Undefined before the first reading. */
  now(): number | undefined {
    const { reading } = this;
    return reading && reading.ts + Math.floor((performance.now() - reading.at) / 1_000);
  }

  notify(): void {
    for (const listener of this.listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

/** Whether the RPC server answers. */
export type Reach = 'connecting' | 'up' | 'down';

interface ClockValue {
  readonly clock: Clock;
  readonly reach: Reach;
  readonly retry: () => void;
}

const ClockContext = createContext<ClockValue | null>(null);

/** Reads the clock of the cluster regularly, which also tells whether its server answers. */
export function ClockProvider({ children }: { children: ReactNode }) {
  const clock = useMemo(() => new Clock(), []);
  const query = useChainQuery(['clock'], fetchNow, { every: READ_EVERY_MS });
  const { data, dataUpdatedAt, failureCount, refetch } = query;
  useEffect(() => {
    if (data !== undefined) clock.set(data);
  }, [clock, data, dataUpdatedAt]);
  useEffect(() => {
    const ticking = setInterval(() => clock.notify(), TICK_MS);
    return () => clearInterval(ticking);
  }, [clock]);
  const reach: Reach = failureCount > 0 || query.isError ? 'down' : query.isPending ? 'connecting' : 'up';
  const value = useMemo(() => ({ clock, reach, retry: () => void refetch() }), [clock, reach, refetch]);
  return <ClockContext value={value}>{children}</ClockContext>;
}

function useClock(): ClockValue {
  const value = useContext(ClockContext);
  if (value === null) throw new Error('The clock needs a ClockProvider above it.');
  return value;
}

/** Whether the RPC server answers, and asking it again. */
export function useReach(): Pick<ClockValue, 'reach' | 'retry'> {
  return useClock();
}

/** The chain's time or undefined before it is known, at steps of `every` seconds. */
export function useMaybeNow(every = 1): number | undefined {
  const { clock } = useClock();
  return useSyncExternalStore(clock.subscribe, () => {
    const now = clock.now();
    return now === undefined ? undefined : now - (now % every);
  });
}

/** The chain's time, unix seconds, at steps of `every` seconds. Only below a `ChainGate`. */
export function useNow(every = 1): number {
  const now = useMaybeNow(every);
  if (now === undefined) throw new Error('useNow needs a ChainGate above it.');
  return now;
}
