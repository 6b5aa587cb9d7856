/** One transaction from instructions to its end: simulated, signed, sent once. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { computeBudget, decodeError } from '@tenure/sdk';
import { EngineError } from '@tenure/transactions';
import { Refusal } from '../refusal';
import type { Session } from '../session';
import { Delivery } from './delivery';
import { priorityFee } from './fees';
import { sign } from './message';
import { rehearse, type Rehearsal } from './rehearsal';

/** Instructions that were simulated. */
export interface Prepared {
  readonly instructions: readonly TransactionInstruction[];
  readonly payer: PublicKey;
  /** Of a compute unit, millionths of a lamport. */
  readonly price: bigint;
  readonly rehearsal: Rehearsal;
}

/** A transaction that is in a block and changed what it was to change. */
export interface Sent {
  /** Base58. */
  readonly signature: string;
  readonly slot: number;
}

/** Simulates instructions at the present price of priority. That they would fail is in the rehearsal. */
export async function prepare(
  session: Session,
  instructions: readonly TransactionInstruction[],
  payer: PublicKey,
  decimals: number,
): Promise<Prepared> {
  const writable = instructions.flatMap(({ keys }) => keys.filter(({ isWritable }) => isWritable));
  const price = await priorityFee(
    session,
    writable.map(({ pubkey }) => pubkey),
  );
  const rehearsal = await rehearse(session, instructions, payer, price, decimals);
  return { instructions, payer, price, rehearsal };
}

/**
 * Signs and sends what was prepared, and waits for its end; never signs it anew. Errors, each with the
 * signature: the program's, BlockhashExpired (it is in no block and never will be), ClusterUnreachable (its end
 * is unknown); before that MissingKey.
 */
export async function send(session: Session, prepared: Prepared): Promise<Sent> {
  const { instructions, payer, price, rehearsal } = prepared;
  const blockhash = await session.ask((connection) => connection.getLatestBlockhash(session.commitment));
  const signed = sign(
    [...computeBudget(rehearsal.units, price), ...instructions],
    payer,
    blockhash,
    session.keyring(),
  );
  const { signature } = signed;
  const verdict = await new Delivery(session.connection, session)
    .deliver(signed)
    .catch((failure: unknown) => {
      throw failure instanceof EngineError ? endUnknown(failure, signature) : failure;
    });
  switch (verdict.kind) {
    case 'landed':
      return { signature, slot: verdict.slot };
    case 'failed': {
      const { name, message, remedy } = decodeError(verdict.error, session.programId);
      throw new Refusal(name, message, remedy, [`in transaction ${signature}`]);
    }
    case 'expired':
      throw new Refusal(
        'BlockhashExpired',
        'The transaction got into no block in its time, and never will',
        'Nothing was changed: run the same command again.',
        [`it was transaction ${signature}`],
      );
  }
}

function endUnknown({ name, message }: EngineError, signature: string): Refusal {
  const remedy = 'The transaction may still get into a block: look for it before you run the command again.';
  return new Refusal(name, message, remedy, [`it is transaction ${signature}`]);
}
