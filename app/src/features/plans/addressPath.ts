/** Finding out what an address is, so that whoever has one sees what it stands for. */
import type { PublicKey } from '@solana/web3.js';
import { decodeProposal, kindOf, StateError } from '@tenure/sdk';
import type { ChainAccess } from '@/shared/chain';

/** Where the page of an address is: of a plan, a grant, a proposal, or what a wallet was granted. */
export async function addressPath({ reader, programId }: ChainAccess, address: PublicKey): Promise<string> {
  const account = await reader.getAccountInfo(address);
  const text = address.toBase58();
  if (account === null || !account.owner.equals(programId)) return `/wallet/${text}`;
  const kind = kindOf(address, account, programId);
  if (kind === 'plan') return `/plan/${text}`;
  if (kind === 'grant' || kind === 'tombstone') return `/grants/${text}`;
  if (kind === 'proposal') {
    const { plan, number } = decodeProposal(address, account, programId);
    return `/plan/${plan.toBase58()}/votes/${number}`;
  }
  throw new StateError('WrongKind', address, 'is an account of the program that has no page of its own.');
}
