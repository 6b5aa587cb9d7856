import { PublicKey, type GetProgramAccountsFilter } from '@solana/web3.js';
import bs58 from 'bs58';
import type * as sdk from '../../packages/sdk/src';

/** A cluster in a map; counts calls. */
export class Memory implements sdk.Reader {
  readonly calls: string[] = [];
  constructor(private readonly accounts: Map<string, sdk.RawAccount>) {}

  getAccountInfo(of: PublicKey): Promise<sdk.RawAccount | null> {
    return Promise.resolve(this.accounts.get(of.toBase58()) ?? null);
  }

  getMultipleAccountsInfo(of: PublicKey[]): Promise<(sdk.RawAccount | null)[]> {
    this.calls.push(`accounts ${of.length}`);
    return Promise.all(of.map((each) => this.getAccountInfo(each)));
  }

  getProgramAccounts(
    programId: PublicKey,
    { filters, dataSlice }: { filters: GetProgramAccountsFilter[]; dataSlice?: { offset: number; length: number } },
  ): Promise<{ pubkey: PublicKey; account: sdk.RawAccount }[]> {
    this.calls.push(`program ${dataSlice?.length ?? 'all'}`);
    const matches = (data: Uint8Array) =>
      filters.every((filter) => {
        if (!('memcmp' in filter)) return false;
        const wanted = bs58.decode(filter.memcmp.bytes);
        const { offset } = filter.memcmp;
        return Buffer.from(data.subarray(offset, offset + wanted.length)).equals(wanted);
      });
    return Promise.resolve(
      [...this.accounts]
        .filter(([, { owner, data }]) => owner.equals(programId) && matches(data))
        .map(([pubkey, { owner, data }]) => ({
          pubkey: new PublicKey(pubkey),
          account: {
            owner,
            data: dataSlice ? data.subarray(dataSlice.offset, dataSlice.offset + dataSlice.length) : data,
          },
        })),
    );
  }
}
