import type { Json } from '../json';

/** A JSON-RPC error as it is sent. */
export class RpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly data?: Json,
  ) {
    super(message);
  }
}

/** JSON-RPC's own codes, and Solana's (rpc-client-api's custom_error). */
export const CODES = {
  parse: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internal: -32603,
  preflightFailure: -32002,
  signatureVerification: -32003,
  blockNotAvailable: -32004,
  unsupportedVersion: -32015,
  minContextSlot: -32016,
} as const;

export function invalidParams(message: string): RpcError {
  return new RpcError(CODES.invalidParams, message);
}
