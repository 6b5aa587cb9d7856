/** `tenure proposal execute` */
import { executeProposalOperation } from '@tenure/operations';
import type { Command } from 'commander';
import { findProposal, PROPOSAL, type FoundProposal } from '../../accounts/find-proposal';
import { grantsOf } from '../../accounts/vote-sources';
import type { OpenSession } from '../../open-session';
import { performOperation } from '../../operation/perform-operation';
import { effectJson, effectOf, subjectName, subjectOf } from '../../output/effect-text';
import { actionText } from '../../output/governance-facts';
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
  const says = actionText(action, subjectName(action, subject), plan.decimals);
  const operation = executeProposalOperation(session.operations, proposal, says, effect.text);
  await performOperation(session, plan, operation, { result: { says, effect: effectJson(effect) } });
}
