/** What became of a transaction that was sent. Never more than what is known. */
import type { TenureError } from '@tenure/sdk';
import type { EngineError } from './engine-error';

export type TransactionOutcome =
  /** It is in a block, as certain as was asked for, and changed what it was to change. */
  | { readonly kind: 'confirmed'; readonly signature: string; readonly slot: number }
  /** It is in a block and failed there: nothing but the fee changed. */
  | {
      readonly kind: 'failed';
      readonly signature: string;
      readonly slot: number;
      readonly error: TenureError;
    }
  /** It is in no block and never will be. */
  | { readonly kind: 'expired'; readonly signature: string }
  /** It may still get into a block: the server gave no usable answer (ClusterUnreachable). */
  | { readonly kind: 'unknown'; readonly signature: string; readonly error: EngineError };
