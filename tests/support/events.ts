import { BorshEventCoder } from '@coral-xyz/anchor';
import { PublicKey } from '@solana/web3.js';
import type { Outcome } from '@tenure/localnet';
import { IDL } from '@tenure/sdk';
import BN from 'bn.js';

/** What the program told: its name, addresses in base58, amounts and times as `bigint`, enums by their name. */
export type Told = { name: string; data: unknown };

const CODER = new BorshEventCoder(IDL);
const PREFIX = 'Program data: ';

function plain(value: unknown): unknown {
  if (value instanceof PublicKey) return value.toBase58();
  if (BN.isBN(value)) return BigInt(value.toString());
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  // An enum's variant without fields is `{ name: {} }`.
  if (entries.length === 1 && only && JSON.stringify(only[1]) === '{}') return only[0];
  return Object.fromEntries(entries.map(([name, item]) => [name, plain(item)]));
}

/** The program's events of one transaction, in order. */
export function eventsOf({ logs }: Outcome): Told[] {
  return logs.flatMap((line) => {
    const event = line.startsWith(PREFIX) ? CODER.decode(line.slice(PREFIX.length)) : null;
    const data: unknown = event?.data;
    return event === null ? [] : [{ name: event.name, data: plain(data) }];
  });
}
