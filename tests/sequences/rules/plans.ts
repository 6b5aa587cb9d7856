/** Rules of a plan's own instructions, from the design; checks in the order in which the program names what fails. */
import { at, type CallOf } from '../calls';
import { release as retainedAfter } from '../entitlement';
import { governanceName, oraclesName, PLANS, vaultOf as vaultName } from '../addresses';
import { apportion, layOut, scheduleRefusal } from '../schedule';
import { NOBODY, type Plan, roleAt, type Unlock, type World } from '../state';
import { PLAN_SIZE } from '../layout';
import {
  addLamports,
  checkAuthority,
  checkFresh,
  checkOwned,
  checkPlanTokens,
  checkRentRecipient,
  checkRole,
  ensure,
  lamports,
  loadPlan,
  mintRisks,
  moveTokens,
  payIn,
  payRent,
  refuse,
  returnRent,
  signer,
  vaultOf,
} from './checks';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const CLOSED_PLAN_SIZE = 8;
export const MOST_ACCELERATIONS = 16;
/** Where members vote, the rest is theirs. */
export const MOST_BY_ROLES = 8;
/** Beyond these, what grants pass without deposits. */
export const MOST_WITH_DEPOSITS = 12;

function makeUnlock(unlock: CallOf<'createPlan'>['args']['unlock']): Unlock | undefined {
  if (unlock === undefined) return undefined;
  const { startTs, shape } = unlock;
  ensure(shape.length <= 8, 'UnlockCurveInvalid');
  ensure(shape.reduce((sum, { weight }) => sum + weight, 0n) === 1_000_000_000n, 'UnlockCurveInvalid');
  const segments = apportion(shape, 1_000_000_000n);
  const invalid = scheduleRefusal(startTs, segments, 1_000_000_000n);
  if (invalid !== undefined) refuse(invalid);
  return { startTs, segments, pieces: layOut(startTs, segments) };
}

export function createPlan(world: World, call: CallOf<'createPlan'>): void {
  const creator = signer(call, 'creator');
  const { planId, roles, policy } = call.args;
  const [name, mintName, tokenProgram] = [at(call, 'plan'), at(call, 'mint'), at(call, 'tokenProgram')];
  const slot = PLANS.find((plan) => plan.creator === creator && plan.planId === planId);
  ensure(slot?.name === name, 'ConstraintSeeds');
  const mint = world.mints.get(mintName);
  ensure(mint?.program === tokenProgram, 'WrongTokenProgram');
  ensure(!world.isOurs(name), 'PlanAlreadyExists');
  ensure(at(call, 'vault') === vaultName(name, mintName), 'WrongVault');
  const comesBack = roles.rentRecipient === name || roles.rentRecipient === at(call, 'vault');
  ensure(!comesBack, 'PolicyOutOfRange');
  ensure(/^[\x21-\x7e]{1,128}$/.test(policy.termsUri), 'TermsUriInvalid');
  const inRange =
    policy.noticeSecs <= 366 * DAY &&
    policy.voidSecs <= 7 * DAY &&
    policy.goodLeaverBps <= 10_000 &&
    (policy.recoverySecs === 0 || (policy.recoverySecs >= 30 * DAY && policy.recoverySecs <= 365 * DAY)) &&
    policy.maxWithholdingBps <= 6_500 &&
    policy.acceptedRisks <= 1_023 &&
    policy.maxPauseSecs <= 3_653 * DAY;
  ensure(inRange, 'PolicyOutOfRange');
  ensure((mint === undefined ? 0 : mintRisks(mint) & ~policy.acceptedRisks) === 0, 'MintRiskNotAccepted');
  ensure(roles.authority !== NOBODY && roles.rentRecipient !== NOBODY, 'PolicyOutOfRange');
  const unlock = makeUnlock(call.args.unlock);

  const vault = vaultName(name, mintName);
  payRent(world, name, PLAN_SIZE, creator);
  if (!world.tokens.has(vault)) {
    payRent(world, vault, mint?.accountSize ?? 0, creator);
    world.tokens.set(vault, { mint: mintName, owner: name, amount: 0n, fees: 0n });
  }
  const { authority, rentRecipient, operator, payroll, guardian, accelerationAuthority } = roles;
  world.plans.set(name, {
    name,
    creator,
    planId,
    mint: mintName,
    tokenProgram,
    vault,
    rentRecipient,
    policy,
    unlock,
    authority,
    pendingAuthority: NOBODY,
    pendingUntilTs: undefined,
    authorityChanges: 0,
    roles: { operator, payroll, guardian, accelerationAuthority },
    announced: {},
    sealed: false,
    reserved: 0n,
    withheld: 0n,
    allocated: 0n,
    claimed: 0n,
    forfeited: 0n,
    operatorIssues: [],
    claimsPausedUntil: 0,
    accelerations: [],
    grants: 0,
    tombstones: 0,
    issuedTs: 0,
    minCapProposal: 0n,
    minOraclesProposal: 0n,
    periodDays: 0,
  });
}

