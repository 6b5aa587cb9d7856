/** `tenure governance show` */
import { eligibleAt, fetchDeposits, type Deposit } from '@tenure/sdk';
import type { Command } from 'commander';
import { PLAN } from '../../accounts/find-grant';
import { findGovernance, type FoundGovernance } from '../../accounts/find-proposal';
import type { OpenSession } from '../../open-session';
import { governanceFacts, ruleSentences } from '../../output/governance-facts';
import { report } from '../../output/report';
import { bullets, facts, table } from '../../output/table';
import { date, tokens } from '../../output/values';
import type { Session } from '../../session';

/** Adds the command. */
export function addGovernanceShow(governance: Command, open: OpenSession): void {
  governance
    .command('show')
    .description('the rules of a vote in plain words, what can vote today, and who has deposited what')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      await show(session, await findGovernance(session, text));
    });
}

async function show(session: Session, { plan, governance }: FoundGovernance): Promise<void> {
  const { decimals } = plan;
  const { columns, colors } = session.terminal;
  const deposits = await fetchDeposits(session.reader, governance.address, undefined, session.programId);
  const now = await session.now();
  const eligible = eligibleAt(plan, governance, now);
  const rules = ruleSentences(governance, decimals);
  report(session, { ...governance, rules, eligible, deposits, now }, () => [
    colors.bold(`Votes on plan ${plan.planId}  ${governance.address.toBase58()}`),
    ...bullets(rules, columns),
    facts(
      [...governanceFacts(governance, decimals), ['can vote on what is proposed now', tokens(eligible, decimals)]],
      columns,
    ),
    ...depositLines(deposits, decimals, columns),
  ]);
}

function depositLines(deposits: readonly Deposit[], decimals: number, columns: number): string[] {
  if (deposits.length === 0) return ['Nothing is deposited for votes.'];
  const rows = deposits.map(({ owner, depositId, amount, madeTs, lockedUntilTs }) => [
    owner.toBase58(),
    `${depositId}`,
    tokens(amount, decimals),
    date(madeTs),
    lockedUntilTs === 0 ? '' : date(lockedUntilTs),
  ]);
  return [table(['owner', 'deposit', 'votes', 'made', 'locked until'], rows, columns)];
}
