/** Failures in words, with what to do about them. */
import { decodeError, StateError } from '@tenure/sdk';
import { EngineError, isTransient } from '@tenure/transactions';

/** A failure as it is shown. */
export interface ErrorDescription {
  readonly name: string;
  readonly message: string;
  readonly remedy: string;
}

const UNREACHABLE: ErrorDescription = {
  name: 'RpcUnreachable',
  message: 'The RPC server does not answer',
  remedy: 'Check your network, then try again. Nothing was changed.',
};

/** Gives any failure a name, a message and a remedy. */
export function describeError(failure: unknown): ErrorDescription {
  if (failure instanceof StateError) {
    const remedy = failure.code === 'Missing' ? 'Check the address and the cluster.' : 'Check the address.';
    return { name: failure.code, message: failure.message, remedy };
  }
  if (failure instanceof EngineError) {
    const { name, message, remedy } = failure;
    return name === 'ClusterUnreachable' ? UNREACHABLE : { name, message, remedy };
  }
  const { name, message, remedy } = decodeError(failure);
  return name === 'Unknown' && isTransient(failure) ? UNREACHABLE : { name, message, remedy };
}
