/** Who signs an operation, where it isn't the connected wallet. */
import { useWallet } from '@solana/wallet-adapter-react';
import type { PublicKey } from '@solana/web3.js';
import { Address, Muted } from '@/shared/ui';

/** Says that an operation is exported for another key to sign; nothing where the connected wallet signs. */
export function SignedBy({ signer, name }: { signer: PublicKey; name: string }) {
  const { publicKey } = useWallet();
  if (publicKey?.equals(signer) === true) return null;
  return (
    <Muted>
      Signed by {name}, <Address address={signer} />. Your wallet is another one: you get the transaction to import
      there, for example in a multisig.
    </Muted>
  );
}
