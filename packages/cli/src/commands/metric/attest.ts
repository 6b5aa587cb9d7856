/** `tenure metric attest|dispute|finalise|close`: how a metric gets its value. */
import { attestMetric, closeMetric, disputeMetric, finaliseMetric } from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import type { Command } from 'commander';
import { perform } from '../../operation/perform';
import * as args from '../../args';
import { CliError, UsageError } from '../../cli-error';
import type { Session } from '../../session';
import { hashOfDocument } from '../../documents/hash-of-document';
import { clean } from '../../output/clean';
import { date, figure } from '../../output/values';
import { findMetric, METRIC, type Measure } from '../../accounts/find-metric';
import type { Opener } from '../../open-session';

interface AttestOptions {
  readonly value: string;
  readonly observed?: string;
  readonly evidenceFile?: string;
  readonly evidenceSha256?: string;
  readonly as?: string;
}

interface DisputeOptions {
  readonly reasonFile: string;
  readonly value?: string;
  readonly as?: string;
}

const AS = 'who signs, where it is not the key pair: for --export';

/** Adds the commands. */
export function addMetricCourse(metric: Command, open: Opener): void {
  addAttest(metric, open);
  addDispute(metric, open);
  addEnd(metric, open);
}

async function one(
  session: Session,
  { plan, metric }: Measure,
  signer: PublicKey,
  what: string,
  instruction: TransactionInstruction,
): Promise<void> {
  const title = `${what}: metric ${clean(metric.key)} of plan ${plan.planId}`;
  await perform(session, { title, instructions: [instruction], signer, decimals: plan.decimals });
}

function addAttest(metric: Command, open: Opener): void {
  metric
    .command('attest')
    .description('report a value by hand; signed by an oracle. `oracle run` does it from a source')
    .argument('<metric>', METRIC)
    .requiredOption('--value <number>', 'in decimal, such as 0.8123')
    .option('--observed <date>', "when it was so (the chain's now)")
    .option('--evidence-file <file>', 'what shows it, whose SHA-256 is attested; keep it for those who doubt it')
    .option('--evidence-sha256 <hash>', 'the SHA-256 itself')
    .option('--as <address>', AS)
    .action(async (text: string, options: AttestOptions, command: Command) => {
      const session = open(command);
      await attest(session, await findMetric(session, text), options);
    });
}

async function attest(session: Session, measure: Measure, options: AttestOptions): Promise<void> {
  const { metric } = measure;
  const { exponent, plan } = metric;
  const attestor = options.as === undefined ? session.self() : args.address(options.as, '--as');
  const value = args.value(options.value, exponent, '--value');
  const now = await session.now();
  const observedTs = options.observed === undefined ? now : args.instant(options.observed, '--observed');
  const evidenceSha256 = evidenceOf(options);
  const expiresTs = session.expiryFrom(now);
  const input = {
    attestor,
    plan,
    metric: metric.address,
    value,
    exponent,
    observedTs,
    evidenceSha256,
    expiresTs,
  };
  const what = `Attest ${figure(value, exponent)}, observed ${date(observedTs)}`;
  await one(session, measure, attestor, what, attestMetric(input, session.programId));
}

function evidenceOf({ evidenceFile, evidenceSha256 }: AttestOptions): Uint8Array {
  if (evidenceFile !== undefined && evidenceSha256 === undefined) return hashOfDocument(evidenceFile);
  if (evidenceSha256 !== undefined && evidenceFile === undefined) return args.hash(evidenceSha256, '--evidence-sha256');
  throw new UsageError('Not one evidence', 'Give either --evidence-file or --evidence-sha256.');
}

function addDispute(metric: Command, open: Opener): void {
  metric
    .command('dispute')
    .description('take a result back, so that it must be attested anew; signed by the guardian or an oracle, each once')
    .argument('<metric>', METRIC)
    .requiredOption('--reason-file <file>', 'the document that says why, whose SHA-256 is published')
    .option('--value <number>', 'the disputed value: nothing happens if the result is another one by then')
    .option('--as <address>', AS)
    .action(async (text: string, options: DisputeOptions, command: Command) => {
      const session = open(command);
      await dispute(session, await findMetric(session, text), options);
    });
}

async function dispute(session: Session, measure: Measure, options: DisputeOptions): Promise<void> {
  const { metric } = measure;
  const { exponent, plan } = metric;
  const value = options.value === undefined ? metric.value : args.value(options.value, exponent, '--value');
  if (value === null) {
    const remedy = 'Look at it with `metric show`: there is something to dispute once enough oracles have attested.';
    throw new CliError('NoChallenge', 'The metric has no result yet', remedy);
  }
  const disputer = options.as === undefined ? disputerOf(session, measure) : args.address(options.as, '--as');
  const reasonSha256 = hashOfDocument(options.reasonFile);
  const expiresTs = await session.expiry();
  const input = { disputer, plan, metric: metric.address, value, reasonSha256, expiresTs };
  const what = `Dispute ${figure(value, exponent)}`;
  await one(session, measure, disputer, what, disputeMetric(input, session.programId));
}

/** Of those who may still dispute one whose key is here; otherwise the guardian, or whoever asks. */
function disputerOf(session: Session, { plan, metric, oracles }: Measure): PublicKey {
  const { guardian } = plan;
  if (session.mode === 'export') return guardian ?? session.self();
  const unused = oracles.attestors.flatMap((key, seat) =>
    key === null || metric.disputedSeats.includes(seat) ? [] : [key],
  );
  const may = [...unused, ...(guardian === null || metric.disputedByGuardian ? [] : [guardian])];
  return may.find((key) => session.holds(key)) ?? session.self();
}

function addEnd(metric: Command, open: Opener): void {
  metric
    .command('finalise')
    .description('make a result final whose time for disputes is over; anybody may')
    .argument('<metric>', METRIC)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const measure = await findMetric(session, text);
      const finalise = finaliseMetric(measure.metric.address, session.programId);
      await one(session, measure, anybodyOf(session, measure), 'Finalise', finalise);
    });
  metric
    .command('close')
    .description('close a metric of a sealed plan on which no milestone hangs; its rent comes back; anybody may')
    .argument('<metric>', METRIC)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const measure = await findMetric(session, text);
      const { address, rentRecipient } = measure.plan;
      const close = closeMetric({ plan: address, metric: measure.metric.address, rentRecipient }, session.programId);
      await one(session, measure, anybodyOf(session, measure), 'Close', close);
    });
}

function anybodyOf(session: Session, { plan }: Measure): PublicKey {
  return session.mode === 'export' ? plan.authority : session.self();
}
