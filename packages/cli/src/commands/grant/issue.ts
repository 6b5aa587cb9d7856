/** `tenure grant issue`: one grant; many come from a file with `tenure import`. */
import { issueGrantOperation } from '@tenure/operations';
import { checkSchedule, grantAddress, ScheduleError, segmentsOf, type Plan } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { issuerOf } from '../../accounts/signers';
import * as args from '../../args';
import { UsageError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import type { Session } from '../../session';

interface Options {
  readonly id: string;
  readonly to: string;
  readonly amount: string;
  readonly start?: string;
  readonly schedule: string;
  readonly withholding: string;
}

/** Adds the command. */
export function addGrantIssue(grant: Command, open: OpenSession): void {
  grant
    .command('issue')
    .description('issue one grant; signed by the operator or the authority')
    .argument('<plan>', PLAN)
    .requiredOption('--id <number>', "the issuer's own number for the grant, never used before in this plan")
    .requiredOption('--to <address>', "the beneficiary's wallet")
    .requiredOption('--amount <tokens>', 'what vests in the end, in decimal')
    .requiredOption('--schedule <text>', 'such as cliff-monthly:48m:12m, linear:365d or 25%@12m + 75%@36m/36')
    .option('--start <date>', "when the schedule begins: 2026-12-31, a date-time or unix seconds (the chain's now)")
    .option('--withholding <share>', "withheld of each claim, at most the plan's maximum", '0%')
    .action(async (text: string, options: Options, command: Command) => {
      const session = open(command);
      await issue(session, await findPlan(session, text), options);
    });
}

async function issue(session: Session, plan: Plan, options: Options): Promise<void> {
  const issuer = issuerOf(session, plan);
  const grantId = args.id(options.id, '--id');
  const beneficiary = args.address(options.to, '--to');
  const total = args.amount(options.amount, plan.decimals, '--amount');
  const shape = args.schedule(options.schedule, '--schedule');
  const startTs = options.start === undefined ? await session.now() : args.instant(options.start, '--start');
  try {
    checkSchedule(startTs, segmentsOf(shape, total), total);
  } catch (error) {
    if (error instanceof ScheduleError) throw new UsageError(`The schedule is refused: ${error.code}`, error.message);
    throw error;
  }
  const withholdingBps = args.share(options.withholding, '--withholding');
  const terms = { grantId, beneficiary, total, startTs, shape, withholdingBps };
  const operation = issueGrantOperation(session.operations, plan, issuer, terms);
  await performOperation(session, plan, operation, {
    result: { grant: grantAddress(plan.address, grantId, session.programId) },
  });
}
