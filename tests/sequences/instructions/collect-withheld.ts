/** Pays out what claims withheld. */
import { accountOf, amountFrom, choosePlan, holder, tokensOf } from '../choose';
import { requireCall } from '../require-call';
import {
  checkFresh,
  checkOwned,
  checkPlanTokens,
  checkRole,
  ensure,
  loadPlan,
  moveTokens,
  signer,
  vaultOf,
} from '../rules/checks';
import { roleAt } from '../state';
import type { InstructionDefinition } from './definition';

export const collectWithheld: InstructionDefinition<{ readonly amount: bigint }> = {
  weight: 6,
  leastAccepted: 20,
  expires: 'last',
  encode: (writer, { amount }) => writer.number(amount, 8),
  rule: (world, call) => {
    const payroll = signer(call, 'payroll');
    const plan = loadPlan(world, call);
    checkPlanTokens(plan, call);
    checkFresh(world, call.expiresTs);
    checkRole(world, plan, 'payroll', payroll, 'NotPayroll');
    const destination = checkOwned(world, call, payroll, plan);
    const { amount } = call.args;
    ensure(amount > 0n, 'AmountIsZero');
    ensure(amount <= plan.withheld, 'WithheldTooSmall');
    plan.withheld -= amount;
    moveTokens(world, vaultOf(world, plan), destination, amount);
  },
  intent: (world, draw) => {
    const plan = choosePlan(world, draw, (one) => one.withheld > 0n);
    if (plan === undefined) return undefined;
    const payroll = holder(world, plan, 'payroll');
    const destination = accountOf(payroll, plan.mint, draw.who % 2 === 1);
    const accounts = { payroll, plan: plan.name, destination, ...tokensOf(plan) };
    return { instruction: 'collectWithheld', accounts, args: { amount: amountFrom(plan.withheld, draw) } };
  },
  teardown: (run, plan) => {
    if (plan.withheld === 0n) return;
    const payroll = roleAt(plan, 'payroll', run.world.now);
    const accounts = { payroll, plan: plan.name, destination: `${payroll}.${plan.mint}`, ...tokensOf(plan) };
    requireCall(run, { instruction: 'collectWithheld', accounts, args: { amount: plan.withheld } });
  },
};
