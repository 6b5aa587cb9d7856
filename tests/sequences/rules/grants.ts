/** Rules of issuing, paying and closing grants. */
import { at, type CallOf } from '../calls';
import { BILLION, claimable, operatorIssued, owed, voidEnd } from '../entitlement';
import { grantSize, TOMBSTONE_SIZE } from '../layout';
import { governanceName, grantName } from '../addresses';
import { apportion, layOut, scheduleRefusal, weightsRefusal } from '../schedule';
import { type Grant, NOBODY, type Plan, type World } from '../state';
import {
  checkAuthority,
  checkCloser,
  checkFresh,
  checkPayee,
  checkPlan,
  checkPlanTokens,
  checkRentRecipient,
  checkRole,
  ensure,
  load,
  loadGrant,
  loadPlan,
  loadRawGrant,
  payClaim,
  payRent,
  refuse,
  returnRent,
  settleWithholding,
  signer,
  vaultOf,
} from './checks';

const DAY = 86_400;
const LONGEST_VOTE_SECS = 30 * DAY;
const WITHHOLDING_NOTICE_SECS = 7 * DAY;

/** The grants of a call as they would be, and what they add up to; refuses what the program refuses. */
function draft(world: World, call: CallOf<'issueGrants'>, plan: Plan, byOperator: boolean): Grant[] {
  const { baseStartTs, shape, grants, withholdingBps } = call.args;
  const drafted: Grant[] = [];
  let sum = 0n;
  for (const [index, { beneficiary, id, total, offset }] of grants.entries()) {
    sum += total;
    ensure(plan.allocated + sum <= plan.policy.issueCap, 'IssueCapExceeded');
    if (byOperator) {
      ensure(operatorIssued(plan, world.now) + sum <= plan.policy.operatorCap, 'OperatorCapExceeded');
    }
    ensure(beneficiary !== NOBODY && beneficiary !== plan.name, 'BeneficiaryInvalid');
    const name = grantName(plan.name, id);
    ensure(call.remaining?.[index] === name, 'GrantAddressMismatch');
    const taken = world.isOurs(name) || drafted.some((earlier) => earlier.name === name);
    ensure(!taken, 'GrantAlreadyExists');
    const startTs = baseStartTs + offset;
    const segments = apportion(shape, total);
    const refusal = scheduleRefusal(startTs, segments, total);
    if (refusal !== undefined) refuse(refusal);
    drafted.push({
      name,
      id,
      plan: plan.name,
      beneficiary,
      total,
      claimed: 0n,
      startTs,
      issuedTs: world.now,
      segments,
      pieces: layOut(startTs, segments),
      retained: 1_000_000_000n,
      pauses: [],
      stopTs: undefined,
      settled: false,
      endedByVote: false,
      leftWell: false,
      unanswered: false,
      withholdingBps,
      nextWithholding: undefined,
      withheldParts: 0n,
      autoClaim: true,
      accelerationsAtIssue: plan.accelerations.length,
      milestonesEnded: false,
    });
  }
  return drafted;
}

export function issueGrants(world: World, call: CallOf<'issueGrants'>): void {
  const issuer = signer(call, 'issuer');
  const payer = signer(call, 'payer');
  const plan = loadPlan(world, call);
  const { args, remaining = [] } = call;
  ensure(at(call, 'vault') === plan.vault, 'WrongVault');
  ensure(issuer === plan.roles.operator || issuer === plan.authority, 'NotIssuer');
  checkFresh(world, call.expiresTs);
  ensure(!plan.sealed, 'PlanIsSealed');
  // Of less than a thousandth later releases could not be told apart.
  ensure((plan.accelerations.at(-1)?.retained ?? BILLION) >= BILLION / 1_000n, 'PlanFullyAccelerated');
  ensure(args.grants.length > 0, 'NoGrants');
  ensure(args.withholdingBps <= plan.policy.maxWithholdingBps, 'WithholdingTooHigh');
  const refusal = weightsRefusal(args.shape);
  if (refusal !== undefined) refuse(refusal);
  ensure(remaining.length === args.grants.length, 'GrantAddressMismatch');
  const byOperator = issuer !== plan.authority;
  const drafted = draft(world, call, plan, byOperator);
  const sum = drafted.reduce((all, { total }) => all + total, 0n);
  ensure(vaultOf(world, plan).amount >= plan.reserved + plan.withheld + sum, 'PlanNotFunded');

  plan.issuedTs = world.now;
  for (const grant of drafted) {
    world.grants.set(grant.name, grant);
    payRent(world, grant.name, grantSize(grant.segments.length), payer);
  }
  plan.allocated += sum;
  plan.reserved += sum;
  plan.grants += drafted.length;
  if (byOperator) plan.operatorIssues.push({ block: Math.floor(world.now / 14_400), amount: sum });
}

