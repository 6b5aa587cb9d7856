/** Takes what nobody is owed out of a plan. */
import { accountOf, amountFrom, choosePlan, surplus, tokensOf } from '../choose';
import { payTo, requireCall } from '../require-call';
import {
  checkAuthority,
  checkFresh,
  checkOwned,
  checkPlanTokens,
  ensure,
  loadPlan,
  moveTokens,
  signer,
  vaultOf,
} from '../rules/checks';
import type { InstructionDefinition } from './definition';

export const withdrawSurplus: InstructionDefinition<{ readonly amount: bigint }> = {
  weight: 3,
  leastAccepted: 25,
  expires: 'last',
  encode: (writer, { amount }) => writer.number(amount, 8),
  rule: (world, call) => {
    const authority = signer(call, 'authority');
    const plan = loadPlan(world, call);
    checkPlanTokens(plan, call);
    checkAuthority(plan, authority);
    checkFresh(world, call.expiresTs);
    const destination = checkOwned(world, call, plan.authority, plan);
    const { amount } = call.args;
    ensure(amount > 0n, 'AmountIsZero');
    const vault = vaultOf(world, plan);
    ensure(amount <= vault.amount - plan.reserved - plan.withheld, 'SurplusTooSmall');
    moveTokens(world, vault, destination, amount);
  },
  intent: (world, draw) => {
    const plan = choosePlan(world, draw, (one) => surplus(world, one) > 0n);
    if (plan === undefined) return undefined;
    const destination = accountOf(plan.authority, plan.mint, draw.who % 2 === 1);
    const accounts = { authority: plan.authority, plan: plan.name, destination, ...tokensOf(plan) };
    return { instruction: 'withdrawSurplus', accounts, args: { amount: amountFrom(surplus(world, plan), draw) } };
  },
  teardown: (run, plan) => {
    const { authority, mint } = plan;
    const rest = surplus(run.world, plan);
    if (rest === 0n) return;
    const destination = payTo(run, authority, mint);
    const accounts = { authority, plan: plan.name, destination, ...tokensOf(plan) };
    requireCall(run, { instruction: 'withdrawSurplus', accounts, args: { amount: rest }, expiresTs: run.world.now });
  },
};
