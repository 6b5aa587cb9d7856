/** Failures that the engine itself finds, in the form of the SDK's: name, message, remedy. */

/** What they are called. */
export type EngineErrorName =
  /** The instructions of one group are more than a transaction holds. */
  | 'TransactionTooLarge'
  /** A key has to sign that the signer doesn't have. */
  | 'MissingKey'
  /** The RPC server gave no usable answer for as long as the caller waits. */
  | 'ClusterUnreachable';

/** Why the engine did nothing, or can't tell what became of it. */
export class EngineError extends Error {
  override readonly name: EngineErrorName;

  constructor(
    name: EngineErrorName,
    message: string,
    /** What to do about it. */
    readonly remedy: string,
  ) {
    super(message);
    this.name = name;
  }
}
