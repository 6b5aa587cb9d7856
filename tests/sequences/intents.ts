/** From a draw to a well-meant call on a plan: the right signer, the right accounts, mostly a fitting target. */
import { type Call, EXPIRING, type ON_PLANS } from './calls';
import { BILLION, min, operatorIssued } from './entitlement';
import {
  BENEFICIARIES,
  EMPTY,
  GRANT_IDS,
  governanceName,
  grantName,
  oraclesName,
  PLANS,
  RENT,
  vaultOf,
} from './addresses';
import type { Draw } from './arbitraries';
import { BAD_SHAPES, badPolicy, policyFrom, SHAPES, spread, START_OFFSETS, unlockFrom } from './offers';
import { mintRisks } from './rules/checks';
import { type Name, NOBODY, type Plan, type Role, roleAt, ROLES, type World } from './state';
import { pick } from './time';

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Who holds a role at the beginning. */
export const HOLDERS: Record<Role, Name> = {
  operator: 'operator',
  payroll: 'payroll',
  guardian: 'guardian',
  accelerationAuthority: 'accelerator',
};
const PLAN_MINTS: Record<Name, Name> = { A: 'gold', B: 'fee', C: 'gold', D: 'silver', E: 'fee', F: 'gold' };
export const RELEASES = [2_500, 1_000, 1, 5_000, 3_333, 777, 9_999, 333, 10_000, 0, 10_001, 100, 2_000, 4_999, 17];

/** Mostly one of those that fit; often none where none fits, so that something else can be done. */
export function choose<T>(all: readonly T[], draw: Draw, fits: (one: T) => boolean): T | undefined {
  const careless = draw.detail % 16 === 15;
  const from = careless ? all : all.filter(fits);
  if (from.length === 0 && (all.length === 0 || draw.detail % 16 !== 3)) return undefined;
  return pick(from.length > 0 ? from : all, draw.which);
}

/** A call with its last second: never, or at a boundary that still holds. */
export function expiring(world: World, call: Call, draw: Draw): Call {
  if (!EXPIRING.has(call.instruction)) return call;
  return { ...call, expiresTs: pick([undefined, world.now, world.now + 1, world.now + 30 * DAY], draw.detail >> 3) };
}

/** Who holds a role now; where nobody does, who held it at the beginning. */
export function holder({ now }: World, plan: Plan, role: Role): Name {
  const name = roleAt(plan, role, now);
  return name === NOBODY ? HOLDERS[role] : name;
}

export function tokensOf(plan: Plan): { vault: Name; mint: Name; tokenProgram: Name } {
  return { vault: plan.vault, mint: plan.mint, tokenProgram: plan.tokenProgram };
}

/** Some token account of a wallet: the associated or another one. */
export function accountOf(wallet: Name, mint: Name, side: boolean): Name {
  return side ? `${wallet}.${mint}.side` : `${wallet}.${mint}`;
}

export function surplus(world: World, plan: Plan): bigint {
  return (world.tokens.get(plan.vault)?.amount ?? 0n) - plan.reserved - plan.withheld;
}

/** Whether a plan can be closed. */
function isEmpty(world: World, { name, sealed, grants, tombstones, withheld, vault }: Plan): boolean {
  const holds = world.oracleSets.has(oraclesName(name)) || world.governances.has(governanceName(name));
  return sealed && !holds && grants + tombstones === 0 && withheld === 0n && world.tokens.get(vault)?.fees === 0n;
}

/** All of it, parts of it, and amounts beside it. */
function amountFrom(all: bigint, draw: Draw): bigint {
  return pick([all, all / 2n, all, 1n, all / 3n + 1n, all + 1n, 0n], draw.amount);
}

