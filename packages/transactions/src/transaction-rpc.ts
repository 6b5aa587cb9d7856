/** What the engine needs of a web3.js `Connection`. */
import type { PriorityFeeRpc } from './priority-fee';
import { withRetry } from './retry';
import type { SendRpc } from './send-and-confirm';
import type { BlockhashRpc } from './sign-transactions';
import type { SimulationRpc } from './simulate';

export interface TransactionRpc extends SimulationRpc, PriorityFeeRpc, BlockhashRpc, SendRpc {}

/**
 * The same, but what only reads is asked again for `timeoutMs` while the server gives no usable answer. Sending
 * and looking at what was sent is left as it is: that is repeated by whoever does it.
 */
export function retryReads(rpc: TransactionRpc, timeoutMs: number): TransactionRpc {
  const again = <T>(call: () => Promise<T>) => withRetry(call, timeoutMs);
  return {
    getMultipleAccountsInfo: (addresses) => again(() => rpc.getMultipleAccountsInfo(addresses)),
    simulateTransaction: (transaction, config) => again(() => rpc.simulateTransaction(transaction, config)),
    getRecentPrioritizationFees: (config) => again(() => rpc.getRecentPrioritizationFees(config)),
    getLatestBlockhash: (commitment) => again(() => rpc.getLatestBlockhash(commitment)),
    sendRawTransaction: (bytes, options) => rpc.sendRawTransaction(bytes, options),
    getSignatureStatuses: (signatures, config) => rpc.getSignatureStatuses(signatures, config),
    getBlockHeight: (commitment) => rpc.getBlockHeight(commitment),
  };
}
