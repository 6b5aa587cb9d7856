/** Three oracles, of which one lies: what each reads, what it attests, and what its evidence says. */
import type { Keypair, PublicKey } from '@solana/web3.js';
import { configOf, observe, readReceipts, recompute, storeEvidence, verifyEvidence } from '@tenure/oracle';
import { attestMetric, expiresIn, fetchMetric, type Attestation, type Metric } from '@tenure/sdk';
import { join } from 'node:path';
import type { Lab } from './lab';

/** Where the files are that they read. */
export const FILES = join(__dirname, 'oracles');

/** What an oracle does about one metric. */
export interface Reading {
  readonly oracle: 'broker' | 'evaluator' | 'auditor';
  /** As in the configuration of `tenure oracle run`. */
  readonly source: object;
  /** What it reads, in words. */
  readonly reads: string;
  /** Attested whatever the source says, in the metric's units. */
  readonly lie?: bigint;
}

/** What was attested, and what comes out when its evidence is read again. */
export interface Statement {
  readonly reading: Reading;
  /** In the metric's units. */
  readonly attested: bigint;
  readonly recomputed: bigint;
}

/** Reads a source, keeps the evidence by its SHA-256 in the folder, and attests. */
async function attest(lab: Lab, metric: Metric, { oracle, source, lie }: Reading, evidence: string): Promise<void> {
  const value = { evidence, metrics: [{ metric: metric.address.toBase58(), source }] };
  const { entries, evidenceDirectory } = configOf(value, FILES, oracle);
  const signer: Keypair = lab.cast[oracle];
  for (const entry of entries) {
    const now = lab.chain.now();
    const observation = await observe(entry, metric.exponent, { now, env: {} });
    await storeEvidence(evidenceDirectory, observation);
    const instruction = attestMetric({
      attestor: signer.publicKey,
      plan: metric.plan,
      metric: metric.address,
      value: lie ?? observation.value,
      exponent: metric.exponent,
      observedTs: observation.observedTs,
      evidenceSha256: Buffer.from(observation.sha256, 'hex'),
      expiresTs: expiresIn(600, now),
    });
    lab.send([instruction], signer);
  }
}

/** What anybody who has the evidence of an attestation can compute from it. */
async function recomputed({ address, exponent }: Metric, said: Attestation, evidence: string): Promise<bigint> {
  const sha256 = Buffer.from(said.evidenceSha256).toString('hex');
  const bytes = await verifyEvidence(evidence, sha256);
  const receipts = await readReceipts(evidence, sha256);
  const receipt = receipts.find(({ metric }) => metric === address.toBase58());
  if (receipt === undefined) throw new Error(`There is no receipt for ${sha256}.`);
  return recompute(receipt.source, exponent, bytes).value;
}

/** Lets each oracle attest a metric, one after another, and checks what they said. */
export async function attestAll(
  lab: Lab,
  address: PublicKey,
  readings: readonly Reading[],
  evidence: string,
): Promise<{ metric: Metric; statements: Statement[] }> {
  const before = await fetchMetric(lab.chain, address);
  for (const reading of readings) await attest(lab, before, reading, evidence);
  const metric = await fetchMetric(lab.chain, address);
  const statements: Statement[] = [];
  for (const reading of readings) {
    const { publicKey } = lab.cast[reading.oracle];
    const said = metric.attestations.find(({ attestor }) => attestor.equals(publicKey));
    if (said === undefined) throw new Error(`${reading.oracle} has attested nothing.`);
    statements.push({ reading, attested: said.value, recomputed: await recomputed(metric, said, evidence) });
  }
  return { metric, statements };
}
