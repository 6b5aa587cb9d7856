/**
 * Anchor's deploy hook: `anchor migrate` calls what this module exports.
 * The program has no global account, so there is nothing to initialise: a plan is created by its owner.
 */
function deploy(): Promise<void> {
  return Promise.resolve();
}

export = deploy;
