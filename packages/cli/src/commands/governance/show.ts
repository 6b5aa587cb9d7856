/** `tenure governance show|close` */
import { closeGovernance, eligibleAt, fetchDeposits, type Deposit } from '@tenure/sdk';
import { AccountLayout } from '@solana/spl-token';
import type { Command } from 'commander';
import { perform, report } from '../../operation/perform';
import type { Session } from '../../session';
import { bullets, facts, table } from '../../output/table';
import { date, tokens } from '../../output/values';
import { governanceFacts, rulesInWords } from '../../output/governance-facts';
import { hookAccountsFor } from '../../accounts/find-grant';
import { findGovernance, type Governed } from '../../accounts/find-proposal';
import type { Opener } from '../../open-session';

/** Adds the commands. */
export function addGovernanceShow(governance: Command, open: Opener): void {
  governance
    .command('show')
    .description('the rules of a vote in plain words, what can vote today, and who has deposited what')
    .argument('<plan>', "the plan's address")
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      await show(session, await findGovernance(session, text));
    });
  governance
    .command('close')
    .description('close the governance of a sealed plan without grants and deposits; rent back; anybody may')
    .argument('<plan>', "the plan's address")
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      await close(session, await findGovernance(session, text));
    });
}

async function show(session: Session, { plan, governance }: Governed): Promise<void> {
  const { decimals } = plan;
  const { columns, colors } = session.terminal;
  const deposits = await fetchDeposits(session.reader, governance.address, undefined, session.programId);
  const now = await session.now();
  const eligible = eligibleAt(plan, governance, now);
  const rules = rulesInWords(governance, decimals);
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

async function close(session: Session, { plan, governance }: Governed): Promise<void> {
  const { address, planId, authority, rentRecipient, decimals, vault } = plan;
  const held = await session.reader.getAccountInfo(governance.vault);
  const amount = held === null ? 0n : AccountLayout.decode(held.data.subarray(0, AccountLayout.span)).amount;
  const transfer = { source: governance.vault, destination: vault, owner: governance.address, amount };
  const hookAccounts = await hookAccountsFor(session, plan, transfer);
  const input = { plan: address, planState: plan, rentRecipient, hookAccounts };
  await perform(session, {
    title: `Close the governance of plan ${planId}`,
    instructions: [closeGovernance(input, session.programId)],
    signer: session.mode === 'export' ? authority : session.self(),
    decimals,
  });
}
