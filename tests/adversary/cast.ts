/** Who takes part in a life, by name: the same keys in every life, so that traces read like stories. */
import type { PublicKey } from '@solana/web3.js';
import { keypair } from '../support/transactions';

/** Honest people: the beneficiary whom the adversary wants to harm, the other members who vote, and the honest oracles. */
const HONEST = ['victim', 'member 2', 'member 3', 'member 4', 'oracle 1', 'oracle 2', 'oracle 3'] as const;
/** Those of them who hold grants and vote, in the order of their grants' numbers, from 1. */
export const MEMBERS = ['victim', 'member 2', 'member 3', 'member 4'] as const;
/** Oracles that report the truth; they are the majority of the plan's seats. */
export const ORACLES = ['oracle 1', 'oracle 2', 'oracle 3'] as const;
/** The minority of seats that the adversary holds from the beginning. */
export const LIARS = ['liar 1', 'liar 2'] as const;
/** Keys that the adversary would like to seat as oracles. */
export const PUPPETS = ['puppet 1', 'puppet 2', 'puppet 3', 'puppet 4'] as const;
/** Wallets of the adversary that can hold grants. */
export const CRONIES = ['crony 1', 'crony 2'] as const;
/** Holders of the plan's roles at the beginning, and keys that roles can be moved to. */
const OFFICES = ['authority', 'operator', 'payroll', 'guardian', 'accelerator', 'heir'] as const;

const EVERYBODY = [...HONEST, ...LIARS, ...PUPPETS, ...CRONIES, ...OFFICES, 'stranger'] as const;
/** Somebody who signs. */
export type Who = (typeof EVERYBODY)[number];
/** All who sign. */
export const CAST: readonly Who[] = EVERYBODY;
/** Every key but those of honest people: what the adversary usually holds, all together. */
export const ADVERSARY: readonly Who[] = CAST.filter((who) => !HONEST.some((honest) => honest === who));

const keys = new Map<Who, PublicKey>(CAST.map((who) => [who, keypair(`adversary: ${who}`).publicKey]));
const names = new Map(CAST.map((who) => [keyOf(who).toBase58(), who]));

/** The key of somebody. */
export function keyOf(who: Who): PublicKey {
  const key = keys.get(who);
  if (key === undefined) throw new RangeError(`There is no ${who}.`);
  return key;
}

/** Whose key this is; undefined for nobody's. */
export function nameOf(key: PublicKey | null): Who | undefined {
  return key === null ? undefined : names.get(key.toBase58());
}
