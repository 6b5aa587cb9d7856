/** Rules of what changes a grant's course: release, termination, pause, another beneficiary. */
import { at, type CallOf, type Cause } from '../calls';
import { openPause, pausedBy, release, vested } from '../entitlement';
import { TRANSFER_SIZE } from '../layout';
import { transferName } from '../places';
import { type Grant, NOBODY, type Plan, type Transfer, type World } from '../state';
import {
  addLamports, checkAuthority, checkFresh, checkPlan, ensure, lamports, load, loadGrant, loadPlan, payRent, refuse, signer,
} from './checks';
import { checkAcceleration, checkAccelerator } from './plans';

const DAY = 86_400;

function byAuthority(
  world: World,
  call: CallOf<'terminateGrant' | 'withdrawTermination' | 'resumeGrant'>,
): { plan: Plan; grant: Grant } {
  const authority = signer(call, 'authority');
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  checkPlan(grant, plan);
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  return { plan, grant };
}

export function accelerateGrant(world: World, call: CallOf<'accelerateGrant'>): void {
  const accelerator = signer(call, 'accelerator');
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  checkPlan(grant, plan);
  checkAccelerator(plan, accelerator);
  checkFresh(world, call.expiresTs);
  checkAcceleration(call.args.accelerationBps);
  accelerate(world, grant, call.args.accelerationBps);
}

/** Releases a share of what is unvested in a grant. */
export function accelerate(world: World, grant: Grant, bps: number): void {
  ensure(grant.stopTs === undefined || world.now < grant.stopTs, 'GrantHasStopped');
  grant.retained = release(grant.retained, bps);
}

export function terminateGrant(world: World, call: CallOf<'terminateGrant'>): void {
  const { plan, grant } = byAuthority(world, call);
  terminate(world, plan, grant, call.args.cause);
}

/** Announces the end of a grant. */
export function terminate(world: World, plan: Plan, grant: Grant, cause: Cause): void {
  ensure(plan.policy.cancellable, 'NotCancellable');
  ensure(grant.stopTs === undefined, 'GrantAlreadyTerminated');
  const pause = openPause(grant);
  if (pause !== undefined) pause.endedAt = world.now;
  const goodLeaver = cause === 'withoutCause' || cause === 'deathOrDisability';
  if (goodLeaver) grant.retained = release(grant.retained, plan.policy.goodLeaverBps);
  grant.stopTs = world.now + plan.policy.noticeSecs;
}

export function withdrawTermination(world: World, call: CallOf<'withdrawTermination'>): void {
  const { grant } = byAuthority(world, call);
  if (grant.stopTs === undefined || grant.settled) return refuse('GrantNotTerminating');
  ensure(world.now < grant.stopTs, 'TerminationAlreadyDue');
  grant.stopTs = undefined;
}

export function settleTermination(world: World, call: CallOf<'settleTermination'>): void {
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  checkPlan(grant, plan);
  if (grant.stopTs === undefined || grant.settled) return refuse('GrantNotTerminating');
  ensure(world.now > grant.stopTs, 'TerminationNotDue');
  const forfeited = grant.total - vested(grant, plan, world.now);
  grant.settled = true;
  plan.reserved -= forfeited;
  plan.forfeited += forfeited;
}

/** What pauses without the beneficiary's signature took so far. */
function imposed(grant: Grant, now: number): number {
  return grant.pauses.reduce((sum, pause) => sum + (pause.consent ? 0 : pausedBy(pause, now)), 0);
}

