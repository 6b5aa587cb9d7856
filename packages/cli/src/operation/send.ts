/** One transaction from instructions to its end, by what a session gives: simulated, signed, sent once. */
import type { PublicKey } from '@solana/web3.js';
import {
  executeTransaction,
  keypairSigner,
  latestBlockhashes,
  packTransaction,
  TransactionSender,
  type InstructionGroup,
  type PackedTransaction,
  type SimulatedTransaction,
} from '@tenure/transactions';
import { CliError } from '../cli-error';
import { describeError } from '../output/describe-error';
import type { Session } from '../session';

/** A transaction that is in a block and changed what it was to change. */
export interface SentTransaction {
  /** Base58. */
  readonly signature: string;
  readonly slot: number;
}

/** Simulates a group at the present price of priority. That it would fail is in the simulation. */
export function prepare<G extends InstructionGroup>(
  session: Session,
  group: G,
  payer: PublicKey,
): Promise<SimulatedTransaction<G>> {
  return packTransaction(session.rpc, group, payer, session);
}

/**
 * Signs and sends what was prepared, and waits for its end; never signs it anew. Errors, each with the
 * signature: the program's, BlockhashExpired (it is in no block and never will be), ClusterUnreachable (its end
 * is unknown); before that MissingKey.
 */
export async function send(session: Session, prepared: PackedTransaction): Promise<SentTransaction> {
  const { rpc, commitment } = session;
  const { outcome } = await executeTransaction(() => Promise.resolve(prepared), {
    sender: new TransactionSender(rpc, session),
    signer: keypairSigner(session.keyring()),
    blockhashes: latestBlockhashes(rpc, commitment),
  });
  const { signature } = outcome;
  switch (outcome.kind) {
    case 'confirmed':
      return { signature, slot: outcome.slot };
    case 'failed': {
      const { name, message, remedy } = outcome.error;
      throw new CliError(name, message, remedy, [`in transaction ${signature}`]);
    }
    case 'expired':
      throw new CliError(
        'BlockhashExpired',
        'The transaction got into no block in its time, and never will',
        'Nothing was changed: run the same command again.',
        [`it was transaction ${signature}`],
      );
    case 'unknown': {
      const { name, message } = describeError(outcome.error);
      const remedy = 'The transaction may still get into a block: look for it before you run the command again.';
      throw new CliError(name, message, remedy, [`it is transaction ${signature}`]);
    }
  }
}
