/** From a draw to a grant, and to who claims it. */
import type { Draw } from './arbitraries';
import { accountOf, choose } from './choose';
import type { Grant, Name, Plan, World } from './state';
import { pick } from './time';

/** Whether a beneficiary has an account for what is paid. */
export function canBePaid(world: World, { beneficiary }: Grant, { mint }: Plan): boolean {
  return [false, true].some((side) => world.tokens.get(accountOf(beneficiary, mint, side))?.owner === beneficiary);
}

/** Mostly a grant that fits, with its plan. */
export function chooseGrant(
  world: World,
  draw: Draw,
  fits: (grant: Grant, plan: Plan) => boolean,
): { grant: Grant; plan: Plan } | undefined {
  const all = [...world.grants.values()].flatMap((grant) => {
    const plan = world.plans.get(grant.plan);
    return plan === undefined ? [] : [{ grant, plan }];
  });
  return choose(all, draw, ({ grant, plan }) => fits(grant, plan));
}

/** Who claims what a grant or one of its milestones pays, and whether to another account than the associated one. */
export function chooseClaimant(
  world: World,
  draw: Draw,
  { grant, plan }: { readonly grant: Grant; readonly plan: Plan },
): { claimant: Name; side: boolean } {
  // Where the associated account was given away, only the beneficiary can name another.
  const gone = world.tokens.get(accountOf(grant.beneficiary, plan.mint, false))?.owner !== grant.beneficiary;
  const own = gone || draw.who % 5 < 3;
  const claimant = own ? grant.beneficiary : pick(['stranger', plan.authority, 'thief'], draw.who);
  return { claimant, side: gone || (own && draw.amount % 2 === 1) };
}
