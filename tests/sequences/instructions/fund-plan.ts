/** Pays tokens into a plan's vault. */
import { at } from '../calls';
import { accountOf, choosePlan, tokensOf } from '../choose';
import { checkPlanTokens, ensure, loadPlan, payIn, signer, vaultOf } from '../rules/checks';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

export const fundPlan: InstructionDefinition<{ readonly amount: bigint }> = {
  weight: 3,
  leastAccepted: 30,
  encode: (writer, { amount }) => writer.number(amount, 8),
  rule: (world, call) => {
    const funder = signer(call, 'funder');
    const plan = loadPlan(world, call);
    checkPlanTokens(plan, call);
    const { amount } = call.args;
    ensure(at(call, 'source') !== plan.vault, 'VaultIsCounterparty');
    ensure(amount > 0n, 'AmountIsZero');
    payIn(world, call, funder, vaultOf(world, plan), amount);
  },
  intent: (world, draw) => {
    const plan = choosePlan(world, draw, (one) => !one.sealed);
    if (plan === undefined) return undefined;
    const funder = pick(['creator', 'creator', 'stranger', 'authority'], draw.who);
    const amount = pick([10n ** 12n, 1_000_000n, 1n, 777_777n, 10n ** 18n, 10n ** 20n / 9n, 0n], draw.amount);
    const source = accountOf(funder, plan.mint, draw.detail % 8 === 7);
    const accounts = { funder, plan: plan.name, source, ...tokensOf(plan) };
    return { instruction: 'fundPlan', accounts, args: { amount } };
  },
};
