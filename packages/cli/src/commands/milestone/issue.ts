/** `tenure milestone issue`: a tranche of a grant that a metric decides. */
import { issueMilestoneOperation } from '@tenure/operations';
import { isValidCurve, MAX_PAYOUT_BPS, milestoneAddress, numberConstant, type PayoutCurve } from '@tenure/sdk';
import type { Command } from 'commander';
import { findGrant, GRANT, type FoundGrant } from '../../accounts/find-grant';
import { findMetric, type FoundMetric } from '../../accounts/find-metric';
import { issuerOf } from '../../accounts/signers';
import * as args from '../../args';
import { CliError, UsageError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import type { Session } from '../../session';

const METRIC_KEY_BYTES = numberConstant('metricKeyBytes');

interface Options {
  readonly metric: string;
  readonly amount: string;
  readonly threshold: string;
  readonly target: string;
  readonly maximum?: string;
  readonly deadline: string;
  readonly schedule?: string;
}

/** Adds the command. */
export function addMilestoneIssue(milestone: Command, open: OpenSession): void {
  milestone
    .command('issue')
    .description('add a milestone to a grant, funded at its maximum; signed by the operator or the authority')
    .argument('<grant>', GRANT)
    .requiredOption('--metric <key|address>', 'what decides: a metric of the plan that has no result yet')
    .requiredOption('--amount <tokens>', 'what the target pays, in decimal')
    .requiredOption(
      '--threshold <value[:share]>',
      'the least value that pays, and the share it pays, such as 0.7:50% (0%)',
    )
    .requiredOption('--target <value>', 'the value that pays all of --amount')
    .option(
      '--maximum <value[:share]>',
      'from which on no more is added, and what is paid there, such as 0.9:150% ' +
        '(200%; without this flag the target is the maximum)',
    )
    .requiredOption('--deadline <date>', 'a result that is not there by then pays nothing')
    .option('--schedule <text>', 'how the payout vests once the result is final, such as monthly:12m (all at once)')
    .action(async (text: string, options: Options, command: Command) => {
      const session = open(command);
      const found = await findGrant(session, text);
      await issue(session, found, await findMetric(session, metricOf(found, options)), options);
    });
}

/** Keys have at most 32 characters, addresses of metrics more. */
function metricOf({ plan }: FoundGrant, { metric }: Options): string {
  return metric.length <= METRIC_KEY_BYTES ? `${plan.address.toBase58()}/${metric}` : metric;
}

async function issue(
  session: Session,
  { plan, grant }: FoundGrant,
  found: FoundMetric,
  options: Options,
): Promise<void> {
  const { metric } = found;
  const { address, decimals } = plan;
  if (!metric.plan.equals(address)) {
    throw new CliError('MetricOfAnotherPlan', 'The metric is of another plan than the grant', 'Name one of this plan.');
  }
  const issuer = issuerOf(session, plan);
  const targetAmount = args.amount(options.amount, decimals, '--amount');
  const curve = curveOf(options, metric.exponent);
  if (!isValidCurve(curve, metric.better)) {
    throw new UsageError(
      'The values are not in order',
      `A ${metric.better} value is better here: write threshold, target and maximum from worse to better. ` +
        'What pays above 100% must be better than the target.',
    );
  }
  const deadlineTs = args.instant(options.deadline, '--deadline');
  const shape = options.schedule === undefined ? [] : args.schedule(options.schedule, '--schedule');
  const input = { targetAmount, ...curve, deadlineTs, shape };
  const operation = issueMilestoneOperation(session.operations, { plan, grant }, metric, issuer, input);
  const milestone = milestoneAddress(grant.address, grant.milestones.live, session.programId);
  await performOperation(session, plan, operation, { result: { milestone } });
}

function curveOf({ threshold, target, maximum }: Options, exponent: number): PayoutCurve {
  const most = maximum === undefined ? { value: target, share: '100%' } : pointOf(maximum, '200%');
  const least = pointOf(threshold, '0%');
  return {
    threshold: args.value(least.value, exponent, '--threshold'),
    target: args.value(target, exponent, '--target'),
    maximum: args.value(most.value, exponent, '--maximum'),
    thresholdBps: args.share(least.share, 'The share of --threshold'),
    maxBps: args.share(most.share, 'The share of --maximum', MAX_PAYOUT_BPS),
  };
}

/** A value and the share that it pays. */
function pointOf(text: string, otherwise: string): { readonly value: string; readonly share: string } {
  const [value = '', share = otherwise] = text.split(':', 2);
  return { value, share };
}
