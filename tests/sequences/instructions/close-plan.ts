/** Closes a plan and its vault. */
import { governanceName, oraclesName } from '../addresses';
import { accountOf, choosePlan, tokensOf } from '../choose';
import { payTo, requireCall } from '../require-call';
import {
  addLamports,
  checkAuthority,
  checkFresh,
  checkOwned,
  checkPlanTokens,
  checkRentRecipient,
  ensure,
  lamports,
  loadPlan,
  moveTokens,
  returnRent,
  signer,
  vaultOf,
} from '../rules/checks';
import type { Plan, World } from '../state';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

const CLOSED_PLAN_SIZE = 8;

/** Whether a plan can be closed. */
function isEmpty(world: World, { name, sealed, grants, tombstones, withheld, vault }: Plan): boolean {
  const holds = world.oracleSets.has(oraclesName(name)) || world.governances.has(governanceName(name));
  return sealed && !holds && grants + tombstones === 0 && withheld === 0n && world.tokens.get(vault)?.fees === 0n;
}

export const closePlan: InstructionDefinition<NoArguments> = {
  weight: 5,
  leastAccepted: 5,
  expires: 'last',
  encode: writeNothing,
  rule: (world, call) => {
    const authority = signer(call, 'authority');
    const plan = loadPlan(world, call);
    checkPlanTokens(plan, call);
    checkAuthority(plan, authority);
    checkFresh(world, call.expiresTs);
    checkRentRecipient(plan, call);
    ensure(plan.sealed, 'PlanNotSealed');
    ensure(plan.reserved + plan.withheld === 0n && plan.grants === 0 && plan.tombstones === 0, 'PlanNotEmpty');
    ensure(!world.oracleSets.has(oraclesName(plan.name)), 'MetricsRemain');
    ensure(!world.governances.has(governanceName(plan.name)), 'GovernanceRemains');
    const destination = checkOwned(world, call, plan.authority, plan);
    const vault = vaultOf(world, plan);
    // Token-2022's own: transfer fees wait in the account.
    ensure(vault.fees === 0n, 'Custom(35)');

    moveTokens(world, vault, destination, vault.amount);
    world.tokens.delete(plan.vault);
    addLamports(world, plan.rentRecipient, lamports(world, plan.vault));
    world.lamports.delete(plan.vault);
    returnRent(world, plan.name, plan.rentRecipient, CLOSED_PLAN_SIZE);
    world.plans.delete(plan.name);
    world.closedPlans.add(plan.name);
  },
  intent: (world, draw) => {
    const plan = choosePlan(world, draw, (one) => isEmpty(world, one));
    if (plan === undefined) return undefined;
    const destination = accountOf(plan.authority, plan.mint, draw.who % 2 === 1);
    const { authority, name, rentRecipient } = plan;
    const accounts = { authority, plan: name, destination, rentRecipient, ...tokensOf(plan) };
    return { instruction: 'closePlan', accounts, args: {} };
  },
  requires: ['closeGovernance', 'closeOracleSet', 'closeMetric', 'sweepTombstone', 'sealPlan'],
  teardown: (run, plan) => {
    const { authority, mint, vault, rentRecipient } = plan;
    const destination = payTo(run, authority, mint);
    if ((run.world.tokens.get(vault)?.fees ?? 0n) > 0n) run.happen({ event: 'harvest', mint, account: vault });
    const accounts = { authority, plan: plan.name, destination, ...tokensOf(plan), rentRecipient };
    requireCall(run, { instruction: 'closePlan', accounts, args: {} });
  },
};
