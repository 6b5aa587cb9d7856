/** `tenure plan close` */
import { closePlan, fetchVaultAmount } from '@tenure/sdk';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { destinationFor, transferAccountsOut } from '../../accounts/token-accounts';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';

/** Adds the command. */
export function addPlanClose(plan: Command, open: OpenSession): void {
  plan
    .command('close')
    .description('close a sealed, empty plan; surplus and rent come back; signed by the authority')
    .argument('<plan>', PLAN)
    .option('--to <account>', 'token account of the authority for the surplus (its associated one)')
    .action(async (text: string, { to }: { to?: string }, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const { authority, address, decimals } = state;
      const place = await destinationFor(session, state, authority, to, session.feePayer(authority));
      const amount = await fetchVaultAmount(session.reader, state);
      const transferAccounts = await transferAccountsOut(session, state, place, amount);
      const { destination, opening } = place;
      const input = { authority, plan: address, planState: state, destination, transferAccounts };
      const expiresTs = await session.expiry();
      await perform(session, {
        title: `Close plan ${state.planId}`,
        instructions: [...opening, closePlan({ ...input, expiresTs }, session.programId)],
        signer: authority,
        decimals,
      });
    });
}
