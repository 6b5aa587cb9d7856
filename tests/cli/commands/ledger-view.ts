/** What is on the chain, before and after. */
import { SystemProgram, type PublicKey, PublicKey as Key } from '@solana/web3.js';
import { TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { PROGRAM_ID } from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';
import { changesOf, plain, type Change } from '@tenure/cli';
import type { FrozenCluster } from '../frozen-cluster';

type Stored = NonNullable<AccountChange['before']>;
/** Accounts by address. */
export type View = ReadonlyMap<string, Stored>;

const OWNERS = [PROGRAM_ID, TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID, SystemProgram.programId];

/** Every account of the program, of the token programs and of people. */
export function viewOf({ localnet }: FrozenCluster): View {
  const all = OWNERS.flatMap((owner) =>
    localnet.ledger.ownedBy(owner.toBase58()).map(([address, { data, lamports }]): [string, Stored] => {
      return [address, { owner, data, lamports }];
    }),
  );
  return new Map(all);
}

/** Lamports of somebody in a view. */
export function lamports(view: View, of: PublicKey): bigint {
  return view.get(of.toBase58())?.lamports ?? 0n;
}

/** What really changed, in the words in which commands predict it; people's lamports apart. */
export function changed(before: View, after: View, decimals: number): unknown[] {
  const accounts = [...new Set([...before.keys(), ...after.keys()])]
    .map((address): AccountChange => {
      const [old = null, now = null] = [before.get(address), after.get(address)];
      return { address: new Key(address), before: old, after: now };
    })
    .filter((account) => !same(account));
  return ordered(changesOf(accounts, decimals, PROGRAM_ID));
}

/** In an order of its own, as JSON has it. */
export function ordered(changes: readonly Pick<Change, 'account' | 'field'>[]): unknown[] {
  const name = ({ account, field }: Pick<Change, 'account' | 'field'>) => `${account} ${field}`;
  return [...changes].sort((a, b) => (name(a) < name(b) ? -1 : 1)).map(plain);
}

export function unchanged(before: View, after: View): boolean {
  return (
    before.size === after.size &&
    [...before].every(([address, old]) => {
      const now = after.get(address);
      return now !== undefined && now.lamports === old.lamports && Buffer.from(now.data).equals(Buffer.from(old.data));
    })
  );
}

function same({ before, after }: AccountChange): boolean {
  if (before === null || after === null) return before === after;
  return Buffer.from(before.data).equals(Buffer.from(after.data)) && before.owner.equals(after.owner);
}
