/** Commands of many who vote. */
import type { Draw } from './arbitraries';
import type { Call } from './calls';
import { choose, holder } from './choose';
import {
  type Action,
  actionBit,
  depositsVote,
  executableTs,
  hasPassed,
  type Proposal,
  type Source,
  sources,
  voterCap,
  votingEndsTs,
} from './governance';
import { castVoteCall } from './instructions/cast-vote';
import { closeGovernanceCall } from './instructions/close-governance';
import { executeProposalCall } from './instructions/execute-proposal';
import { openProposalCall } from './instructions/open-proposal';
import { withdrawVotesCall } from './instructions/withdraw-votes';
import type { Run } from './run';
import type { Plan } from './state';
import { pick } from './time';
import { actionFrom } from './vote-offers';
import { assemblies, type Assembly, isVoting, openers, takesProposals, undecided } from './voting-rights';

const DAY = 86_400;
/** Enough to decide; a large plan need not turn out. */
const VOTERS = 6;

/** Opens a proposal about an action with the first grant or deposit that can. */
function open(run: Run, assembly: Assembly, action: Action, draw: Draw): Proposal | undefined {
  const { world } = run;
  const [source] = openers(world, assembly, action);
  if (source === undefined || !takesProposals(assembly)) return undefined;
  const call = openProposalCall(world, assembly, source, action, { ...draw, detail: draw.detail % 4 });
  return run.call(call) ? world.proposals.get(call.accounts['proposal'] ?? '') : undefined;
}

/** What is voted on; where there is nothing, something is proposed as soon as somebody may. */
function proposed(run: Run, draw: Draw): Proposal | undefined {
  const { world } = run;
  const voting = (): Proposal[] =>
    [...world.proposals.values()].filter((one) => isVoting(world, one) && undecided(world, one).length > 0);
  const found = choose(voting(), draw, () => true);
  if (found !== undefined) return found;
  const assembly = choose(assemblies(world).filter(takesProposals), draw, (one) => openers(world, one).length > 0);
  if (assembly === undefined) return undefined;
  open(run, assembly, actionFrom(world, assembly.plan, assembly.governance.settings, draw.amount), draw);
  return voting().at(-1);
}

/** Votes, the weightiest first, so that it is decided. */
function vote(run: Run, proposal: Proposal, approves: (index: number) => boolean, depositsOnly = false): void {
  const able = undecided(run.world, proposal).filter(({ isDeposit }) => isDeposit || !depositsOnly);
  const heavy = able.sort((a, b) => (a.weight < b.weight ? 1 : -1));
  for (const [index, source] of heavy.slice(0, VOTERS).entries())
    run.call(castVoteCall(proposal, source, approves(index)));
}

/** Two that weigh the same vote, one for it and one against it; whether there are two. */
function tie(run: Run, proposal: Proposal): boolean {
  const all = undecided(run.world, proposal);
  const cap = voterCap(proposal);
  const counts = ({ weight }: Source): bigint => (weight < cap ? weight : cap);
  const pairs = all.flatMap((one) =>
    all.filter((other) => other.holder > one.holder && counts(other) === counts(one)).map((other) => [one, other]),
  );
  // The weightiest, which may be a quorum.
  const [pair = []] = pairs.sort(([a], [b]) => (a !== undefined && b !== undefined && a.weight < b.weight ? 1 : -1));
  for (const [index, source] of pair.entries()) run.call(castVoteCall(proposal, source, index === 0));
  return pair.length > 0;
}

/** Deposits try to vote where they have none. */
function intrude(run: Run, proposal: Proposal, plan: Plan): void {
  const all = sources(run.world, plan, proposal.governance, proposal.createdTs);
  const deposit = all.find(({ isDeposit }) => isDeposit);
  if (deposit !== undefined && !depositsVote(proposal.action.kind, proposal.settings))
    run.call(castVoteCall(proposal, deposit, true));
}

/** Everybody who may votes, mostly for it. */
export function voteTogether(run: Run, draw: Draw): void {
  const proposal = proposed(run, draw);
  if (proposal === undefined) return;
  const against = draw.detail % 3 === 0 ? draw.who % 3 : -1;
  vote(run, proposal, (index) => index !== against);
}

/** What somebody who holds a role does between a vote and its execution, to no avail. */
function defeat(run: Run, { name, authority, accelerations }: Plan, action: Action, draw: Draw): void {
  const { world } = run;
  const plan = world.plans.get(name);
  if (plan === undefined) return;
  const grant = 'grant' in action ? action.grant : (world.grantsOf(name)[0]?.name ?? '');
  const on = { plan: name };
  const calls: readonly Call[] = [
    { instruction: 'terminateGrant', accounts: { authority, ...on, grant }, args: { cause: 'forCause' } },
    {
      instruction: 'acceleratePlan',
      accounts: { accelerator: authority, ...on },
      args: { accelerationBps: accelerations.length > 3 ? 10_000 : 1 },
    },
    {
      instruction: 'setRole',
      accounts: { authority, ...on },
      args: { role: 'operator', holder: holder(world, plan, 'operator') === 'operator' ? 'thief' : 'operator' },
    },
  ];
  if (world.grants.has(grant) || draw.who % 3 !== 0) run.call(pick(calls, draw.who));
}

