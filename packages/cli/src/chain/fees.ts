/** What priority costs on the cluster. */
import type { PublicKey } from '@solana/web3.js';
import { priorityPrice } from '@tenure/sdk';
import type { Session } from '../session';

/**
 * What priority costs at present, millionths of a lamport a compute unit: the upper quartile of what was paid
 * in recent slots for writing to these accounts, at most the cap. Servers without the method answer 0.
 */
export async function priorityFee(session: Session, accounts: readonly PublicKey[]): Promise<bigint> {
  const cap = session.maxPriorityFee;
  if (cap === 0n) return 0n;
  try {
    const lockedWritableAccounts = accounts.slice(0, 128);
    const recent = await session.ask((connection) =>
      connection.getRecentPrioritizationFees({ lockedWritableAccounts }),
    );
    return priorityPrice(recent.map(({ prioritizationFee }) => BigInt(prioritizationFee)), cap);
  } catch {
    // A hint, no need: without it a transaction has no priority.
    return 0n;
  }
}
