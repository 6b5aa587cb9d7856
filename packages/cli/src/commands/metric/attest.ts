/** `tenure metric attest` */
import { attestMetric } from '@tenure/sdk';
import type { Command } from 'commander';
import { findMetric, METRIC, type FoundMetric } from '../../accounts/find-metric';
import { AS, selfOr } from '../../accounts/signers';
import * as args from '../../args';
import { UsageError } from '../../cli-error';
import { hashOfDocument } from '../../documents/hash-of-document';
import type { OpenSession } from '../../open-session';
import { performOnMetric } from '../../operation/perform-on';
import { date, figure } from '../../output/values';
import type { Session } from '../../session';

interface Options {
  readonly value: string;
  readonly observed?: string;
  readonly evidenceFile?: string;
  readonly evidenceSha256?: string;
  readonly as?: string;
}

/** Adds the command. */
export function addMetricAttest(metric: Command, open: OpenSession): void {
  metric
    .command('attest')
    .description('report a value by hand; signed by an oracle. `oracle run` does it from a source')
    .argument('<metric>', METRIC)
    .requiredOption('--value <number>', 'in decimal, such as 0.8123')
    .option('--observed <date>', "when it was so (the chain's now)")
    .option('--evidence-file <file>', 'what shows it, whose SHA-256 is attested; keep it for those who doubt it')
    .option('--evidence-sha256 <hash>', 'the SHA-256 itself')
    .option('--as <address>', AS)
    .action(async (text: string, options: Options, command: Command) => {
      const session = open(command);
      await attest(session, await findMetric(session, text), options);
    });
}

async function attest(session: Session, found: FoundMetric, options: Options): Promise<void> {
  const { metric } = found;
  const { exponent, plan } = metric;
  const attestor = selfOr(session, options.as);
  const value = args.value(options.value, exponent, '--value');
  const now = await session.now();
  const observedTs = options.observed === undefined ? now : args.instant(options.observed, '--observed');
  const evidenceSha256 = evidenceOf(options);
  const expiresTs = session.expiryFrom(now);
  const observation = { value, exponent, observedTs, evidenceSha256 };
  const input = { attestor, plan, metric: metric.address, ...observation, expiresTs };
  const what = `Attest ${figure(value, exponent)}, observed ${date(observedTs)}`;
  await performOnMetric(session, found, attestor, what, attestMetric(input, session.programId));
}

function evidenceOf({ evidenceFile, evidenceSha256 }: Options): Uint8Array {
  if (evidenceFile !== undefined && evidenceSha256 === undefined) return hashOfDocument(evidenceFile);
  if (evidenceSha256 !== undefined && evidenceFile === undefined) return args.hash(evidenceSha256, '--evidence-sha256');
  throw new UsageError('Not one evidence', 'Give either --evidence-file or --evidence-sha256.');
}
