/** `tenure governance close` */
import { AccountLayout } from '@solana/spl-token';
import { closeGovernance } from '@tenure/sdk';
import type { Command } from 'commander';
import { PLAN } from '../../accounts/find-grant';
import { findGovernance, type FoundGovernance } from '../../accounts/find-proposal';
import { anybodyOf } from '../../accounts/signers';
import { transferAccountsFor } from '../../accounts/token-accounts';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';
import type { Session } from '../../session';

/** Adds the command. */
export function addGovernanceClose(governance: Command, open: OpenSession): void {
  governance
    .command('close')
    .description('close the governance of a sealed plan without grants and deposits; rent back; anybody may')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      await close(session, await findGovernance(session, text));
    });
}

async function close(session: Session, { plan, governance }: FoundGovernance): Promise<void> {
  const { address, planId, rentRecipient, decimals, vault } = plan;
  const held = await session.reader.getAccountInfo(governance.vault);
  const amount = held === null ? 0n : AccountLayout.decode(held.data.subarray(0, AccountLayout.span)).amount;
  const transfer = { source: governance.vault, destination: vault, owner: governance.address, amount };
  const transferAccounts = await transferAccountsFor(session, plan, transfer);
  const input = { plan: address, planState: plan, rentRecipient, transferAccounts };
  await perform(session, {
    title: `Close the governance of plan ${planId}`,
    instructions: [closeGovernance(input, session.programId)],
    signer: anybodyOf(session, plan),
    decimals,
  });
}
