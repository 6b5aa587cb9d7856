/** `tenure plan resume-claims` */
import { guardianAt, resumeClaims } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';

/** Adds the command. */
export function addPlanResumeClaims(plan: Command, open: OpenSession): void {
  plan
    .command('resume-claims')
    .description('end a pause of claims; signed by guardian or authority')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const { authority } = state;
      const guardian = guardianAt(state, await session.now());
      const signer = guardian !== null && session.mode !== 'export' && session.holds(guardian) ? guardian : authority;
      const expiresTs = await session.expiry();
      const instructions = [resumeClaims({ signer, plan: state.address, expiresTs }, session.programId)];
      const title = `Resume claims of plan ${state.planId}`;
      await perform(session, { title, instructions, signer, decimals: state.decimals });
    });
}
