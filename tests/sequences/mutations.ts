/** Hostile variants: one thing about a well-meant call is wrong, or tries to be. */
import {
  depositName,
  governanceName,
  GRANT_IDS,
  grantName,
  METRIC_KEYS,
  metricName,
  milestoneName,
  MINTS,
  ORACLES,
  oraclesName,
  PEOPLE,
  PLANS,
  proposalName,
} from './addresses';
import type { Draw } from './arbitraries';
import { at, type Call } from './calls';
import { signerSlots } from './encode';
import { INSTRUCTIONS } from './instructions';
import type { Name, World } from './state';
import { pick } from './time';

/** Of a hundred draws so many are mutated. */
const MUTATED = 22;

function withAccount(call: Call, slot: string, name: Name): Call {
  return { ...call, accounts: { ...call.accounts, [slot]: name } };
}

function wrongSigner(call: Call, draw: Draw): Call {
  const [slot] = signerSlots(call.instruction);
  const others = ['stranger', 'thief', ...PEOPLE, ...ORACLES];
  return slot === undefined ? call : withAccount(call, slot, pick(others, draw.detail));
}

function unsigned(call: Call, draw: Draw): Call {
  const slots = signerSlots(call.instruction).filter((slot) => slot in call.accounts);
  if (slots.length === 0) return call;
  const slot = pick(slots, draw.detail);
  // The same key may sign in another place; then the signature is there.
  const elsewhere = slots.some((other) => other !== slot && at(call, other) === at(call, slot));
  return elsewhere ? call : { ...call, unsigned: slot };
}

/** Another plan's account, living or closed, or something that is no plan. */
function wrongPlan(call: Call, draw: Draw): Call {
  if (!('plan' in call.accounts) || call.instruction === 'createPlan') return call;
  const others = [...PLANS.map(({ name }) => name), 'A.g0', 'beneficiary1'].filter((name) => name !== at(call, 'plan'));
  return withAccount(
    call,
    'plan',
    pick(
      others.filter((name) => !Object.values(call.accounts).includes(name)),
      draw.detail,
    ),
  );
}

function wrongGrant(world: World, call: Call, draw: Draw): Call {
  if (!('grant' in call.accounts)) return call;
  const known = [...world.grants.keys(), ...world.tombstones.keys(), ...world.transfers.keys()];
  const never = GRANT_IDS.map((id) => grantName('C', id));
  const taken = Object.values(call.accounts);
  return withAccount(
    call,
    'grant',
    pick(
      [...known, ...known, ...never].filter((name) => !taken.includes(name)),
      draw.detail,
    ),
  );
}

/** Another plan's governance, another deposit or proposal, somebody else's vote; or something else. */
function wrongBallot(world: World, call: Call, draw: Draw): Call {
  const slots = ['governance', 'deposit', 'proposal', 'voteRecord', 'voterRecord', 'source'].filter((slot) => {
    return slot in call.accounts && (slot !== 'source' || 'proposal' in call.accounts);
  });
  if (slots.length === 0) return wrongPlan(call, draw);
  const slot = pick(slots, draw.detail);
  const governances = PLANS.map(({ name }) => governanceName(name));
  const same: Record<string, readonly Name[]> = {
    governance: governances,
    deposit: [...world.deposits.keys(), ...governances.map((name) => depositName(name, 'thief', 0n))],
    proposal: [...world.proposals.keys(), ...governances.map((name) => proposalName(name, 'thief', 0n))],
    source: [
      ...world.grants.keys(),
      ...world.deposits.keys(),
      ...world.tombstones.keys(),
      ...world.metrics.keys(),
      'thief',
    ],
    voteRecord: [...world.votes.keys()],
    voterRecord: [...world.voters.keys()],
  };
  const others = [...(same[slot] ?? []), ...world.proposals.keys(), 'A', grantName('A', 0n), 'heir', 'thief'];
  const taken = Object.values(call.accounts);
  return withAccount(
    call,
    slot,
    pick(
      others.filter((name) => !taken.includes(name)),
      draw.detail >> 2,
    ),
  );
}