export function claim(world: World, call: CallOf<'claim'>): void {
  const claimant = signer(call, 'claimant');
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  checkPlan(grant, plan);
  checkPlanTokens(plan, call);
  const destination = checkPayee(world, call, plan, grant, claimant);
  const gross = claimable(grant, plan, world.now);
  ensure(gross > 0n, 'NothingToClaim');
  if (claimant === grant.beneficiary) grant.unanswered = false;
  grant.claimed += gross;
  payClaim(world, plan, grant, destination, gross);
}

export function setAutoClaim(world: World, call: CallOf<'setAutoClaim'>): void {
  const beneficiary = signer(call, 'beneficiary');
  const grant = loadGrant(world, call);
  ensure(grant.beneficiary === beneficiary, 'NotBeneficiary');
  grant.unanswered = false;
  grant.autoClaim = call.args.enabled;
}

export function setWithholding(world: World, call: CallOf<'setWithholding'>): void {
  const payroll = signer(call, 'payroll');
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  checkPlan(grant, plan);
  checkFresh(world, call.expiresTs);
  checkRole(world, plan, 'payroll', payroll, 'NotPayroll');
  const { withholdingBps: bps } = call.args;
  ensure(bps <= plan.policy.maxWithholdingBps, 'WithholdingTooHigh');
  settleWithholding(world, grant);
  if (bps <= grant.withholdingBps) {
    grant.withholdingBps = bps;
    grant.nextWithholding = undefined;
    return;
  }
  // What had vested before can be claimed before, so only days on which it could be claimed are notice.
  const claimableTs = Math.max(world.now, voidEnd(grant, plan), plan.claimsPausedUntil);
  grant.nextWithholding = { bps, day: Math.ceil((claimableTs + WITHHOLDING_NOTICE_SECS) / DAY) };
}

export function voidGrant(world: World, call: CallOf<'voidGrant'>): void {
  const authority = signer(call, 'authority');
  const plan = loadPlan(world, call);
  const grant = loadRawGrant(world, call, plan);
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  ensure(world.now < voidEnd(grant, plan), 'VoidWindowOver');
  ensure(world.milestonesOf(grant.name).length === 0, 'MilestonesRemain');
  checkRentRecipient(plan, call);
  plan.allocated -= grant.total;
  plan.reserved -= grant.total;
  bury(world, plan, grant);
}

export function closeGrant(world: World, call: CallOf<'closeGrant'>): void {
  const who = signer(call, 'signer');
  const plan = loadPlan(world, call);
  const grant = loadRawGrant(world, call, plan);
  checkCloser(plan, grant, who);
  ensure(owed(grant, plan, world.now) <= 0n, 'GrantNotPaidOut');
  ensure(world.milestonesOf(grant.name).length === 0, 'MilestonesRemain');
  ensure(who === grant.beneficiary || !mayStillVote(world, plan, grant), 'GrantMayStillVote');
  checkRentRecipient(plan, call);
  bury(world, plan, grant);
}

/** Whether it has a vote in something that was proposed before its termination was announced. */
function mayStillVote(world: World, plan: Plan, { stopTs, claimed, total }: Grant): boolean {
  if (!world.governances.has(governanceName(plan.name)) || stopTs === undefined || claimed >= total) return false;
  return world.now < stopTs - plan.policy.noticeSecs + LONGEST_VOTE_SECS;
}

function bury(world: World, plan: Plan, grant: Grant): void {
  world.grants.delete(grant.name);
  plan.grants -= 1;
  if (plan.sealed) {
    returnRent(world, grant.name, plan.rentRecipient);
    return;
  }
  world.tombstones.set(grant.name, { plan: plan.name, id: grant.id });
  plan.tombstones += 1;
  returnRent(world, grant.name, plan.rentRecipient, TOMBSTONE_SIZE);
}

export function sweepTombstone(world: World, call: CallOf<'sweepTombstone'>): void {
  const plan = loadPlan(world, call);
  const name = at(call, 'tombstone');
  checkPlan(load(world, world.tombstones, name), plan);
  checkRentRecipient(plan, call);
  ensure(plan.sealed, 'PlanNotSealed');
  world.tombstones.delete(name);
  plan.tombstones -= 1;
  returnRent(world, name, plan.rentRecipient);
}
