/** A chain's state to compare with and to come back to. */
import { TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { type PublicKey, SystemProgram } from '@solana/web3.js';
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

/** Addresses by their text, each once. */
function named(keys: readonly PublicKey[]): Map<string, PublicKey> {
  return new Map(keys.map((key) => [key.toBase58(), key]));
}

/** Every account of this program and of the token programs, and some more. */
export class Checkpoint {
  private readonly keys: ReadonlyMap<string, PublicKey>;
  private readonly accounts: ReadonlyMap<string, Account | null>;
  private readonly ts: number;

  constructor(
    private readonly chain: Chain,
    more: readonly PublicKey[],
  ) {
    this.keys = named([...this.owned(), ...more]);
    this.accounts = new Map([...this.keys].map(([text, key]) => [text, chain.account(key)]));
    this.ts = chain.now();
  }

  /** Addresses whose accounts are not as they were. */
  differences(): string[] {
    return this.changed().map((key) => key.toBase58());
  }

  /** Puts every account, and the clock, back. */
  restore(): void {
    for (const key of this.changed()) {
      this.chain.setAccount(key, this.accounts.get(key.toBase58()) ?? NOTHING);
    }
    this.chain.setTime(this.ts);
  }

  private owned(): PublicKey[] {
    return OWNERS.flatMap((owner) => this.chain.ownedBy(owner));
  }

  private changed(): PublicKey[] {
    const all = new Map([...this.keys, ...named(this.owned())]);
    return [...all].flatMap(([text, key]) =>
      line(this.accounts.get(text) ?? null) === line(this.chain.account(key)) ? [] : [key],
    );
  }
}

/** What a call is for: every account of this program, and the token accounts named, as comparable text. */
export function effectOf(chain: Chain, tokenAccounts: readonly PublicKey[]): Record<string, string> {
  const keys = named([...chain.ownedBy(PROGRAM_ID), ...tokenAccounts]);
  return Object.fromEntries([...keys].map(([text, key]) => [text, line(chain.account(key))]));
}