export function pauseGrant(world: World, call: CallOf<'pauseGrant'>): void {
  const authority = signer(call, 'authority');
  const beneficiary = call.accounts['beneficiary'];
  const consent = beneficiary !== undefined;
  if (consent) signer(call, 'beneficiary');
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  checkPlan(grant, plan);
  checkAuthority(plan, authority);
  checkFresh(world, call.expiresTs);
  ensure(!consent || beneficiary === grant.beneficiary, 'NotBeneficiary');
  const before = openPause(grant);
  const runs = before !== undefined && world.now < before.from + before.limit;
  ensure(!runs, 'GrantAlreadyPaused');
  ensure(grant.stopTs === undefined, 'GrantAlreadyTerminated');
  const most = consent ? 1_461 * DAY : plan.policy.maxPauseSecs - imposed(grant, world.now);
  const limit = call.args.limitSecs;
  ensure(limit >= 1 && limit <= most, 'PauseTooLong');
  if (before !== undefined) before.endedAt = world.now;
  grant.pauses.push({ from: world.now, limit, consent, endedAt: undefined });
}

export function resumeGrant(world: World, call: CallOf<'resumeGrant'>): void {
  const { grant } = byAuthority(world, call);
  const pause = openPause(grant) ?? refuse('GrantNotPaused');
  pause.endedAt = world.now;
}

export function proposeTransfer(world: World, call: CallOf<'proposeTransfer'>): void {
  const proposer = signer(call, 'proposer');
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  const name = at(call, 'transfer');
  ensure(name === transferName(grant.name), 'ConstraintSeeds');
  checkPlan(grant, plan);
  checkFresh(world, call.expiresTs);
  const { to } = call.args;
  ensure(to !== NOBODY && to !== plan.name, 'BeneficiaryInvalid');
  const readyTs = readyAt(world, plan, grant, proposer);
  ensure(!world.transfers.has(name), 'TransferAlreadyPending');
  payRent(world, name, TRANSFER_SIZE, proposer);
  world.transfers.set(name, { plan: plan.name, grant: grant.name, proposer, from: grant.beneficiary, to, readyTs });
}

function readyAt(world: World, plan: Plan, grant: Grant, proposer: string): number | undefined {
  if (proposer === grant.beneficiary) {
    ensure(plan.policy.transferRule !== 'forbidden', 'TransferNotAllowed');
    return plan.policy.transferRule === 'free' ? world.now : undefined;
  }
  ensure(proposer === plan.authority, 'NotTransferParty');
  return world.now + 30 * DAY;
}

function endTransfer(world: World, call: CallOf<'acceptTransfer' | 'rejectTransfer'>, transfer: Transfer): void {
  const name = at(call, 'transfer');
  addLamports(world, transfer.proposer, lamports(world, name));
  world.lamports.delete(name);
  world.transfers.delete(name);
}

export function acceptTransfer(world: World, call: CallOf<'acceptTransfer'>): void {
  const who = signer(call, 'signer');
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  const transfer = load(world, world.transfers, at(call, 'transfer'));
  checkPlan(grant, plan);
  ensure(transfer.grant === grant.name, 'TransferIsStale');
  ensure(transfer.proposer === at(call, 'proposer'), 'WrongRentRecipient');
  ensure(transfer.to === call.args.to, 'TransferIsStale');
  checkFresh(world, call.expiresTs);
  const byBeneficiary = transfer.proposer === transfer.from;
  ensure(grant.beneficiary === transfer.from, 'TransferIsStale');
  ensure(byBeneficiary || transfer.proposer === plan.authority, 'TransferIsStale');
  const otherSide = byBeneficiary ? plan.authority : transfer.from;
  const ready = transfer.readyTs !== undefined && world.now >= transfer.readyTs;
  ensure(who === otherSide || ready, 'TransferNotReady');
  grant.beneficiary = transfer.to;
  grant.autoClaim = true;
  endTransfer(world, call, transfer);
}

export function rejectTransfer(world: World, call: CallOf<'rejectTransfer'>): void {
  const who = signer(call, 'signer');
  const transfer = load(world, world.transfers, at(call, 'transfer'));
  ensure(transfer.plan === at(call, 'plan'), 'GrantOfAnotherPlan');
  ensure(transfer.proposer === at(call, 'proposer'), 'WrongRentRecipient');
  // Those two can end it even when the plan is gone.
  const byEither = who === transfer.from || who === transfer.proposer;
  ensure(byEither || loadPlan(world, call).authority === who, 'NotTransferParty');
  endTransfer(world, call, transfer);
}
