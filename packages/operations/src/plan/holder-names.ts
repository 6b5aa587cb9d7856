import type { Holder } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';

/** Those who may act on a plan, in words. */
export const HOLDER_NAMES: Readonly<Record<Holder, string>> = {
  authority: 'Authority',
  pendingAuthority: 'Next authority',
  operator: 'Operator',
  payroll: 'Payroll',
  guardian: 'Guardian',
  accelerationAuthority: 'Acceleration authority',
};

/** A holder's address, or `nobody`. */
export function holderText(holder: PublicKey | null): string {
  return holder === null ? 'nobody' : holder.toBase58();
}
