/** `tenure plan resume-claims` */
import { resumeClaimsOperation } from '@tenure/operations';
import { guardianAt } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';

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
      await performOperation(session, state, resumeClaimsOperation(session.operations, state, signer));
    });
}
