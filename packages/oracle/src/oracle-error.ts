/** Why there is nothing to attest: a name, what is wrong, and what to do about it. */
export class OracleError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    /** What to do about it. */
    readonly remedy: string,
    /** More lines to show, such as every field of a configuration that has a problem. */
    readonly details: readonly string[] = [],
  ) {
    super(message);
  }
}