/** The call of a draw for a plan's own instruction. */
export function planIntent(world: World, draw: Draw, name: (typeof ON_PLANS)[number]): Call | undefined {
  const plans = [...world.plans.values()];
  const by = (fits: (plan: Plan) => boolean): Plan | undefined => choose(plans, draw, fits);
  switch (name) {
    case 'fundPlan': {
      const plan = by((one) => !one.sealed);
      if (plan === undefined) return undefined;
      const funder = pick(['creator', 'creator', 'stranger', 'authority'], draw.who);
      const amount = pick([10n ** 12n, 1_000_000n, 1n, 777_777n, 10n ** 18n, 10n ** 20n / 9n, 0n], draw.amount);
      const source = accountOf(funder, plan.mint, draw.detail % 8 === 7);
      const accounts = { funder, plan: plan.name, source, ...tokensOf(plan) };
      return { instruction: name, accounts, args: { amount } };
    }
    case 'withdrawSurplus': {
      const plan = by((one) => surplus(world, one) > 0n);
      if (plan === undefined) return undefined;
      const destination = accountOf(plan.authority, plan.mint, draw.who % 2 === 1);
      const accounts = { authority: plan.authority, plan: plan.name, destination, ...tokensOf(plan) };
      return { instruction: name, accounts, args: { amount: amountFrom(surplus(world, plan), draw) } };
    }
    case 'setRole': {
      const plan = by(() => true);
      if (plan === undefined) return undefined;
      const role = pick(ROLES, draw.amount);
      const newHolder = pick([HOLDERS[role], 'thief', HOLDERS[role], 'stranger', NOBODY], draw.who);
      const accounts = { authority: plan.authority, plan: plan.name };
      return { instruction: name, accounts, args: { role, holder: newHolder } };
    }
    case 'proposeAuthority': {
      const plan = by((one) => one.pendingAuthority === NOBODY);
      if (plan === undefined) return undefined;
      const pendingAuthority = pick(['heir', 'authority', 'thief', 'authority', NOBODY], draw.who);
      return {
        instruction: name,
        accounts: { authority: plan.authority, plan: plan.name },
        args: { pendingAuthority },
      };
    }
    case 'acceptAuthority': {
      const plan = by((one) => one.pendingAuthority !== NOBODY);
      if (plan === undefined) return undefined;
      const pendingAuthority = plan.pendingAuthority === NOBODY ? 'heir' : plan.pendingAuthority;
      return { instruction: name, accounts: { pendingAuthority, plan: plan.name }, args: {} };
    }
    case 'pauseClaims': {
      const plan = by((one) => one.claimsPausedUntil === 0 || world.now >= one.claimsPausedUntil + 7 * DAY);
      if (plan === undefined) return undefined;
      const secs = pick([72 * HOUR, HOUR, 1, 24 * HOUR, 72 * HOUR + 1, 0], draw.amount);
      return {
        instruction: name,
        accounts: { guardian: holder(world, plan, 'guardian'), plan: plan.name },
        args: { secs },
      };
    }
    case 'resumeClaims': {
      const plan = by((one) => world.now < one.claimsPausedUntil);
      if (plan === undefined) return undefined;
      const signer = pick([holder(world, plan, 'guardian'), plan.authority], draw.who);
      return { instruction: name, accounts: { signer, plan: plan.name }, args: {} };
    }
    case 'acceleratePlan': {
      const plan = by((one) => one.accelerations.at(-1)?.retained !== 0n);
      if (plan === undefined) return undefined;
      const accelerator = pick([plan.authority, holder(world, plan, 'accelerationAuthority')], draw.who);
      return {
        instruction: name,
        accounts: { accelerator, plan: plan.name },
        args: { accelerationBps: pick(RELEASES, draw.amount) },
      };
    }
    case 'collectWithheld': {
      const plan = by((one) => one.withheld > 0n);
      if (plan === undefined) return undefined;
      const payroll = holder(world, plan, 'payroll');
      const destination = accountOf(payroll, plan.mint, draw.who % 2 === 1);
      const accounts = { payroll, plan: plan.name, destination, ...tokensOf(plan) };
      return { instruction: name, accounts, args: { amount: amountFrom(plan.withheld, draw) } };
    }
    case 'sealPlan': {
      const plan = by((one) => !one.sealed);
      return plan && { instruction: name, accounts: { authority: plan.authority, plan: plan.name }, args: {} };
    }
    case 'closePlan': {
      const plan = by((one) => isEmpty(world, one));
      if (plan === undefined) return undefined;
      const destination = accountOf(plan.authority, plan.mint, draw.who % 2 === 1);
      const accounts = {
        authority: plan.authority,
        plan: plan.name,
        destination,
        rentRecipient: plan.rentRecipient,
        ...tokensOf(plan),
      };
      return { instruction: name, accounts, args: {} };
    }
    case 'createPlan':
      return createIntent(world, draw);
    case 'issueGrants': {
      const plan = by(
        (one) =>
          !one.sealed &&
          (one.accelerations.at(-1)?.retained ?? BILLION) >= BILLION / 1_000n &&
          surplus(world, one) > 0n,
      );
      return plan && issueIntent(world, draw, plan);
    }
  }
}

