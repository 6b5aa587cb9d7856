/** Deposits tokens to vote with. */
import { DEPOSIT_IDS, depositName, DEPOSITORS } from '../addresses';
import type { Draw } from '../arbitraries';
import { at, type Call } from '../calls';
import { accountOf, choose, tokensOf } from '../choose';
import { ensure, loadPlan, payIn, payRent, refuse, signer } from '../rules/checks';
import { checkGovernanceTokens, loadGovernance } from '../rules/governance';
import type { Name, World } from '../state';
import { pick } from '../time';
import { DEPOSIT_SIZE } from '../vote-layout';
import { assemblies, type Assembly } from '../voting-rights';
import type { InstructionDefinition } from './definition';

/** Deposits a part of what somebody holds. */
export function depositVotesCall(
  world: World,
  { plan, governance }: Assembly,
  owner: Name,
  id: bigint,
  draw: Draw,
): Call {
  const source = accountOf(owner, plan.mint, draw.detail % 8 === 7);
  const held = world.tokens.get(source)?.amount ?? 0n;
  const amount = pick([held / 3n, 1_000n, held / 7n, 777_777n, 1n, held, held + 1n, 0n, held / 2n], draw.amount);
  const tokens = { ...tokensOf(plan), vault: governance.vault };
  const accounts = { owner, plan: plan.name, governance: governance.name, source, ...tokens };
  const deposit = depositName(governance.name, owner, id);
  return { instruction: 'depositVotes', accounts: { ...accounts, deposit }, args: { depositId: id, amount } };
}

export const depositVotes: InstructionDefinition<{ readonly depositId: bigint; readonly amount: bigint }> = {
  weight: 6,
  leastAccepted: 30,
  encode: (writer, { depositId, amount }) => writer.number(depositId, 8).number(amount, 8),
  rule: (world, call) => {
    const owner = signer(call, 'owner');
    const plan = loadPlan(world, call);
    const governance = loadGovernance(world, call);
    const { depositId: id, amount } = call.args;
    const name = at(call, 'deposit');
    ensure(name === depositName(governance.name, owner, id), 'ConstraintSeeds');
    checkGovernanceTokens(plan, governance, call);
    ensure(at(call, 'source') !== governance.vault, 'VaultIsCounterparty');
    // Where nothing is left to vote on, nobody keeps the plan from closing.
    ensure(!plan.sealed || plan.grants > 0, 'PlanIsSealed');
    ensure(amount > 0n, 'AmountIsZero');
    ensure(!world.deposits.has(name), 'DepositAlreadyExists');
    const vault = world.tokens.get(governance.vault) ?? refuse('the governance has no vault');
    const received = payIn(world, call, owner, vault, amount, 1n);
    payRent(world, name, DEPOSIT_SIZE, owner);
    const made = { governance: governance.name, owner, id, amount: received, madeTs: world.now };
    world.deposits.set(name, { name, ...made, lockedUntilTs: 0 });
  },
  intent: (world, draw) => {
    const owner = pick(DEPOSITORS, draw.who);
    const id = pick(DEPOSIT_IDS, draw.who >> 4);
    const free = ({ governance }: Assembly): boolean => !world.deposits.has(depositName(governance.name, owner, id));
    const found = choose(assemblies(world), draw, (one) => (!one.plan.sealed || one.plan.grants > 0) && free(one));
    return found && depositVotesCall(world, found, owner, id, draw);
  },
  requires: ['createGovernance'],
};
