/** What accounts must hold to live. */
import type { Session } from '../session';

/** Lamports that an account of so many bytes must have. Fails with `ClusterUnreachable`. */
export function minimumRent(session: Session, bytes: number): Promise<bigint> {
  return session.ask(async (connection) => {
    const lamports = await connection.getMinimumBalanceForRentExemption(bytes);
    // web3.js gives 0 for an error of the node: in these words it is asked again.
    if (lamports === 0) throw new Error('the node is unhealthy: it tells no rent');
    return BigInt(lamports);
  });
}
