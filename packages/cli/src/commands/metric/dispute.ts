/** `tenure metric dispute` */
import { disputeMetricOperation } from '@tenure/operations';
import { disputersAt, guardianAt } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import type { Command } from 'commander';
import { findMetric, METRIC, type FoundMetric } from '../../accounts/find-metric';
import { AS } from '../../accounts/signers';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import { hashOfDocument } from '../../documents/hash-of-document';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import type { Session } from '../../session';

interface Options {
  readonly reasonFile: string;
  readonly value?: string;
  readonly as?: string;
}

/** Adds the command. */
export function addMetricDispute(metric: Command, open: OpenSession): void {
  metric
    .command('dispute')
    .description('take a result back, so that it must be attested anew; signed by the guardian or an oracle, each once')
    .argument('<metric>', METRIC)
    .requiredOption('--reason-file <file>', 'the document that says why, whose SHA-256 is published')
    .option('--value <number>', 'the disputed value: nothing happens if the result is another one by then')
    .option('--as <address>', AS)
    .action(async (text: string, options: Options, command: Command) => {
      const session = open(command);
      await dispute(session, await findMetric(session, text), options);
    });
}

async function dispute(session: Session, found: FoundMetric, options: Options): Promise<void> {
  const { plan, metric } = found;
  const value = options.value === undefined ? metric.value : args.value(options.value, metric.exponent, '--value');
  if (value === null) {
    const remedy = 'Look at it with `metric show`: there is something to dispute once enough oracles have attested.';
    throw new CliError('NoChallenge', 'The metric has no result yet', remedy);
  }
  const disputer =
    options.as === undefined ? disputerOf(session, found, await session.now()) : args.address(options.as, '--as');
  const input = { value, reasonSha256: hashOfDocument(options.reasonFile) };
  await performOperation(session, plan, disputeMetricOperation(session.operations, metric, disputer, input));
}

/** Of those who may still dispute one whose key is here; otherwise the guardian, or whoever asks. */
function disputerOf(session: Session, { plan, metric, oracles }: FoundMetric, now: number): PublicKey {
  if (session.mode === 'export') return guardianAt(plan, now) ?? session.self();
  return disputersAt(plan, oracles, metric, now).find((key) => session.holds(key)) ?? session.self();
}
