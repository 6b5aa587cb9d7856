/** `tenure metric attest` */
import { attestMetricOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findMetric, METRIC, type FoundMetric } from '../../accounts/find-metric';
import { AS, selfOr } from '../../accounts/signers';
import * as args from '../../args';
import { UsageError } from '../../cli-error';
import { hashOfDocument } from '../../documents/hash-of-document';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
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

async function attest(session: Session, { plan, metric }: FoundMetric, options: Options): Promise<void> {
  const attestor = selfOr(session, options.as);
  const value = args.value(options.value, metric.exponent, '--value');
  const observedTs =
    options.observed === undefined ? await session.now() : args.instant(options.observed, '--observed');
  const observation = { value, observedTs, evidenceSha256: evidenceOf(options) };
  await performOperation(session, plan, attestMetricOperation(session.operations, metric, attestor, observation));
}

function evidenceOf({ evidenceFile, evidenceSha256 }: Options): Uint8Array {
  if (evidenceFile !== undefined && evidenceSha256 === undefined) return hashOfDocument(evidenceFile);
  if (evidenceSha256 !== undefined && evidenceFile === undefined) return args.hash(evidenceSha256, '--evidence-sha256');
  throw new UsageError('Not one evidence', 'Give either --evidence-file or --evidence-sha256.');
}