/** One proposal from its opening to what comes of it. */
export function decide(run: Run, draw: Draw): void {
  const { world } = run;
  const assembly = choose(assemblies(world).filter(takesProposals), draw, (one) => openers(world, one).length > 0);
  if (assembly === undefined) return;
  const { plan, governance } = assembly;
  const action = actionFrom(world, plan, governance.settings, draw.amount);
  // Now and then the same was voted on a moment before, which nobody carries out in time.
  const repeats = draw.detail % 3 === 0 && (action.kind === 'setIssueCap' || action.kind === 'replaceOracles');
  const older = repeats ? open(run, assembly, action, draw) : undefined;
  if (older !== undefined) vote(run, older, () => true);
  const proposal = open(run, assembly, action, draw);
  if (proposal === undefined) return;
  if (draw.who % 3 === 0) intrude(run, proposal, plan);
  const split = draw.detail % 4 === 3;
  if (!split || !tie(run, proposal)) vote(run, proposal, (index) => !split || index % 2 === 0);
  if (draw.detail % 2 === 0) defeat(run, plan, action, draw);
  run.goTo(Math.max(world.now, executableTs(proposal)));
  if (!run.call(executeProposalCall(proposal))) return;
  if (older !== undefined && hasPassed(older)) run.call(executeProposalCall(older));
  if (action.kind === 'terminateGrant') {
    const accounts = { authority: plan.authority, plan: plan.name, grant: action.grant };
    run.call({ instruction: 'withdrawTermination', accounts, args: {} });
  }
  const set = [...world.oracleSets.values()].find((one) => one.plan === plan.name);
  if (action.kind !== 'replaceOracles' || set === undefined) return;
  const accounts = { authority: plan.authority, plan: plan.name, oracleSet: set.name };
  // The authority's own set does not take its place.
  if (draw.who % 2 === 0)
    run.call({ instruction: 'proposeOracleSet', accounts, args: { attestors: ['authority', 'thief'], threshold: 2 } });
  // What members voted waits as long as it takes.
  run.goTo(Math.max(world.now, set.next?.readyTs ?? 0) + pick([0, 0, 3 * DAY, 30 * DAY], draw.who));
  run.call({ instruction: 'applyOracleSet', accounts: { oracleSet: set.name }, args: {} });
}

/** Roles, then votes, release a little of a plan as often as they may. */
export function exhaust(run: Run, draw: Draw): void {
  const { world } = run;
  const voting = assemblies(world)
    .filter((one) => openers(world, one).length > 1)
    .map(({ plan }) => plan);
  const from = draw.detail % 4 < 3 && voting.length > 0 ? voting : [...world.plans.values()];
  const plan = choose(from, draw, ({ accelerations }) => accelerations.at(-1)?.retained !== 0n);
  if (plan === undefined) return;
  const accounts = { accelerator: plan.authority, plan: plan.name };
  const little = (index: number): number => 1 + ((draw.amount + index) % 17);
  for (let index = 0; index < 17; index += 1) {
    if (!run.call({ instruction: 'acceleratePlan', accounts, args: { accelerationBps: little(index) } })) break;
  }
  const assembly = assemblies(world).find((one) => one.plan === plan);
  if (assembly === undefined || (assembly.governance.settings.actions & actionBit('acceleratePlan')) === 0) return;
  const proposals: Proposal[] = [];
  // One more than there is room for.
  for (let index = plan.accelerations.length; index <= 16; index += 1) {
    const proposal = open(
      run,
      assembly,
      { kind: 'acceleratePlan', accelerationBps: little(index) },
      { ...draw, who: index },
    );
    if (proposal === undefined) break;
    proposals.push(proposal);
    const byDeposits = draw.who % 2 === 0 && depositsVote('acceleratePlan', proposal.settings);
    vote(run, proposal, () => true, byDeposits);
  }
  for (const proposal of proposals) {
    run.goTo(Math.max(world.now, hasPassed(proposal) ? executableTs(proposal) : votingEndsTs(proposal)));
    if (hasPassed(proposal)) run.call(executeProposalCall(proposal));
    const { name, proposer } = proposal;
    if (proposal.status === 'executed')
      run.call({ instruction: 'closeProposal', accounts: { proposal: name, proposer }, args: {} });
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
    const call = withdrawVotesCall(world, name, true);
    if (call !== undefined) run.call(call);
  }
  if (!plan.sealed)
    run.call({ instruction: 'sealPlan', accounts: { authority: plan.authority, plan: plan.name }, args: {} });
  run.call(closeGovernanceCall(found));
}
