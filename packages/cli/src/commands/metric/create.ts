/** `tenure metric create`: what is measured, fixed for good. */
import { createMetricOperation } from '@tenure/operations';
import { metricAddress, type Better, type MetricDefinition, type Plan } from '@tenure/sdk';
import { Option, type Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import * as args from '../../args';
import { hashOfDocument } from '../../documents/hash-of-document';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import type { Session } from '../../session';

const BETTER: readonly Better[] = ['higher', 'lower'];
const MOST_EXPONENT = 18;

interface Options {
  readonly key: string;
  readonly exponent: string;
  readonly better: string;
  readonly opens?: string;
  readonly due: string;
  readonly early?: string;
  readonly maxAge: string;
  readonly challenge: string;
  readonly definitionUri: string;
  readonly definitionFile: string;
}

/** Adds the command. */
export function addMetricCreate(metric: Command, open: OpenSession): void {
  metric
    .command('create')
    .description('define a metric, for good: one question that gets one final answer; signed by the authority')
    .argument('<plan>', PLAN)
    .requiredOption('--key <name>', 'its name in the plan, 1 to 32 characters without spaces, such as mmlu-2027')
    .requiredOption('--exponent <number>', 'values are in units of ten to this, -18 to 18: -4 keeps four decimals')
    .addOption(
      new Option('--better <direction>', 'which value is the better one').choices(BETTER).makeOptionMandatory(),
    )
    .option('--opens <date>', "observations from before don't count (the chain's now)")
    .requiredOption('--due <date>', 'from when any result can become final')
    .option('--early <value>', 'a result at least this good may become final before that')
    .option('--max-age <span>', 'how old an observation may be to count, 1h to 366d', '30d')
    .option('--challenge <span>', 'how long a result can be disputed, 1h to 30d', '3d')
    .requiredOption('--definition-uri <uri>', 'where the document is that says what is measured and how')
    .requiredOption('--definition-file <file>', 'that document, whose SHA-256 is stored')
    .action(async (text: string, options: Options, command: Command) => {
      const session = open(command);
      await create(session, await findPlan(session, text), options);
    });
}

async function create(session: Session, plan: Plan, options: Options): Promise<void> {
  const definition = definitionOf(options, await session.now());
  const metric = metricAddress(plan.address, definition.key, session.programId);
  const operation = createMetricOperation(session.operations, plan, definition);
  await performOperation(session, plan, operation, { result: { metric } });
}

function definitionOf(options: Options, now: number): MetricDefinition {
  const exponent = args.whole(options.exponent, -MOST_EXPONENT, MOST_EXPONENT, '--exponent');
  const { opens, early } = options;
  return {
    key: args.key(options.key, '--key'),
    exponent,
    better: args.choice(options.better, BETTER, '--better'),
    opensTs: opens === undefined ? now : args.instant(opens, '--opens'),
    dueTs: args.instant(options.due, '--due'),
    earlyValue: early === undefined ? undefined : args.value(early, exponent, '--early'),
    maxAgeSecs: args.span(options.maxAge, '--max-age'),
    challengeSecs: args.span(options.challenge, '--challenge'),
    definitionUri: options.definitionUri,
    definitionSha256: hashOfDocument(options.definitionFile),
  };
}
