/** `tenure plan seal|sweep|close`: how a plan ends. */
import type { TransactionInstruction } from '@solana/web3.js';
import {
  closePlan,
  fetchTombstones,
  fetchVaultAmount,
  sealPlan,
  sweepTombstone,
  type Plan,
  type Tombstone,
} from '@tenure/sdk';
import type { InstructionGroup } from '@tenure/transactions';
import type { Command } from 'commander';
import { perform, performAll, type Operation, type Step } from '../../operation/perform';
import { stepsOf } from '../../operation/steps';
import { CliError } from '../../cli-error';
import type { Session } from '../../session';
import { destinationFor, findPlan, hookAccountsOut } from '../../accounts/find-grant';
import type { Opener } from '../../open-session';

/** Adds the commands. */
export function addPlanEnd(plan: Command, open: Opener): void {
  addSeal(plan, open);
  addSweep(plan, open);
  addClose(plan, open);
}

function addSeal(plan: Command, open: Opener): void {
  plan
    .command('seal')
    .description('end issuing for good; signed by the authority')
    .argument('<plan>', "the plan's address")
    .action(async (text: string, _options: unknown, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const input = { authority: state.authority, plan: state.address, expiresTs: await session.expiry() };
      await end(session, state, `Seal plan ${state.planId}: it never issues again`, [
        sealPlan(input, session.programId),
      ]);
    });
}

function addSweep(plan: Command, open: Opener): void {
  plan
    .command('sweep')
    .description('remove what is left of the closed grants of a sealed plan; their rent comes back; anybody may')
    .argument('<plan>', "the plan's address")
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
  const { address, rentRecipient, authority, decimals } = plan;
  const signer = session.mode === 'export' ? authority : session.self();
  const payer = session.feePayer(signer);
  const all = left.map(({ address: tombstone, grantId }): Sweep => {
    const instruction = sweepTombstone({ plan: address, tombstone, rentRecipient }, session.programId);
    return { form: 'sweep', label: `grant ${grantId}`, grantId, instructions: [instruction] };
  });
  const operationOf = (some: readonly Sweep[]): Operation => ({
    title: `Sweep ${some.map(({ grantId }) => `grant ${grantId}`).join(', ')} of plan ${plan.planId}`,
    instructions: some.flatMap(({ instructions }) => instructions),
    ...{ signer, payer, decimals },
  });
  return stepsOf(session, all, payer, operationOf);
}

function addClose(plan: Command, open: Opener): void {
  plan
    .command('close')
    .description('close a sealed, empty plan; surplus and rent come back; signed by the authority')
    .argument('<plan>', "the plan's address")
    .option('--to <account>', 'token account of the authority for the surplus (its associated one)')
    .action(async (text: string, { to }: { to?: string }, command: Command) => {
      const session = open(command);
      const state = await findPlan(session, text);
      const { authority, address } = state;
      const place = await destinationFor(session, state, authority, to, session.feePayer(authority));
      const amount = await fetchVaultAmount(session.reader, state);
      const hookAccounts = await hookAccountsOut(session, state, place, amount);
      const { destination, opening } = place;
      const input = { authority, plan: address, planState: state, destination, hookAccounts };
      const expiresTs = await session.expiry();
      await end(session, state, `Close plan ${state.planId}`, [
        ...opening,
        closePlan({ ...input, expiresTs }, session.programId),
      ]);
    });
}

function end(session: Session, state: Plan, title: string, instructions: TransactionInstruction[]): Promise<void> {
  return perform(session, { title, instructions, signer: state.authority, decimals: state.decimals });
}
