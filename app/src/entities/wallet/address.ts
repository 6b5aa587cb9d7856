/** Addresses as people type them, and what stands at them. */
import { PublicKey, SystemProgram } from '@solana/web3.js';
import { TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { useChainQuery } from '@/shared/chain';

/** The address that a text is, or undefined. */
export function addressIn(text: string | undefined): PublicKey | undefined {
  const typed = text?.trim() ?? '';
  // A text of another length can decode to 32 bytes too; such a text is no address that anybody would show.
  if (typed.length < 32 || typed.length > 44) return undefined;
  try {
    return new PublicKey(typed);
  } catch {
    return undefined;
  }
}

/** What stands at an address, as far as it matters to who would pay it. */
export type AddressKind = 'wallet' | 'unused' | 'derived' | 'tokenAccount' | 'program' | 'otherAccount';

interface AccountOwner {
  readonly owner: PublicKey;
  readonly executable: boolean;
}

/** Tells what stands at an address from its account. */
export function kindOfAddress(address: PublicKey, account: AccountOwner | null): AddressKind {
  if (account === null) return PublicKey.isOnCurve(address.toBytes()) ? 'unused' : 'derived';
  if (account.executable) return 'program';
  if (account.owner.equals(SystemProgram.programId))
    return PublicKey.isOnCurve(address.toBytes()) ? 'wallet' : 'derived';
  const isToken = account.owner.equals(TOKEN_PROGRAM_ID) || account.owner.equals(TOKEN_2022_PROGRAM_ID);
  return isToken ? 'tokenAccount' : 'otherAccount';
}

/** Looks up what stands at an address; nothing is read without one. */
export function useAddressKind(address: PublicKey | undefined) {
  return useChainQuery(
    ['address', address?.toBase58() ?? ''],
    async ({ connection }) => {
      if (address === undefined) throw new Error('An address is looked up only where there is one.');
      return kindOfAddress(address, await connection.getAccountInfo(address));
    },
    { enabled: address !== undefined },
  );
}
