/** Takes a deposit back. */
import { governanceName } from '../addresses';
import { at, type Call } from '../calls';
import { accountOf, choose, tokensOf } from '../choose';
import { payTo, requireCall } from '../require-call';
import { checkOwned, ensure, load, loadPlan, moveTokens, refuse, returnRent, signer } from '../rules/checks';
import { checkGovernanceTokens, loadGovernance } from '../rules/governance';
import type { Name, World } from '../state';
import { earliest } from '../time';
import { assemblies } from '../voting-rights';
import { writeNothing } from '../writer';
import type { InstructionDefinition, NoArguments } from './definition';

/** Takes a deposit back to its owner; `signer` may be somebody else at the end of a plan. */
export function withdrawVotesCall(world: World, deposit: Name, side: boolean, signer?: Name): Call | undefined {
  const { governance, owner } = world.deposits.get(deposit) ?? { governance: '', owner: '' };
  const found = assemblies(world).find((one) => one.governance.name === governance);
  if (found === undefined) return undefined;
  const { plan } = found;
  const tokens = { ...tokensOf(plan), vault: found.governance.vault };
  const destination = accountOf(owner, plan.mint, side);
  const accounts = { signer: signer ?? owner, owner, plan: plan.name, governance, deposit, destination, ...tokens };
  return { instruction: 'withdrawVotes', accounts, args: {} };
}

export const withdrawVotes: InstructionDefinition<NoArguments> = {
  weight: 4,
  leastAccepted: 30,
  encode: writeNothing,
  rule: (world, call) => {
    const who = signer(call, 'signer');
    const owner = at(call, 'owner');
    const plan = loadPlan(world, call);
    const governance = loadGovernance(world, call);
    const deposit = load(world, world.deposits, at(call, 'deposit'));
    checkGovernanceTokens(plan, governance, call);
    const own = deposit.governance === governance.name && deposit.owner === owner;
    ensure(own && (who === owner || (plan.sealed && plan.grants === 0)), 'NotYourDeposit');
    const destination = checkOwned(world, call, owner, plan);
    ensure(world.now >= deposit.lockedUntilTs, 'DepositIsLocked');
    const vault = world.tokens.get(governance.vault) ?? refuse('the governance has no vault');
    moveTokens(world, vault, destination, deposit.amount);
    world.deposits.delete(deposit.name);
    returnRent(world, deposit.name, owner);
  },
  intent: (world, draw) => {
    const hasty = draw.amount % 4 === 3;
    const deposit = choose(
      [...world.deposits.values()],
      draw,
      ({ lockedUntilTs }) => hasty || world.now >= lockedUntilTs,
    );
    const other = draw.who % 8 >= 6 ? 'stranger' : undefined;
    return deposit && withdrawVotesCall(world, deposit.name, draw.who % 2 === 1, other);
  },
  requires: ['depositVotes', 'createGovernance'],
  dueTs: ({ now, deposits }) =>
    earliest(
      now,
      [...deposits.values()].map(({ lockedUntilTs }) => lockedUntilTs),
    ),
  teardown: (run, plan) => {
    for (const { name, owner, governance } of run.world.deposits.values()) {
      if (governance !== governanceName(plan.name)) continue;
      const side = payTo(run, owner, plan.mint).endsWith('.side');
      // Nobody's deposit keeps a plan from closing.
      const call = withdrawVotesCall(run.world, name, side, 'stranger');
      if (call !== undefined) requireCall(run, call);
    }
  },
};
