/** How many compute units a batch is given: from a simulation of the first of its form. */
import type { PublicKey } from '@solana/web3.js';
import type { GrantBatchGroup } from '@tenure/operations';
import { MAX_COMPUTE_UNITS } from '@tenure/sdk';
import { packTransaction } from '@tenure/transactions';
import type { Session } from '../session';

/**
 * Deriving an address takes a few tries, 1,500 units each: what an unlucky batch may need above the first
 * one.
 */
const LUCK_PER_GRANT = 6_000;
const BASE_UNITS = 20_000;
const UNITS_PER_GRANT = 30_000;

/** Units that are enough for any batch of so many grants. */
export function maxUnits(grants: number): number {
  return Math.min(MAX_COMPUTE_UNITS, BASE_UNITS + UNITS_PER_GRANT * grants);
}

/**
 * Batches of one form compute the same but for luck: as many grants and segments, in as many instructions.
 */
function formOf({ rows, instructions }: GrantBatchGroup): string {
  const segments = rows.map(({ shape }) => shape.length).join(',');
  return `${instructions.length}:${segments}`;
}

/** Limits by form; each form is simulated once. */
export class UnitLimits {
  private readonly known = new Map<string, Promise<number>>();

  constructor(
    private readonly session: Session,
    private readonly payer: PublicKey,
  ) {}

  /** The limit of a batch. Fails with the program's error where the first of its form would fail. */
  units(batch: GrantBatchGroup): Promise<number> {
    const form = formOf(batch);
    const known = this.known.get(form) ?? this.simulate(batch);
    this.known.set(form, known);
    known.catch(() => this.known.delete(form));
    return known;
  }

  private async simulate(batch: GrantBatchGroup): Promise<number> {
    const { rpc, commitment, programId } = this.session;
    // The price is looked up when it is signed.
    const options = { programId, commitment, maxPriorityFee: 0n, withChanges: false };
    const { simulation } = await packTransaction(rpc, batch, this.payer, options);
    if (simulation.error !== undefined) throw simulation.error;
    const count = batch.rows.length;
    return Math.min(maxUnits(count), Math.ceil(simulation.unitsConsumed * 1.05) + LUCK_PER_GRANT * count);
  }
}
