/** `tenure plan sweep` */
import { fetchTombstones, sweepTombstone, type Plan, type Tombstone } from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import type { Command } from 'commander';
import { findPlan, PLAN } from '../../accounts/find-grant';
import { anybodyOf } from '../../accounts/signers';
import { CliError } from '../../cli-error';
import type { OpenSession } from '../../open-session';
import { performAll, type TransactionRequest, type Step } from '../../operation/perform';
import { stepsOf } from '../../operation/steps';
import type { Session } from '../../session';

/** Adds the command. */
export function addPlanSweep(plan: Command, open: OpenSession): void {
  plan
    .command('sweep')
    .description('remove what is left of the closed grants of a sealed plan; their rent comes back; anybody may')
    .argument('<plan>', PLAN)
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      if (state.status !== 'sealed') {
        const remedy = 'Until it is sealed they keep their ids from living twice: seal it first.';
        throw new CliError('PlanNotSealed', `Plan ${state.planId} still issues`, remedy);
      }
      const left = await fetchTombstones(session.reader, state.address, session.programId);
      await performAll(session, sweeps(session, state, left), 'Nothing is left of closed grants.');
    });
}

/** What is left of one closed grant. */
interface Sweep extends InstructionGroup {
  readonly grantId: bigint;
}

function sweeps(session: Session, plan: Plan, left: readonly Tombstone[]): AsyncGenerator<Step> {
  const { address, rentRecipient, decimals } = plan;
  const signer = anybodyOf(session, plan);
  const payer = session.feePayer(signer);
  const all = left.map(({ address: tombstone, grantId }): Sweep => {
    const instruction = sweepTombstone({ plan: address, tombstone, rentRecipient }, session.programId);
    return { form: 'sweep', label: `grant ${grantId}`, grantId, instructions: [instruction] };
  });
  const requestOf = (some: readonly Sweep[]): TransactionRequest => ({
    title: `Sweep ${some.map(({ grantId }) => `grant ${grantId}`).join(', ')} of plan ${plan.planId}`,
    instructions: some.flatMap(({ instructions }) => instructions),
    ...{ signer, payer, decimals },
  });
  return stepsOf(session, all, payer, requestOf);
}
