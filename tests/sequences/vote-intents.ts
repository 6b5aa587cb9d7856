/** From a draw to a well-meant call on a governance, a deposit, a proposal or a vote. */
import type { Call, ON_VOTES } from './calls';
import type { Draw } from './arbitraries';
import { accountOf, choose, tokensOf } from './intents';
import {
  DEPOSIT_IDS,
  depositName,
  DEPOSITORS,
  governanceName,
  oraclesName,
  PROPOSAL_IDS,
  proposalName,
  PROPOSALS_A_GOVERNANCE,
  vaultOf,
  voteName,
  voterName,
} from './addresses';
import type { Name, Plan, World } from './state';
import { pick } from './time';
import { actionFrom, badSettings, settingsFrom } from './vote-offers';
import {
  aboutGrant,
  type Action,
  capsVoters,
  depositsVote,
  executableTs,
  expiresTs,
  type Governance,
  hasPassed,
  overTs,
  type Proposal,
  REASONS,
  type Source,
  sources,
  votingEndsTs,
} from './governance';

const URIS = [
  'https://example.org/why.md',
  'ipfs://b',
  'x'.repeat(128),
  'ipfs://c',
  'two words',
  'ipfs://d',
  'ipfs://e',
];

type OnVotes = (typeof ON_VOTES)[number];

/** A governance with its plan. */
export interface Assembly {
  readonly plan: Plan;
  readonly governance: Governance;
}

export function assemblies(world: World): Assembly[] {
  return [...world.governances.values()].flatMap((governance) => {
    const plan = world.plans.get(governance.plan);
    return plan === undefined ? [] : [{ plan, governance }];
  });
}

/** Gives a plan its governance; with some `faults` not as it may be. */
export function createGovernanceCall(plan: Plan, choice: number, fault: number): Call {
  const governance = governanceName(plan.name);
  const good = settingsFrom(choice, plan);
  const payer = pick([plan.authority, 'creator'], fault);
  const tokens = { ...tokensOf(plan), vault: vaultOf(governance, plan.mint) };
  const accounts = { authority: plan.authority, payer, plan: plan.name, governance, ...tokens };
  return {
    instruction: 'createGovernance',
    accounts,
    args: fault % 12 === 11 ? badSettings(good, plan, choice) : good,
  };
}

/** Deposits a part of what somebody holds. */
export function depositCall(world: World, { plan, governance }: Assembly, owner: Name, id: bigint, draw: Draw): Call {
  const source = accountOf(owner, plan.mint, draw.detail % 8 === 7);
  const held = world.tokens.get(source)?.amount ?? 0n;
  const amount = pick([held / 3n, 1_000n, held / 7n, 777_777n, 1n, held, held + 1n, 0n, held / 2n], draw.amount);
  const tokens = { ...tokensOf(plan), vault: governance.vault };
  const accounts = { owner, plan: plan.name, governance: governance.name, source, ...tokens };
  const deposit = depositName(governance.name, owner, id);
  return { instruction: 'depositVotes', accounts: { ...accounts, deposit }, args: { depositId: id, amount } };
}

/** Ids that somebody can give a proposal. */
function freeIds(world: World, { name }: Governance, proposer: Name): bigint[] {
  return PROPOSAL_IDS.filter((id) => !world.proposals.has(proposalName(name, proposer, id)));
}

/** What could open a proposal about this now; without an action, about anything. */
export function openers(world: World, { plan, governance }: Assembly, action?: Action): Source[] {
  const { settings } = governance;
  const { minAgeSecs, proposalThreshold, depositActions } = settings;
  const depositsToo = action === undefined ? depositActions !== 0 : depositsVote(action.kind, settings);
  return sources(world, plan, governance.name, world.now).filter(({ holder, sinceTs, weight, isDeposit }) => {
    const able = sinceTs <= world.now - minAgeSecs && weight > 0n && weight >= proposalThreshold;
    return able && (depositsToo || !isDeposit) && freeIds(world, governance, holder).length > 0;
  });
}

/** Whether there is room for another proposal. */
export function takesProposals({ governance }: Assembly): boolean {
  return governance.nextProposal < PROPOSALS_A_GOVERNANCE;
}

