/** What simulated accounts say, read as the program's accounts and tokens. */
import { AccountLayout, TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import type { RawAccount } from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';

function tokensIn(account: RawAccount | null): bigint {
  if (account === null || account.data.length < AccountLayout.span) return 0n;
  if (!account.owner.equals(TOKEN_PROGRAM_ID) && !account.owner.equals(TOKEN_2022_PROGRAM_ID)) return 0n;
  return AccountLayout.decode(account.data.subarray(0, AccountLayout.span)).amount;
}

/** What became of an account in the last transaction that touches it; undefined where none does. */
export function lastChange(changes: readonly AccountChange[], account: PublicKey): AccountChange | undefined {
  return changes.filter(({ address }) => address.equals(account)).at(-1);
}

/** How many base units a token account gains over all transactions of an operation. */
export function gained(changes: readonly AccountChange[], account: PublicKey): bigint {
  return changes
    .filter(({ address }) => address.equals(account))
    .reduce((sum, { before, after }) => sum + tokensIn(after) - tokensIn(before), 0n);
}

/** By how much a number in an account grows over all transactions of an operation; 0 where it is not touched. */
export function grown(
  changes: readonly AccountChange[],
  address: PublicKey,
  read: (account: RawAccount) => bigint,
): bigint {
  return changes
    .filter((change) => change.address.equals(address))
    .reduce(
      (sum, { before, after }) => sum + (after === null ? 0n : read(after)) - (before === null ? 0n : read(before)),
      0n,
    );
}