export function fundPlan(world: World, call: CallOf<'fundPlan'>): void {
  const funder = signer(call, 'funder');
  const plan = loadPlan(world, call);
  checkPlanTokens(plan, call);
  const { amount } = call.args;
  ensure(at(call, 'source') !== plan.vault, 'VaultIsCounterparty');
  ensure(amount > 0n, 'AmountIsZero');
  payIn(world, call, funder, vaultOf(world, plan), amount);
}

function owedOf(plan: Plan): bigint {
  return plan.reserved + plan.withheld;
}

export function withdrawSurplus(world: World, call: CallOf<'withdrawSurplus'>): void {
  const authority = signer(call, 'authority');
  const plan = loadPlan(world, call);
  checkPlanTokens(plan, call);
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  const destination = checkOwned(world, call, plan.authority, plan);
  const { amount } = call.args;
  ensure(amount > 0n, 'AmountIsZero');
  const vault = vaultOf(world, plan);
  ensure(amount <= vault.amount - owedOf(plan), 'SurplusTooSmall');
  moveTokens(world, vault, destination, amount);
}

export function setRole(world: World, call: CallOf<'setRole'>): void {
  const authority = signer(call, 'authority');
  const plan = loadPlan(world, call);
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  const { role, holder } = call.args;
  if (role !== 'payroll' && role !== 'guardian') {
    plan.roles[role] = holder;
    return;
  }
  const current = roleAt(plan, role, world.now);
  const atOnce = holder === NOBODY || holder === current;
  plan.roles[role] = atOnce ? holder : current;
  if (atOnce) delete plan.announced[role];
  else plan.announced[role] = { holder, fromTs: world.now + 7 * DAY };
}

export function proposeAuthority(world: World, call: CallOf<'proposeAuthority'>): void {
  const authority = signer(call, 'authority');
  const plan = loadPlan(world, call);
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  const { pendingAuthority } = call.args;
  plan.pendingAuthority = pendingAuthority;
  plan.pendingUntilTs = pendingAuthority === NOBODY ? undefined : world.now + 30 * DAY;
}

export function acceptAuthority(world: World, call: CallOf<'acceptAuthority'>): void {
  const pending = signer(call, 'pendingAuthority');
  const plan = loadPlan(world, call);
  checkFresh(world, call.expiresTs);
  ensure(plan.pendingAuthority === pending, 'NotPendingAuthority');
  ensure(world.now <= (plan.pendingUntilTs ?? 0), 'AuthorityOfferExpired');
  plan.authority = pending;
  plan.pendingAuthority = NOBODY;
  plan.pendingUntilTs = undefined;
  plan.authorityChanges += 1;
  // Who takes over begins with the roles as they are now.
  for (const role of ['payroll', 'guardian'] as const) {
    plan.roles[role] = roleAt(plan, role, world.now);
    delete plan.announced[role];
  }
}

export function pauseClaims(world: World, call: CallOf<'pauseClaims'>): void {
  const guardian = signer(call, 'guardian');
  const plan = loadPlan(world, call);
  checkFresh(world, call.expiresTs);
  checkRole(world, plan, 'guardian', guardian, 'NotGuardian');
  const { secs } = call.args;
  ensure(secs >= 1 && secs <= 72 * HOUR, 'ClaimsPauseTooLong');
  const last = plan.claimsPausedUntil;
  ensure(last === 0 || world.now >= last + 7 * DAY, 'ClaimsPauseTooSoon');
  plan.claimsPausedUntil = world.now + secs;
}