/** Another plan's oracles, another metric, another grant's milestone; living, never made, or something else. */
function wrongMeasure(world: World, call: Call, draw: Draw): Call {
  const slots = ['oracleSet', 'metric', 'milestone'].filter((slot) => slot in call.accounts);
  if (slots.length === 0) return wrongGrant(world, call, draw);
  const slot = pick(slots, draw.detail);
  const living = [...world.oracleSets.keys(), ...world.metrics.keys(), ...world.milestones.keys()];
  const same: Record<string, readonly Name[]> = {
    oracleSet: PLANS.map(({ name }) => oraclesName(name)),
    metric: PLANS.flatMap(({ name }) => METRIC_KEYS.map((key) => metricName(name, key))),
    milestone: [...world.milestones.keys(), ...[0, 1, 2, 5].map((index) => milestoneName(grantName('A', 0n), index))],
  };
  const others = [...(same[slot] ?? []), ...living, 'A', grantName('A', 0n)];
  const taken = Object.values(call.accounts);
  return withAccount(
    call,
    slot,
    pick(
      others.filter((name) => !taken.includes(name)),
      draw.detail >> 2,
    ),
  );
}

function wrongTokens(call: Call, draw: Draw): Call {
  const slots = ['vault', 'planVault', 'mint', 'tokenProgram'].filter((slot) => slot in call.accounts);
  if (slots.length === 0 || call.instruction === 'createPlan') return call;
  const slot = pick(slots, draw.detail);
  const wrong: Record<string, readonly Name[]> = {
    vault: ['A.gold', 'B.fee', 'C.gold', 'thief.gold', 'A.governance.gold'],
    planVault: ['A.gold', 'B.fee', 'thief.gold', 'C.gold'],
    mint: MINTS,
    tokenProgram: ['token program', 'token-2022 program', 'thief'],
  };
  const taken = Object.values(call.accounts);
  const others = (wrong[slot] ?? []).filter((name) => name !== at(call, slot) && !taken.includes(name));
  return withAccount(call, slot, pick(others, draw.detail >> 2));
}

/** The vault itself, somebody else's account, one of another mint, or none at all. */
function wrongDestination(world: World, call: Call, draw: Draw): Call {
  const slot = ['destination', 'source'].find((name) => name in call.accounts);
  if (slot === undefined || !('vault' in call.accounts)) return wrongRecipient(call, draw);
  const vault = at(call, 'vault');
  const mint = at(call, 'mint');
  const accounts = [
    vault,
    `thief.${mint}`,
    vault,
    `thief.${mint}.side`,
    `beneficiary1.${mint}`,
    `authority.${mint}`,
    'thief.silver',
    'hostile.gold',
  ];
  const wallets = slot === 'source' ? [] : ['thief', 'newcomer.gold', 'A.gold', 'C.gold'];
  const taken = Object.values(call.accounts).filter((name) => name !== vault);
  // A source goes to the token program as it is, which has words of its own for what is no account of it.
  const program = (name: Name): Name | undefined => world.mints.get(world.tokens.get(name)?.mint ?? '')?.program;
  const possible = (name: Name): boolean => slot !== 'source' || program(name) === program(vault);
  const fresh = [...accounts, ...wallets].filter((name) => !taken.includes(name) && possible(name));
  return withAccount(call, slot, pick(fresh, draw.detail));
}

/** Rent or a transfer's deposit to somebody else. */
function wrongRecipient(call: Call, draw: Draw): Call {
  const slot = ['rentRecipient', 'proposer', 'voter', 'owner'].find((name) => name in call.accounts);
  if (slot === undefined || signerSlots(call.instruction).includes(slot)) return wrongSigner(call, draw);
  return withAccount(call, slot, 'thief');
}

function expired(world: World, call: Call, draw: Draw): Call {
  if (INSTRUCTIONS[call.instruction].expires === undefined) return wrongSigner(call, draw);
  return { ...call, expiresTs: pick([world.now - 1, 0, world.now - 86_400], draw.detail) };
}

/** Mutates a call, or leaves it as it is. */
export function mutate(world: World, call: Call, draw: Draw): Call {
  const plainness = draw.mutation % 100;
  if (plainness < 100 - MUTATED) return call;
  const mutations = [
    () => wrongSigner(call, draw),
    () => wrongSigner(call, draw),
    () => unsigned(call, draw),
    () => wrongPlan(call, draw),
    () => wrongPlan(call, draw),
    () => wrongGrant(world, call, draw),
    () => wrongMeasure(world, call, draw),
    () => wrongMeasure(world, call, draw),
    () => wrongTokens(call, draw),
    () => wrongBallot(world, call, draw),
    () => wrongBallot(world, call, draw),
    () => wrongDestination(world, call, draw),
    () => wrongDestination(world, call, draw),
    () => expired(world, call, draw),
  ];
  return pick(mutations, plainness)();
}
