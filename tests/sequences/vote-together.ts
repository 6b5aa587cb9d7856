/** Commands of many who vote. */
import type { Draw } from './draws';
import { choose } from './intents';
import type { Run } from './run';
import {
  assemblies, castCall, closeGovernanceCall, isVoting, openCall, openers, takesProposals, undecided, withdrawCall,
} from './vote-intents';
import { actionFrom } from './vote-offers';
import type { Proposal } from './voting';

/** Enough to decide; a large plan need not turn out. */
const VOTERS = 6;

/** What is voted on; where there is nothing, something is proposed as soon as somebody may. */
function proposed(run: Run, draw: Draw): Proposal | undefined {
  const { world } = run;
  const voting = (): Proposal[] => [...world.proposals.values()].filter((one) => isVoting(world, one) && undecided(world, one).length > 0);
  const found = choose(voting(), draw, () => true);
  if (found !== undefined) return found;
  const assembly = choose(assemblies(world).filter(takesProposals), draw, (one) => openers(world, one).length > 0);
  if (assembly === undefined) return undefined;
  const action = actionFrom(world, assembly.plan, assembly.governance.settings, draw.amount);
  const [source] = openers(world, assembly, action);
  if (source !== undefined) run.call(openCall(world, assembly, source, action, draw));
  return voting().at(-1);
}

/** Everybody who may votes, mostly for it. */
export function voteTogether(run: Run, draw: Draw): void {
  const { world } = run;
  const proposal = proposed(run, draw);
  if (proposal === undefined) return;
  const against = draw.detail % 3 === 0 ? draw.who % 3 : -1;
  // The weightiest first, so that it is decided.
  const heavy = undecided(world, proposal).sort((a, b) => (a.weight < b.weight ? 1 : -1));
  for (const [index, source] of heavy.slice(0, VOTERS).entries()) {
    run.call(castCall(proposal, source, index !== against));
  }
}

/** A plan without grants comes to its end: deposits go back, it is sealed, and its governance is closed. */
export function disband(run: Run, draw: Draw): void {
  const { world } = run;
  const found = choose(assemblies(world), draw, ({ plan }) => plan.grants === 0);
  if (found === undefined) return;
  const { plan, governance } = found;
  const deposits = [...world.deposits.values()].filter((deposit) => deposit.governance === governance.name);
  run.goTo(Math.max(world.now, ...deposits.map(({ lockedUntilTs }) => lockedUntilTs)));
  for (const { name } of deposits) {
    const call = withdrawCall(world, name, true);
    if (call !== undefined) run.call(call);
  }
  if (!plan.sealed) run.call({ instruction: 'sealPlan', accounts: { authority: plan.authority, plan: plan.name }, args: {} });
  run.call(closeGovernanceCall(found));
}