export function openCall(
  world: World,
  { plan, governance }: Assembly,
  { name: source, holder }: Source,
  action: Action,
  draw: Draw,
): Call {
  const grant = aboutGrant(action);
  const free = freeIds(world, governance, holder);
  const id = pick(draw.detail % 32 === 31 || free.length === 0 ? PROPOSAL_IDS : free, draw.who);
  const on = {
    plan: plan.name,
    governance: governance.name,
    source,
    proposal: proposalName(governance.name, holder, id),
  };
  const accounts = { proposer: holder, ...on, ...(grant === undefined ? {} : { grant }) };
  const args = { proposalId: id, action, reason: pick(REASONS, draw.detail), uri: pick(URIS, draw.detail >> 2) };
  return { instruction: 'openProposal', accounts, args };
}

/** What has a vote on a proposal and has not cast it. */
export function undecided(world: World, proposal: Proposal): Source[] {
  const plan = world.plans.get(proposal.plan);
  if (plan === undefined) return [];
  const { createdTs, settings, action } = proposal;
  const depositsToo = depositsVote(action.kind, settings);
  return sources(world, plan, proposal.governance, createdTs).filter(({ name, sinceTs, weight, isDeposit }) => {
    const own = settings.excludeOwnGrant && aboutGrant(action) === name;
    if (isDeposit && !depositsToo) return false;
    return (
      sinceTs <= createdTs - settings.minAgeSecs &&
      weight > 0n &&
      !own &&
      !world.votes.has(voteName(name, proposal.number))
    );
  });
}

/** Whether votes are taken on it, which have a place. */
export function isVoting(world: World, proposal: Proposal): boolean {
  const hasPlaces = proposal.number < PROPOSALS_A_GOVERNANCE;
  return hasPlaces && proposal.status === 'open' && world.now < votingEndsTs(proposal);
}

export function castCall(
  proposal: Proposal,
  { name: source, holder: voter }: Source,
  approve: boolean,
  odd = false,
): Call {
  const capped = capsVoters(proposal) !== odd;
  const voteRecord = voteName(source, proposal.number);
  const accounts = { voter, plan: proposal.plan, proposal: proposal.name, source, voteRecord };
  const more = capped ? { voterRecord: voterName(proposal.name, voter) } : {};
  return { instruction: 'castVote', accounts: { ...accounts, ...more }, args: { approve } };
}

function castIntent(world: World, draw: Draw): Call | undefined {
  const found = choose(
    [...world.proposals.values()],
    draw,
    (one) => isVoting(world, one) && undecided(world, one).length > 0,
  );
  const plan = found && world.plans.get(found.plan);
  if (found === undefined || plan === undefined) return undefined;
  const all = sources(world, plan, found.governance, found.createdTs);
  const able = undecided(world, found);
  // Somebody too young, or who has voted already, or whom it is about, tries it now and then.
  const about = all.filter(({ name }) => name === aboutGrant(found.action));
  const others = draw.who % 4 === 1 && about.length > 0 ? about : all;
  const from = draw.who % 5 < 2 || able.length === 0 ? others : able;
  return from.length === 0
    ? undefined
    : castCall(found, pick(from, draw.who >> 3), draw.amount % 4 !== 3, draw.detail % 16 === 7);
}

/** Carries a proposal out, with the grant or the oracle set that it is about. */
export function executeCall({ name: proposal, plan, action }: Proposal): Call {
  const grant = aboutGrant(action);
  const oracles = action.kind === 'replaceOracles' ? { oracleSet: oraclesName(plan) } : {};
  const accounts = { plan, proposal, ...(grant === undefined ? {} : { grant }), ...oracles };
  return { instruction: 'executeProposal', accounts, args: {} };
}

/** Takes a deposit back to its owner; `signer` may be somebody else at the end of a plan. */
export function withdrawCall(world: World, deposit: Name, side: boolean, signer?: Name): Call | undefined {
  const { governance, owner } = world.deposits.get(deposit) ?? { governance: '', owner: '' };
  const found = assemblies(world).find((one) => one.governance.name === governance);
  if (found === undefined) return undefined;
  const { plan } = found;
  const tokens = { ...tokensOf(plan), vault: found.governance.vault };
  const destination = accountOf(owner, plan.mint, side);
  const accounts = { signer: signer ?? owner, owner, plan: plan.name, governance, deposit, destination, ...tokens };
  return { instruction: 'withdrawVotes', accounts, args: {} };
}

