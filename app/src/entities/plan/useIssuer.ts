import { useWallet } from '@solana/wallet-adapter-react';
import type { PublicKey } from '@solana/web3.js';
import type { Plan } from '@tenure/sdk';
import { useState } from 'react';
import { preferredSigner } from '@/shared/transactions';

/** The roles that issue into a plan. */
export type IssuerRole = 'operator' | 'authority';

/** Whose key issues into a plan: the connected wallet where it may, unless a role was chosen. */
export function useIssuer({ operator, authority }: Plan): { issuer: PublicKey; onChoose: (role: IssuerRole) => void } {
  const { publicKey } = useWallet();
  const [chosen, setChosen] = useState<IssuerRole | null>(null);
  const keys = { operator: operator ?? authority, authority };
  const issuer = chosen === null ? preferredSigner(publicKey, [keys.operator, authority]) : keys[chosen];
  return { issuer, onChoose: setChosen };
}
