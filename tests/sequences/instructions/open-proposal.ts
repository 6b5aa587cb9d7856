/** Puts something to the vote. */
import { oraclesName, PROPOSAL_IDS, proposalName } from '../addresses';
import type { Draw } from '../arbitraries';
import { at, type Call, CAUSES, HASH_BYTE } from '../calls';
import { choose } from '../choose';
import { voidEnd } from '../entitlement';
import {
  aboutGrant,
  type Action,
  actionBit,
  ACTIONS,
  depositsVote,
  eligibleNow,
  type Reason,
  REASONS,
  type Settings,
  type Source,
  sources,
} from '../governance';
import { checkAcceleration, isFull } from '../rules/acceleration';
import { checkFresh, ensure, load, loadPlan, payRent, signer } from '../rules/checks';
import { checkGovernancePlan, loadGovernance } from '../rules/governance';
import { checkSeats } from '../rules/metrics';
import { checkSource, sign, weigh } from '../rules/votes';
import type { Plan, World } from '../state';
import { agedTs, earliest, pick } from '../time';
import { proposalSize } from '../vote-layout';
import { actionFrom } from '../vote-offers';
import { assemblies, type Assembly, freeIds, openers, takesProposals } from '../voting-rights';
import type { Writer } from '../writer';
import type { InstructionDefinition } from './definition';

interface ProposalArguments {
  readonly proposalId: bigint;
  readonly action: Action;
  readonly reason: Reason;
  readonly uri: string;
}

const URIS = [
  'https://example.org/why.md',
  'ipfs://b',
  'x'.repeat(128),
  'ipfs://c',
  'two words',
  'ipfs://d',
  'ipfs://e',
];

function actionBytes(writer: Writer, action: Action): void {
  writer.number(ACTIONS.indexOf(action.kind), 1);
  if ('grant' in action) writer.key(action.grant);
  if ('accelerationBps' in action) writer.number(action.accelerationBps, 2);
  if ('cause' in action) writer.number(CAUSES.indexOf(action.cause), 1);
  if ('issueCap' in action) writer.number(action.issueCap, 8);
  if ('seats' in action) writer.seats(action.seats);
}

/** What is possible now stays so until it is carried out. */
function checkAction(world: World, plan: Plan, action: Action, { actions }: Settings): void {
  ensure((actions & actionBit(action.kind)) !== 0, 'ActionNotAllowed');
  if ('accelerationBps' in action) checkAcceleration(action.accelerationBps);
  if (action.kind === 'acceleratePlan') ensure(!isFull(plan), 'AccelerationsFull');
  if (action.kind !== 'replaceOracles') return;
  ensure(world.oracleSets.has(oraclesName(plan.name)), 'WrongProposalTarget');
  checkSeats(action.seats);
}

/** The same for the grant that it is about. */
function checkTarget(world: World, plan: Plan, action: Action, { votingSecs, delaySecs }: Settings): void {
  const grant = world.grants.get(aboutGrant(action) ?? '');
  if (grant === undefined) return;
  ensure(world.now >= voidEnd(grant, plan), 'VoidWindowIsRunning');
  ensure(action.kind !== 'terminateGrant' || !grant.endedByVote, 'GrantAlreadyTerminated');
  ensure((grant.stopTs ?? Infinity) > world.now + votingSecs + delaySecs, 'GrantHasStopped');
}

/** Proposes an action with a grant or deposit, mostly under an id that is free. */
export function openProposalCall(
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

export const openProposal: InstructionDefinition<ProposalArguments> = {
  weight: 5,
  leastAccepted: 30,
  expires: 'last',
  encode: (writer, { proposalId, action, reason, uri }) => {
    writer.number(proposalId, 8);
    actionBytes(writer, action);
    writer.number(REASONS.indexOf(reason), 1).hash(HASH_BYTE).text(uri);
  },
  rule: (world, call) => {
    const proposer = signer(call, 'proposer');
    const plan = loadPlan(world, call);
    const governance = loadGovernance(world, call);
    const about = call.accounts['grant'];
    if (about !== undefined) load(world, world.grants, about);
    const { proposalId: id, action, reason, uri } = call.args;
    const { settings } = governance;
    const name = at(call, 'proposal');
    ensure(name === proposalName(governance.name, proposer, id), 'ConstraintSeeds');
    checkGovernancePlan(plan, governance);
    checkFresh(world, call.expiresTs);
    ensure(!world.proposals.has(name), 'ProposalAlreadyExists');
    const agedBeforeTs = world.now - settings.minAgeSecs;
    const source = weigh(world, at(call, 'source'), plan, governance.name, world.now);
    checkSource(source, proposer, agedBeforeTs, depositsVote(action.kind, settings));
    ensure(source.weight >= settings.proposalThreshold, 'BelowThreshold');
    ensure(/^[\x21-\x7e]{1,128}$/.test(uri), 'TermsUriInvalid');
    checkAction(world, plan, action, settings);
    ensure(aboutGrant(action) === about, 'WrongProposalTarget');
    const own = about === undefined ? undefined : weigh(world, about, plan, governance.name, world.now);
    const excluded = settings.excludeOwnGrant && own !== undefined && own.sinceTs <= agedBeforeTs ? own.weight : 0n;
    const old = eligibleNow(world, plan, governance);
    ensure(old >= plan.reserved / 1_000n, 'ElectorateTooSmall');
    const eligible = old - excluded;
    ensure(eligible > 0n, 'NobodyCanVote');
    checkTarget(world, plan, action, settings);

    const number = governance.nextProposal;
    governance.nextProposal += 1n;
    sign(world, source.name);
    payRent(world, name, proposalSize(action), proposer);
    world.proposals.set(name, {
      name,
      governance: governance.name,
      plan: plan.name,
      proposer,
      id,
      number,
      action,
      reason,
      uri,
      settings,
      createdTs: world.now,
      eligible,
      votes: [],
      status: 'open',
    });
  },
  intent: (world, draw) => {
    const found = choose(assemblies(world).filter(takesProposals), draw, (one) => openers(world, one).length > 0);
    if (found === undefined) return undefined;
    const action = actionFrom(world, found.plan, found.governance.settings, draw.amount);
    const all = sources(world, found.plan, found.governance.name, world.now);
    const able = openers(world, found, action);
    const from = draw.who % 8 === 7 || able.length === 0 ? all : able;
    return from.length === 0 ? undefined : openProposalCall(world, found, pick(from, draw.who >> 3), action, draw);
  },
  requires: ['depositVotes', 'createGovernance'],
  dueTs: (world) => earliest(world.now, agedTs(world)),
};