export function resumeClaims(world: World, call: CallOf<'resumeClaims'>): void {
  const who = signer(call, 'signer');
  const plan = loadPlan(world, call);
  checkFresh(world, call.expiresTs);
  if (who !== plan.authority) checkRole(world, plan, 'guardian', who, 'NotGuardian');
  ensure(world.now < plan.claimsPausedUntil, 'ClaimsNotPaused');
  plan.claimsPausedUntil = world.now;
}

export function checkAccelerator(plan: Plan, who: string): void {
  ensure(who === plan.authority || who === plan.roles.accelerationAuthority, 'NotAccelerator');
}

export function checkAcceleration(bps: number): void {
  ensure(bps >= 1 && bps <= 10_000, 'BpsOutOfRange');
}

export function acceleratePlan(world: World, call: CallOf<'acceleratePlan'>): void {
  const accelerator = signer(call, 'accelerator');
  const plan = loadPlan(world, call);
  checkAccelerator(plan, accelerator);
  checkFresh(world, call.expiresTs);
  checkAcceleration(call.args.accelerationBps);
  const governed = world.governances.has(governanceName(plan.name));
  release(world, plan, call.args.accelerationBps, governed ? MOST_BY_ROLES : MOST_ACCELERATIONS);
}

/** Whether a plan takes no more plan-wide accelerations, of roles or votes. */
export function isFull({ accelerations }: Plan): boolean {
  return accelerations.length >= MOST_ACCELERATIONS;
}

/** Releases a share of everything that is unvested in a plan that has made fewer releases than `most`. */
export function release(world: World, plan: Plan, bps: number, most: number): void {
  const keep = plan.accelerations.at(-1)?.retained ?? 1_000_000_000n;
  ensure(keep > 0n, 'PlanFullyAccelerated');
  ensure(plan.accelerations.length < most, 'AccelerationsFull');
  plan.accelerations.push({ ts: world.now, retained: retainedAfter(keep, bps) });
}

export function collectWithheld(world: World, call: CallOf<'collectWithheld'>): void {
  const payroll = signer(call, 'payroll');
  const plan = loadPlan(world, call);
  checkPlanTokens(plan, call);
  checkFresh(world, call.expiresTs);
  checkRole(world, plan, 'payroll', payroll, 'NotPayroll');
  const destination = checkOwned(world, call, payroll, plan);
  const { amount } = call.args;
  ensure(amount > 0n, 'AmountIsZero');
  ensure(amount <= plan.withheld, 'WithheldTooSmall');
  plan.withheld -= amount;
  moveTokens(world, vaultOf(world, plan), destination, amount);
}

export function sealPlan(world: World, call: CallOf<'sealPlan'>): void {
  const authority = signer(call, 'authority');
  const plan = loadPlan(world, call);
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  ensure(!plan.sealed, 'PlanIsSealed');
  plan.sealed = true;
}

export function closePlan(world: World, call: CallOf<'closePlan'>): void {
  const authority = signer(call, 'authority');
  const plan = loadPlan(world, call);
  checkPlanTokens(plan, call);
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  checkRentRecipient(plan, call);
  ensure(plan.sealed, 'PlanNotSealed');
  ensure(owedOf(plan) === 0n && plan.grants === 0 && plan.tombstones === 0, 'PlanNotEmpty');
  ensure(!world.oracleSets.has(oraclesName(plan.name)), 'MetricsRemain');
  ensure(!world.governances.has(governanceName(plan.name)), 'GovernanceRemains');
  const destination = checkOwned(world, call, plan.authority, plan);
  const vault = vaultOf(world, plan);
  // Token-2022's own: transfer fees wait in the account.
  ensure(vault.fees === 0n, 'Custom(35)');

  moveTokens(world, vault, destination, vault.amount);
  world.tokens.delete(plan.vault);
  addLamports(world, plan.rentRecipient, lamports(world, plan.vault));
  world.lamports.delete(plan.vault);
  returnRent(world, plan.name, plan.rentRecipient, CLOSED_PLAN_SIZE);
  world.plans.delete(plan.name);
  world.closedPlans.add(plan.name);
}