export function closeGovernanceCall({ plan, governance }: Assembly): Call {
  const vaults = { vault: governance.vault, planVault: plan.vault };
  const accounts = {
    plan: plan.name,
    governance: governance.name,
    rentRecipient: plan.rentRecipient,
    ...tokensOf(plan),
    ...vaults,
  };
  return { instruction: 'closeGovernance', accounts, args: {} };
}

/** The call of a draw for an instruction of governance. */
export function voteIntent(world: World, draw: Draw, name: OnVotes): Call | undefined {
  const proposals = [...world.proposals.values()];
  const { now } = world;
  switch (name) {
    case 'createGovernance': {
      const open = ({ name: plan, sealed }: Plan): boolean => !sealed && !world.governances.has(governanceName(plan));
      const plan = choose([...world.plans.values()], draw, (one) => open(one) && one.grants + one.tombstones === 0);
      return plan && createGovernanceCall(plan, draw.amount, draw.who);
    }
    case 'depositVotes': {
      const owner = pick(DEPOSITORS, draw.who);
      const id = pick(DEPOSIT_IDS, draw.who >> 4);
      const free = ({ governance }: Assembly): boolean => !world.deposits.has(depositName(governance.name, owner, id));
      const found = choose(assemblies(world), draw, (one) => (!one.plan.sealed || one.plan.grants > 0) && free(one));
      return found && depositCall(world, found, owner, id, draw);
    }
    case 'withdrawVotes': {
      const hasty = draw.amount % 4 === 3;
      const deposit = choose([...world.deposits.values()], draw, ({ lockedUntilTs }) => hasty || now >= lockedUntilTs);
      const other = draw.who % 8 >= 6 ? 'stranger' : undefined;
      return deposit && withdrawCall(world, deposit.name, draw.who % 2 === 1, other);
    }
    case 'openProposal': {
      const found = choose(assemblies(world).filter(takesProposals), draw, (one) => openers(world, one).length > 0);
      if (found === undefined) return undefined;
      const action = actionFrom(world, found.plan, found.governance.settings, draw.amount);
      const all = sources(world, found.plan, found.governance.name, now);
      const able = openers(world, found, action);
      const from = draw.who % 8 === 7 || able.length === 0 ? all : able;
      return from.length === 0 ? undefined : openCall(world, found, pick(from, draw.who >> 3), action, draw);
    }
    case 'castVote':
      return castIntent(world, draw);
    case 'withdrawProposal': {
      const found = choose(proposals, draw, (one) => isVoting(world, one));
      return found && { instruction: name, accounts: { proposer: found.proposer, proposal: found.name }, args: {} };
    }
    case 'executeProposal': {
      const hasty = draw.who % 6 === 5;
      const due = (one: Proposal): boolean => hasty || (now >= executableTs(one) && now < expiresTs(one));
      const found = choose(proposals, draw, (one) => one.status === 'open' && hasPassed(one) && due(one));
      return found && executeCall(found);
    }
    case 'closeProposal': {
      const found = choose(proposals, draw, (one) => now >= overTs(one));
      return found && { instruction: name, accounts: { proposal: found.name, proposer: found.proposer }, args: {} };
    }
    case 'closeVoteRecord': {
      const found = choose([...world.votes], draw, ([, { endsTs }]) => now >= endsTs);
      return found && { instruction: name, accounts: { voteRecord: found[0], voter: found[1].voter }, args: {} };
    }
    case 'closeVoterRecord': {
      const found = choose([...world.voters], draw, ([, { endsTs }]) => now >= endsTs);
      return found && { instruction: name, accounts: { voterRecord: found[0], voter: found[1].voter }, args: {} };
    }
    case 'closeGovernance': {
      const empty = ({ plan, governance }: Assembly): boolean =>
        plan.sealed &&
        plan.grants === 0 &&
        ![...world.deposits.values()].some((one) => one.governance === governance.name);
      const found = choose(assemblies(world), draw, empty);
      return found && closeGovernanceCall(found);
    }
  }
}
