/** `tenure plan seal` */
import { sealPlan } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';

/** Adds the command. */
export function addPlanSeal(plan: Command, open: OpenSession): void {
  plan
    .command('seal')
    .description('end issuing for good; signed by the authority')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const { authority, address, planId, decimals } = await findPlan(session, text);
      const input = { authority, plan: address, expiresTs: await session.expiry() };
      await perform(session, {
        title: `Seal plan ${planId}: it never issues again`,
        instructions: [sealPlan(input, session.programId)],
        signer: authority,
        decimals,
      });
    });
}
