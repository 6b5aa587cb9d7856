/** `tenure oracle run`: reads sources and attests what they say; once, or on an interval. */
import type { Command } from 'commander';
import { formatDecimal, readConfig, type OracleConfig } from '@tenure/oracle';
import * as args from '../../args';
import { CliError, UsageError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { clean } from '../../output/clean';
import { describeError, printError, type ErrorDescription } from '../../output/describe-error';
import { confirm, report } from '../../output/report';
import { date, figure } from '../../output/values';
import type { Session } from '../../session';
import { attestEntry, type Attested } from '../../tasks/attest-entry';
import { pause, stopSignal } from '../../tasks/stop-signal';

interface Options {
  readonly every?: string;
  readonly once: boolean;
}

/** What a round did, by metric. */
interface Round {
  /** The chain's time when it began, unix seconds. */
  readonly at: number;
  readonly attested: Attested[];
  readonly skipped: { readonly metric: string; readonly name: string; readonly reason: string }[];
  readonly failed: { readonly metric: string; readonly error: ErrorDescription }[];
}

/** Adds the command. */
export function addOracleRun(oracle: Command, open: OpenSession): void {
  oracle
    .command('run')
    .description('read the sources of a configuration, keep the evidence and attest what they say; signed by an oracle')
    .argument('<config>', 'the file that names the metrics and their sources')
    .option('--every <span>', "repeat after so long, until it is stopped (Ctrl-C); otherwise the configuration's every")
    .option('--once', "only once, whatever the configuration's every says", false)
    .action(async (file: string, options: Options, command: Command) => {
      const session = open(command);
      if (session.mode === 'export') {
        throw new UsageError('An oracle signs', 'Leave --export out, or print one with `metric attest --export`.');
      }
      const { every, once } = options;
      if (once && every !== undefined)
        throw new UsageError('--once and --every exclude each other', 'Give one of them.');
      const config = await readConfig(file);
      const everySecs = every === undefined ? config.everySecs : args.span(every, '--every');
      if (everySecs === 0) throw new UsageError('--every is no time at all', 'Write 1s or more.');
      if (session.mode === 'send') await confirm(session, 'Sign and send attestations without asking for each?');
      if (once || everySecs === undefined) await runOnce(session, config);
      else await runAgain(session, config, everySecs);
    });
}

/** Error: NotAllAttested, after all have been tried. */
async function runOnce(session: Session, config: OracleConfig): Promise<void> {
  const { failed } = await roundOf(session, config);
  if (failed.length === 0) return;
  throw new CliError(
    'NotAllAttested',
    `${failed.length} of ${config.entries.length} metrics failed`,
    'See what is said of each above; nothing was attested for those.',
  );
}

/** Rounds until it is told to stop, which ends the round behind the attestation that is on its way. */
async function runAgain(session: Session, config: OracleConfig, everySecs: number): Promise<void> {
  const stop = stopSignal();
  let [rounds, attested] = [0, 0];
  while (!stop.aborted) {
    try {
      attested += (await roundOf(session, config, stop)).attested.length;
    } catch (failure) {
      // The next round may do better.
      printError(failure, session.terminal, session.options.json);
    }
    rounds += 1;
    await pause(everySecs * 1_000, stop);
  }
  const last = [`Stopped: ${attested} attested in ${rounds === 1 ? '1 round' : `${rounds} rounds`}`];
  report(session, { stopped: true, rounds, attested }, () => last, 0);
}

/**
 * One round over all metrics: one that fails keeps no other from being attested. Error: ClusterUnreachable,
 * at its beginning.
 */
async function roundOf(session: Session, config: OracleConfig, stop?: AbortSignal): Promise<Round> {
  const round: Round = { at: await session.now(), attested: [], skipped: [], failed: [] };
  let unreachable: ErrorDescription | undefined;
  for (const entry of config.entries) {
    if (stop?.aborted === true) break;
    const { metric } = entry;
    if (unreachable !== undefined) {
      // Without a cluster no other metric would do better.
      round.failed.push({ metric, error: unreachable });
      continue;
    }
    try {
      const outcome = await attestEntry(session, entry, config.evidenceDirectory);
      if ('skipped' in outcome) round.skipped.push({ metric, name: outcome.name, reason: outcome.skipped });
      else round.attested.push(outcome);
    } catch (failure) {
      const error = describeError(failure);
      round.failed.push({ metric, error });
      if (error.name === 'ClusterUnreachable') unreachable = error;
    }
  }
  reportRound(session, round, stop === undefined ? 2 : 0);
  return round;
}

/** Of several rounds each is one line of JSON. */
function reportRound(session: Session, { at, attested, skipped, failed }: Round, indent: number): void {
  const dryRun = session.mode === 'dry-run';
  const { green, red } = session.terminal.colors;
  const json = {
    ...{ at, dryRun, skipped, failed },
    attested: attested.map(({ exponent, ...one }) => ({
      ...one,
      exponent,
      number: formatDecimal({ digits: one.value, exponent }),
    })),
  };
  const counts = `${attested.length} attested, ${skipped.length} left out, ${failed.length} failed`;
  const lines = () => [
    `${date(at)}: ${counts}${dryRun ? ' (simulated)' : ''}`,
    ...attested.map(({ name, value, exponent, observedTs, evidenceSha256, signature }) =>
      [
        `  ${green('attested')} ${clean(name)}: ${figure(value, exponent)}, observed ${date(observedTs)}`,
        `    evidence ${evidenceSha256}${signature === null ? '' : `, transaction ${signature}`}`,
      ].join('\n'),
    ),
    ...skipped.map(({ name, reason }) => `  left out ${clean(name)}: ${reason}`),
    ...failed.flatMap(({ metric, error }) => [
      `  ${red('failed')} ${metric}: ${clean(error.name)}: ${clean(error.message)}. ${clean(error.remedy)}`,
      ...(error.details ?? []).map((line) => `    ${clean(line)}`),
    ]),
  ];
  report(session, json, lines, indent);
}
