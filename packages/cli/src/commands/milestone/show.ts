/** `tenure milestone show|settle|void|close` */
import { closeMilestone, settleMilestone, voidMilestone } from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import type { Command } from 'commander';
import { perform, report } from '../../operation/perform';
import type { Session } from '../../session';
import { clean } from '../../output/clean';
import { closerOf } from '../grant/terminate';
import { findMilestone, MILESTONE, type Tranche } from '../../accounts/find-metric';
import { milestoneJson, milestoneLines } from '../../output/milestone-text';
import type { Opener } from '../../open-session';

/** Adds the commands. */
export function addMilestoneCourse(milestone: Command, open: Opener): void {
  milestone
    .command('show')
    .description('what decides it and by whom, what it pays at which value, until when, and how to dispute')
    .argument('<milestone>', MILESTONE)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const tranche = await findMilestone(session, text);
      const now = await session.now();
      const { columns, colors } = session.terminal;
      report(session, { ...milestoneJson(tranche, now), now }, () =>
        milestoneLines(tranche, now, columns, colors.bold),
      );
    });
  milestone
    .command('settle')
    .description('decide it by its metric, its deadline or the end of its grant; anybody may')
    .argument('<milestone>', MILESTONE)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const tranche = await findMilestone(session, text);
      const signer = session.mode === 'export' ? tranche.plan.authority : session.self();
      await one(session, tranche, signer, 'Settle', settleMilestone(placeOf(tranche), session.programId));
    });
  milestone
    .command('void')
    .description('take it back in its void window; signed by the authority')
    .argument('<milestone>', MILESTONE)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const tranche = await findMilestone(session, text);
      const { authority } = tranche.plan;
      const input = { ...placeOf(tranche), authority, expiresTs: await session.expiry() };
      await one(session, tranche, authority, 'Void', voidMilestone(input, session.programId));
    });
  milestone
    .command('close')
    .description('close one that never pays again; its grant then takes no more; by beneficiary, operator or authority')
    .argument('<milestone>', MILESTONE)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const tranche = await findMilestone(session, text);
      const signer = closerOf(session, tranche);
      const { rentRecipient } = tranche.plan;
      const input = { ...placeOf(tranche), signer, rentRecipient };
      await one(session, tranche, signer, 'Close', closeMilestone(input, session.programId));
    });
}

function placeOf({ plan, grant, metric, milestone }: Tranche) {
  return { plan: plan.address, grant: grant.address, metric: metric.address, milestone: milestone.address };
}

async function one(
  session: Session,
  { plan, grant, milestone, metric }: Tranche,
  signer: PublicKey,
  what: string,
  instruction: TransactionInstruction,
): Promise<void> {
  const title = `${what} milestone ${milestone.index} (${clean(metric.key)}) of grant ${grant.grantId}`;
  await perform(session, { title, instructions: [instruction], signer, decimals: plan.decimals });
}
