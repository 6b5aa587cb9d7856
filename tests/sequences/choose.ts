/** From a draw to what a call is about: mostly a fitting plan, who may do it there, and with which accounts. */
import type { Draw } from './arbitraries';
import { type Name, NOBODY, type Plan, type Role, roleAt, type World } from './state';
import { pick } from './time';

/** Who holds a role at the beginning. */
export const HOLDERS: Record<Role, Name> = {
  operator: 'operator',
  payroll: 'payroll',
  guardian: 'guardian',
  accelerationAuthority: 'accelerator',
};
/** Shares that are released, basis points; some are out of range. */
export const RELEASES = [2_500, 1_000, 1, 5_000, 3_333, 777, 9_999, 333, 10_000, 0, 10_001, 100, 2_000, 4_999, 17];

/** Mostly one of those that fit; often none where none fits, so that something else can be done. */
export function choose<T>(all: readonly T[], draw: Draw, fits: (one: T) => boolean): T | undefined {
  const careless = draw.detail % 16 === 15;
  const from = careless ? all : all.filter(fits);
  if (from.length === 0 && (all.length === 0 || draw.detail % 16 !== 3)) return undefined;
  return pick(from.length > 0 ? from : all, draw.which);
}

/** The same of all plans. */
export function choosePlan(world: World, draw: Draw, fits: (plan: Plan) => boolean): Plan | undefined {
  return choose([...world.plans.values()], draw, fits);
}

/** Who holds a role now; where nobody does, who held it at the beginning. */
export function holder({ now }: World, plan: Plan, role: Role): Name {
  const name = roleAt(plan, role, now);
  return name === NOBODY ? HOLDERS[role] : name;
}

/** The accounts of a plan that every movement of its tokens names. */
export function tokensOf(plan: Plan): { vault: Name; mint: Name; tokenProgram: Name } {
  return { vault: plan.vault, mint: plan.mint, tokenProgram: plan.tokenProgram };
}

/** Some token account of a wallet: the associated or another one. */
export function accountOf(wallet: Name, mint: Name, side: boolean): Name {
  return side ? `${wallet}.${mint}.side` : `${wallet}.${mint}`;
}

/** What a vault holds beyond what the plan owes. */
export function surplus(world: World, plan: Plan): bigint {
  return (world.tokens.get(plan.vault)?.amount ?? 0n) - plan.reserved - plan.withheld;
}

/** All of it, parts of it, and amounts beside it. */
export function amountFrom(all: bigint, draw: Draw): bigint {
  return pick([all, all / 2n, all, 1n, all / 3n + 1n, all + 1n, 0n], draw.amount);
}
