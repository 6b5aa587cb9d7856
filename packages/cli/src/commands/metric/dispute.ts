/** `tenure metric dispute` */
import { disputeMetric } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import type { Command } from 'commander';
import { findMetric, METRIC, type FoundMetric } from '../../accounts/find-metric';
import { AS } from '../../accounts/signers';
import * as args from '../../args';
import { CliError } from '../../cli-error';
import { hashOfDocument } from '../../documents/hash-of-document';
import type { OpenSession } from '../../open-session';
import { performOnMetric } from '../../operation/perform-on';
import { figure } from '../../output/values';
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
  const { metric } = found;
  const { exponent, plan } = metric;
  const value = options.value === undefined ? metric.value : args.value(options.value, exponent, '--value');
  if (value === null) {
    const remedy = 'Look at it with `metric show`: there is something to dispute once enough oracles have attested.';
    throw new CliError('NoChallenge', 'The metric has no result yet', remedy);
  }
  const disputer = options.as === undefined ? disputerOf(session, found) : args.address(options.as, '--as');
  const reasonSha256 = hashOfDocument(options.reasonFile);
  const expiresTs = await session.expiry();
  const input = { disputer, plan, metric: metric.address, value, reasonSha256, expiresTs };
  const what = `Dispute ${figure(value, exponent)}`;
  await performOnMetric(session, found, disputer, what, disputeMetric(input, session.programId));
}

/** Of those who may still dispute one whose key is here; otherwise the guardian, or whoever asks. */
function disputerOf(session: Session, { plan, metric, oracles }: FoundMetric): PublicKey {
  const { guardian } = plan;
  if (session.mode === 'export') return guardian ?? session.self();
  const unused = oracles.attestors.flatMap((key, seat) =>
    key === null || metric.disputedSeats.includes(seat) ? [] : [key],
  );
  const may = [...unused, ...(guardian === null || metric.disputedByGuardian ? [] : [guardian])];
  return may.find((key) => session.holds(key)) ?? session.self();
}
