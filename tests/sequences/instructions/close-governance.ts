/** Closes the governance of a sealed plan. */
import { at, type Call } from '../calls';
import { choose, tokensOf } from '../choose';
import { requireCall } from '../require-call';
import {
  addLamports,
  checkRentRecipient,
  ensure,
  lamports,
  loadPlan,
  moveTokens,
  refuse,
  returnRent,
  vaultOf,
} from '../rules/checks';
import { checkGovernanceTokens, loadGovernance } from '../rules/governance';
import { assemblies, type Assembly } from '../voting-rights';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

/** Sends what is left of the deposits to the plan. */
export function closeGovernanceCall({ plan, governance }: Assembly): Call {
  const on = { plan: plan.name, governance: governance.name, rentRecipient: plan.rentRecipient };
  const accounts = { ...on, ...tokensOf(plan), vault: governance.vault, planVault: plan.vault };
  return { instruction: 'closeGovernance', accounts, args: {} };
}

export const closeGovernance: InstructionDefinition<NoArguments> = {
  weight: 3,
  leastAccepted: 3,
  encode: writeNothing,
  rule: (world, call) => {
    const plan = loadPlan(world, call);
    const governance = loadGovernance(world, call);
    checkGovernanceTokens(plan, governance, call);
    ensure(at(call, 'planVault') === plan.vault, 'WrongVault');
    checkRentRecipient(plan, call);
    ensure(plan.sealed, 'PlanNotSealed');
    ensure(plan.grants === 0, 'PlanNotEmpty');
    const vault = world.tokens.get(governance.vault) ?? refuse('the governance has no vault');
    const held = [...world.deposits.values()].filter((deposit) => deposit.governance === governance.name);
    ensure(
      held.every(({ amount }) => amount === 0n),
      'DepositsRemain',
    );
    // Token-2022's own: transfer fees wait in the account.
    ensure(vault.fees === 0n, 'Custom(35)');
    moveTokens(world, vault, vaultOf(world, plan), vault.amount);
    world.tokens.delete(governance.vault);
    addLamports(world, plan.rentRecipient, lamports(world, governance.vault));
    world.lamports.delete(governance.vault);
    world.governances.delete(governance.name);
    returnRent(world, governance.name, plan.rentRecipient);
  },
  intent: (world, draw) => {
    const empty = ({ plan, governance }: Assembly): boolean =>
      plan.sealed &&
      plan.grants === 0 &&
      ![...world.deposits.values()].some((one) => one.governance === governance.name);
    const found = choose(assemblies(world), draw, empty);
    return found && closeGovernanceCall(found);
  },
  requires: ['withdrawVotes', 'closeGrant', 'sealPlan'],
  teardown: (run, plan) => {
    const assembly = assemblies(run.world).find((one) => one.plan === plan);
    if (assembly === undefined) return;
    const { vault } = assembly.governance;
    const waits = (run.world.tokens.get(vault)?.fees ?? 0n) > 0n;
    if (waits) run.happen({ event: 'harvest', mint: plan.mint, account: vault });
    requireCall(run, closeGovernanceCall(assembly));
  },
};