/** A new plan where there is none yet. */
function createIntent(world: World, draw: Draw): Call | undefined {
  const slot = choose(PLANS, draw, ({ name }) => !world.isOurs(name));
  return slot && createPlanCall(world, slot.name, draw.amount, draw.who);
}

/** Creates the plan of that name with a policy and an unlock curve by `choice`; some `faults` make it invalid. */
export function createPlanCall(world: World, name: Name, choice: number, fault: number): Call | undefined {
  const slot = PLANS.find((plan) => plan.name === name);
  const mint = PLAN_MINTS[name];
  if (slot === undefined || mint === undefined) return undefined;
  const paid = world.mints.get(mint);
  const { program = '' } = paid ?? {};
  const risks = paid === undefined ? 0 : mintRisks(paid);
  const tokenProgram = fault % 20 === 19 ? 'system program' : program;
  const good = policyFrom(choice, fault % 20 === 18 ? pick([0, risks & ~512, risks & ~256], choice) : risks);
  const policy = fault % 20 === 17 ? badPolicy(good, choice) : good;
  const wrongRecipient = fault % 20 === 14 ? pick([NOBODY, name, vaultOf(name, mint)], choice) : undefined;
  const rentRecipient = wrongRecipient ?? pick([RENT, RENT, RENT, EMPTY], spread(choice, 15));
  const roles = { authority: fault % 20 === 16 ? NOBODY : 'authority', rentRecipient, ...HOLDERS };
  const unlock = unlockFrom(choice, world.now, fault % 20 === 15);
  const accounts = { creator: slot.creator, plan: name, mint, vault: vaultOf(name, mint), tokenProgram };
  return { instruction: 'createPlan', accounts, args: { planId: slot.planId, roles, policy, unlock } };
}

/** One to three grants of one shape. */
export function issueIntent(world: World, draw: Draw, plan: Plan): Call {
  const operator = holder(world, plan, 'operator');
  const issuer = pick([operator, plan.authority, operator], draw.detail >> 4);
  const free = surplus(world, plan);
  // A vote may have set the cap below what is allocated.
  const { issueCap } = plan.policy;
  const capped = issueCap > plan.allocated ? issueCap - plan.allocated : 0n;
  const left = issuer === plan.authority ? free : plan.policy.operatorCap - operatorIssued(plan, world.now);
  const room = min(min(free, capped), left);
  const totals = [
    room / 3n,
    room / 11n,
    room / 4n,
    7n,
    1n,
    999n,
    room / 7n,
    room / 5n,
    room,
    capped + 1n,
    free + 1n,
    left + 1n,
    0n,
    room / 6n,
    room / 13n,
    room / 2n,
  ];
  const unused = GRANT_IDS.filter((id) => !world.isOurs(grantName(plan.name, id)));
  const ids = draw.detail % 8 === 7 || unused.length === 0 ? GRANT_IDS : unused;
  const count = Math.min(1 + ((draw.which >> 3) % 3), ids.length);
  // Some are issued alike, so that they weigh the same.
  const alike = draw.who % 3 === 2;
  const grants = Array.from({ length: count }, (_, index) => ({
    beneficiary: draw.detail % 41 === 40 ? plan.name : pick(BENEFICIARIES, draw.who + index),
    id: pick(ids, draw.detail % 61 === 60 ? 0 : index),
    total:
      index === 0 || alike ? min(pick(totals, draw.amount), 2n ** 64n - 1n) : min(room / 3n, 5n ** BigInt(index + 4)),
    offset: index * 1_000,
  }));
  const shape = draw.who % 19 === 18 ? pick(BAD_SHAPES, draw.amount) : pick(SHAPES, draw.who >> 2);
  const baseStartTs = world.now + pick(START_OFFSETS, draw.amount >> 4);
  const most = plan.policy.maxWithholdingBps;
  const withholdingBps = pick(
    [most, 0, most >> 1, Math.min(most, 1), most, most + 1, most, most >> 2],
    draw.detail >> 2,
  );
  const payer = pick([issuer, 'creator'], draw.detail);
  return {
    instruction: 'issueGrants',
    accounts: { issuer, payer, plan: plan.name, vault: plan.vault },
    args: { baseStartTs, withholdingBps, shape, grants },
    remaining: grants.map(({ id }) => grantName(plan.name, id)),
  };
}
