import type { Chain } from '@tenure/localnet';
import type { PublicKey } from '@solana/web3.js';

/** Extensions that spl-token has no initializer for: number and size of their data (spl-token-2022-interface). */
const EXTENSIONS = {
  ConfidentialTransferFeeConfig: { type: 16, size: 129 },
  ConfidentialMintBurn: { type: 24, size: 196 },
  /** Of token accounts, not of mints. */
  CpiGuard: { type: 11, size: 1 },
  /** One that no release of the token program knows. */
  FromTheFuture: { type: 60_000, size: 4 },
};

/** Offset of the account type, after the largest base account. */
const ACCOUNT_TYPE = 165;
const MINT = 1;

/** Puts an extension with zeros into a Token-2022 mint, past the token program. */
export function appendExtension(chain: Chain, mint: PublicKey, name: keyof typeof EXTENSIONS): void {
  const account = chain.account(mint);
  if (account === null) throw new Error('there is no mint');
  const { type, size } = EXTENSIONS[name];
  const base = Buffer.alloc(Math.max(account.data.length, ACCOUNT_TYPE + 1));
  account.data.copy(base);
  base[ACCOUNT_TYPE] = MINT;
  const entry = Buffer.alloc(4 + size);
  entry.writeUInt16LE(type, 0);
  entry.writeUInt16LE(size, 2);
  const data = Buffer.concat([base, entry]);
  chain.setAccount(mint, { ...account, data, lamports: Number(chain.rent(data.length)) });
}
