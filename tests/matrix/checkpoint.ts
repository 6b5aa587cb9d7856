/** A chain's state to compare with and to come back to. */
import { TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { PublicKey, SystemProgram } from '@solana/web3.js';
import type { Account, Chain } from '@tenure/localnet';
import { PROGRAM_ID } from '@tenure/sdk';

const OWNERS = [PROGRAM_ID, TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID];
const NOTHING: Account = {
  lamports: 0,
  data: Buffer.alloc(0),
  owner: SystemProgram.programId,
  executable: false,
  rentEpoch: 0,
};

/** One line for an account: whose, how many lamports, which bytes. */
function line(account: Account | null): string {
  if (account === null || account.lamports === 0) return 'none';
  return `${account.owner.toBase58()} ${account.lamports} ${account.data.toString('base64')}`;
}

/** Every account of this program and of the token programs, and some more. */
export class Checkpoint {
  private readonly accounts: ReadonlyMap<string, Account | null>;
  private readonly ts: number;

  constructor(
    private readonly chain: Chain,
    more: readonly PublicKey[],
  ) {
    const keys = [...OWNERS.flatMap((owner) => chain.ownedBy(owner)), ...more];
    this.accounts = new Map(keys.map((key) => [key.toBase58(), chain.account(key)]));
    this.ts = chain.now();
  }

  /** Addresses whose accounts are not as they were. */
  differences(): string[] {
    const owned = OWNERS.flatMap((owner) => this.chain.ownedBy(owner)).map((key) => key.toBase58());
    const keys = [...new Set([...owned, ...this.accounts.keys()])];
    return keys.filter((key) => line(this.accounts.get(key) ?? null) !== line(this.chain.account(new PublicKey(key))));
  }

  /** Puts every account, and the clock, back. */
  restore(): void {
    for (const key of this.differences()) {
      this.chain.setAccount(new PublicKey(key), this.accounts.get(key) ?? NOTHING);
    }
    this.chain.setTime(this.ts);
  }
}

/** What a call is for: every account of this program, and the token accounts named, as comparable text. */
export function effectOf(chain: Chain, tokenAccounts: readonly PublicKey[]): Record<string, string> {
  const keys = [...chain.ownedBy(PROGRAM_ID), ...tokenAccounts].map((key) => key.toBase58()).sort();
  return Object.fromEntries(keys.map((key) => [key, line(chain.account(new PublicKey(key)))]));
}
