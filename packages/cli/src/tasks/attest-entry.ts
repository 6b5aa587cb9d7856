/** One metric of an oracle's round: from the source to an attestation that stands on the chain. */
import { observe, storeEvidence, type Observation, type OracleEntry } from '@tenure/oracle';
import { attestMetricOperation } from '@tenure/operations';
import { fetchMetric, metricAt, seatOf, type Metric, type Oracles } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { readOracles } from '../accounts/find-metric';
import * as args from '../args';
import { CliError } from '../cli-error';
import { prepare, send } from '../operation/send';
import { date, span } from '../output/values';
import type { Session } from '../session';

/** What was attested. */
export interface Attested {
  /** Base58. */
  readonly metric: string;
  /** The metric's key. */
  readonly name: string;
  readonly value: bigint;
  readonly exponent: number;
  /** Unix seconds. */
  readonly observedTs: number;
  /** Hexadecimal. */
  readonly evidenceSha256: string;
  /** Null where it was only simulated. */
  readonly signature: string | null;
}

/** Nothing to attest now, and why. */
interface Skipped {
  readonly name: string;
  readonly skipped: string;
}

/**
 * Attests what a source says of its metric, after the evidence is on the disk; a dry run stores and sends
 * nothing. Errors, with none of which anything is attested: NotAttestor, those of the source,
 * ObservationTooOld, those of storing and of sending.
 */
export async function attestEntry(
  session: Session,
  entry: OracleEntry,
  evidenceDirectory: string,
): Promise<Attested | Skipped> {
  const { reader, programId } = session;
  const now = await session.now();
  const metric = metricAt(await fetchMetric(reader, args.address(entry.metric, 'The metric'), programId), now);
  // Those of the moment when a result was there confirm it, also where they have left the set since.
  const oracles = metric.panel ?? (await readOracles(session, metric.plan));
  const attestor = session.self();
  if (seatOf(oracles, attestor) === undefined) throw notAttestor(attestor);
  const name = metric.key;
  const closed = closedFor(metric, oracles, attestor, now);
  if (closed !== undefined) return { name, skipped: closed };
  const observation = await observe(entry, metric.exponent, { now });
  const unfit = unfitReason(metric, attestor, observation, now);
  if (unfit !== undefined) return { name, skipped: unfit };
  const { value, observedTs, sha256 } = observation;
  const signature = await sendAttestation(session, metric, attestor, observation, evidenceDirectory);
  const { exponent } = metric;
  return { metric: entry.metric, name, value, exponent, observedTs, evidenceSha256: sha256, signature };
}

function notAttestor(attestor: PublicKey): CliError {
  return new CliError(
    'NotAttestor',
    `${attestor.toBase58()} is no oracle of the metric's plan`,
    'Name the key pair of an oracle with --keypair; `oracle show` lists them.',
  );
}

/** Why the metric takes nothing from this attestor now, whatever the source says. */
function closedFor(metric: Metric, oracles: Oracles, attestor: PublicKey, now: number): string | undefined {
  const { status, opensTs, challengeEndsTs } = metric;
  if (status === 'final') return 'it is final';
  if (now < opensTs) return `observations count from ${date(opensTs)}`;
  if (status === 'open') return undefined;
  if (now >= (challengeEndsTs ?? 0)) return 'the time for disputes is over: it only has to be made final';
  const seat = seatOf(oracles, attestor);
  const counted = metric.attestations.some(
    (said) => said.counted && (said.seat === seat || said.attestor.equals(attestor)),
  );
  return counted ? 'what this oracle said is counted in the result: only a dispute can change that' : undefined;
}

/** Why there is nothing to attest in an observation. Error: ObservationTooOld. */
function unfitReason(
  { opensTs, maxAgeSecs, reachedTs, attestations }: Metric,
  attestor: PublicKey,
  { observedTs }: Observation,
  now: number,
): string | undefined {
  const before = attestations.find((said) => said.inThisRound && said.attestor.equals(attestor));
  if (before !== undefined && observedTs <= before.observedTs) {
    return `nothing newer than what was attested, observed ${date(before.observedTs)}`;
  }
  if (observedTs < opensTs) {
    return `the observation is of ${date(observedTs)}, and they count from ${date(opensTs)}`;
  }
  if (observedTs > now) return `the chain's clock has not come to ${date(observedTs)} yet: run again shortly`;
  // Of a result that waits, what could be observed when it was there still counts.
  if (observedTs >= (reachedTs ?? now) - maxAgeSecs) return undefined;
  throw new CliError(
    'ObservationTooOld',
    `The observation is of ${date(observedTs)}, and the metric counts none older than ${span(maxAgeSecs)}`,
    'Measure anew.',
  );
}

/** Simulates, stores the evidence, sends once. Null where it was only simulated. */
async function sendAttestation(
  session: Session,
  metric: Metric,
  attestor: PublicKey,
  observation: Observation,
  evidenceDirectory: string,
): Promise<string | null> {
  const { value, observedTs, sha256 } = observation;
  const input = { value, observedTs, evidenceSha256: Buffer.from(sha256, 'hex') };
  const operation = attestMetricOperation(session.operations, metric, attestor, input);
  const payer = session.feePayer(attestor);
  const now = await session.now();
  const groups = await operation.groups({ now, expiresTs: session.expiryFrom(now), signer: attestor, payer });
  const instructions = groups.flatMap((group) => group.instructions);
  const prepared = await prepare(session, { label: operation.title, instructions }, payer);
  if (prepared.simulation.error !== undefined) throw prepared.simulation.error;
  if (session.mode === 'dry-run') return null;
  await storeEvidence(evidenceDirectory, observation);
  const { signature } = await send(session, prepared);
  return signature;
}
