/** `tenure proposal execute` */
import { executeProposal } from '@tenure/sdk';
import type { Command } from 'commander';
import { findProposal, PROPOSAL, type FoundProposal } from '../../accounts/find-proposal';
import { anybodyOf } from '../../accounts/signers';
import { grantsOf } from '../../accounts/vote-sources';
import type { OpenSession } from '../../open-session';
import { perform } from '../../operation/perform';
import { effectJson, effectOf, subjectName, subjectOf } from '../../output/effect-text';
import { actionText } from '../../output/governance-facts';
import { remark } from '../../output/report';
import type { Session } from '../../session';

/** Adds the command. */
export function addProposalExecute(proposal: Command, open: OpenSession): void {
  proposal
    .command('execute')
    .description('carry out what has passed, once its delay is over; anybody may')
    .argument('<proposal>', PROPOSAL)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      await execute(session, await findProposal(session, text));
    });
}

async function execute(session: Session, found: FoundProposal): Promise<void> {
  const { plan, proposal } = found;
  const { action } = proposal;
  const subject = await subjectOf(session, action);
  const readGrants = () => grantsOf(session, plan.address);
  const effect = await effectOf(session, plan, action, await session.now(), readGrants, proposal);
  remark(session, [effect.text]);
  const input = {
    ...{ plan: plan.address, proposal: proposal.address },
    grant: 'grant' in action ? action.grant : undefined,
    replacesOracles: action.kind === 'replaceOracles',
  };
  const title = actionText(action, subjectName(action, subject), plan.decimals);
  await perform(session, {
    title: `Execute proposal ${proposal.number} of plan ${plan.planId}: ${title}`,
    instructions: [executeProposal(input, session.programId)],
    signer: anybodyOf(session, plan),
    decimals: plan.decimals,
    result: { says: title, effect: effectJson(effect) },
  });
}
