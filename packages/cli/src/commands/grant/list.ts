/** `tenure grant list` */
import { claimableAt, endTs, fetchGrantsByPlan, vestedAt, type Grant, type GrantStatus, type Plan } from '@tenure/sdk';
import { Option, type Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import * as args from '../../args';
import type { OpenSession } from '../../open-session';
import { report } from '../../output/report';
import { table } from '../../output/table';
import { date, portion, tokens } from '../../output/values';
import type { Session } from '../../session';

const STATUSES: readonly GrantStatus[] = ['active', 'pausedByConsent', 'pausedByAuthority', 'terminating', 'settled'];

interface Options {
  readonly beneficiary?: string;
  readonly status?: string;
}

/** Adds the command. */
export function addGrantList(grant: Command, open: OpenSession): void {
  grant
    .command('list')
    .description("a plan's live grants")
    .argument('<plan>', PLAN)
    .option('--beneficiary <address>', 'only of this wallet')
    .addOption(new Option('--status <status>', 'only with this status').choices(STATUSES))
    .action(async (text: string, options: Options, command: Command) => {
      const session = open(command);
      await list(session, await findPlan(session, text), options);
    });
}

async function list(session: Session, plan: Plan, options: Options): Promise<void> {
  const now = await session.now();
  const beneficiary =
    options.beneficiary === undefined ? undefined : args.address(options.beneficiary, '--beneficiary');
  const grants: Grant[] = [];
  for await (const grant of fetchGrantsByPlan(session.reader, plan.address, session.programId)) {
    if (beneficiary !== undefined && !grant.beneficiary.equals(beneficiary)) continue;
    if (options.status !== undefined && grant.status !== options.status) continue;
    grants.push(grant);
  }
  grants.sort((a, b) => (a.grantId < b.grantId ? -1 : 1));
  const amount = (value: bigint) => tokens(value, plan.decimals);
  const json = grants.map((grant) => ({ ...grant, worth: claimableAt(plan, grant, now) }));
  report(session, json, () => [
    table(
      ['id', 'beneficiary', 'total', 'vested', 'claimed', 'claimable', 'ends', 'status'],
      grants.map((grant) => [
        `${grant.grantId}`,
        grant.beneficiary.toBase58(),
        amount(grant.total),
        portion(vestedAt(plan, grant, now), grant.total),
        amount(grant.claimed),
        amount(claimableAt(plan, grant, now).claimable),
        date(endTs(grant)),
        grant.status,
      ]),
      session.terminal.columns,
    ),
    `${grants.length} of ${plan.grantCount} live grants`,
  ]);
}
