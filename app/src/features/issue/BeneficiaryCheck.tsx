/** What stands at the address of a beneficiary, before anything is issued to it. */
import { addressIn, useAddressKind, type AddressKind } from '@/entities/wallet';
import { Notice } from '@/shared/ui';

const LABELS: Readonly<
  Record<AddressKind, { readonly tone: 'good' | 'warn' | 'bad'; readonly title: string; readonly text: string }>
> = {
  wallet: { tone: 'good', title: 'A wallet', text: 'It has been used on this cluster.' },
  unused: {
    tone: 'warn',
    title: 'A wallet that was never used here',
    text: 'That can be right, and it can be a mistyped address. Let the beneficiary sign something with it first, or compare every character.',
  },
  derived: {
    tone: 'warn',
    title: 'No key can sign for this address',
    text: 'It may be the vault of a multisig or a DAO, which can claim. Make sure of that: for anything else the tokens would be lost after the void window.',
  },
  tokenAccount: {
    tone: 'bad',
    title: 'This is a token account or a mint, not a wallet',
    text: 'Nobody could claim for it. Give the address of the wallet that owns it.',
  },
  program: {
    tone: 'bad',
    title: 'This is a program',
    text: 'Nobody could claim for it. Give the address of a wallet.',
  },
  otherAccount: {
    tone: 'warn',
    title: 'This account belongs to a program',
    text: 'It can only claim if that program signs for it. A multisig’s address is its vault, not its settings.',
  },
};

/** Tells what is there; nothing while there is no address. */
export function BeneficiaryCheck({ text }: { text: string }) {
  const address = addressIn(text);
  const { data: kind } = useAddressKind(address);
  if (address === undefined || kind === undefined) return null;
  const { tone, title, text: explanation } = LABELS[kind];
  return (
    <Notice tone={tone} title={title}>
      {explanation}
    </Notice>
  );
}
