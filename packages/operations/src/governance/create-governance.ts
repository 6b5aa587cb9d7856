import { createGovernance, type GovernanceSettings, type Plan } from '@tenure/sdk';
import { instructionOperation } from '../instruction-operation';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** Lets the members of a plan vote, by rules that never change, before its first grant. Signed by the authority; the payer pays its rent. */
export function createGovernanceOperation(
  { programId, format }: OperationContext,
  plan: Plan,
  settings: GovernanceSettings,
): Operation {
  const { authority, address, planId } = plan;
  return instructionOperation({
    title: `Let the members of plan ${planId} vote, by these rules for good`,
    signer: authority,
    instruction: ({ expiresTs, payer }) =>
      createGovernance({ authority, payer, plan: address, planState: plan, settings, expiresTs }, programId),
    effects: () => [
      { label: 'A vote runs', value: format.span(settings.votingSecs) },
      { label: 'Must be cast', value: `${format.share(settings.quorumBps)} of what grants can vote`, strong: true },
      { label: 'Must approve', value: `${format.share(settings.approvalBps)} of what is cast`, strong: true },
      { label: 'Later changes', value: 'are not possible' },
    ],
    again: 'A plan has one governance at most.',
    done: 'The members of the plan vote by these rules, for good.',
  });
}
