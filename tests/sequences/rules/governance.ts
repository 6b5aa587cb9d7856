/** Rules of what belongs to a plan's governance. */
import { at, type CallAccounts } from '../calls';
import type { Governance } from '../governance';
import type { Plan, World } from '../state';
import { ensure, load } from './checks';

/** The governance that a call names. */
export function loadGovernance(world: World, call: CallAccounts): Governance {
  return load(world, world.governances, at(call, 'governance'));
}

/** What belongs to a plan's governance belongs to no other. */
export function checkGovernancePlan(plan: Plan, item: { readonly plan: string }): void {
  ensure(item.plan === plan.name, 'GovernanceOfAnotherPlan');
}

/** Vault, mint and token program that deposits move through. */
export function checkGovernanceTokens(plan: Plan, governance: Governance, call: CallAccounts): void {
  checkGovernancePlan(plan, governance);
  ensure(at(call, 'vault') === governance.vault, 'WrongVault');
  ensure(at(call, 'mint') === plan.mint, 'WrongMint');
  ensure(at(call, 'tokenProgram') === plan.tokenProgram, 'WrongTokenProgram');
}
