/** Rules of what changes a grant's lifecycle: release, termination, pause, another beneficiary. */
import { at, type CallOf, type Cause } from '../calls';
import { openPause, pausedBy, release, vested, voidEnd } from '../entitlement';
import { TRANSFER_SIZE } from '../layout';
import { transferName } from '../addresses';
import { type Grant, type Name, NOBODY, type Plan, type Transfer, type World } from '../state';
import {
  addLamports,
  checkAuthority,
  checkFresh,
  checkPlan,
  checkRole,
  ensure,
  lamports,
  load,
  loadGrant,
  loadPlan,
  payRent,
  refuse,
  signer,
} from './checks';
import { checkAcceleration, checkAccelerator } from './plans';

const DAY = 86_400;
const TRANSFER_EXPIRY_SECS = 30 * DAY;

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
function terminate(world: World, plan: Plan, grant: Grant, cause: Cause): void {
  ensure(plan.policy.cancellable, 'NotCancellable');
  ensure(grant.stopTs === undefined, 'GrantAlreadyTerminated');
  const pause = openPause(grant);
  if (pause !== undefined) pause.endedAt = world.now;
  leaveWell(plan, grant, cause);
  grant.stopTs = world.now + plan.policy.noticeSecs;
}

/** A good leaver gets the plan's share, once. */
function leaveWell({ policy }: Plan, grant: Grant, cause: Cause): void {
  if (policy.goodLeaverBps === 0 || grant.leftWell || (cause !== 'withoutCause' && cause !== 'deathOrDisability'))
    return;
  grant.retained = release(grant.retained, policy.goodLeaverBps);
  grant.leftWell = true;
}

/** A vote ends a grant, for good. One that is ending already ends when that said. */
export function terminateByVote(world: World, plan: Plan, grant: Grant, cause: Cause): void {
  if (grant.stopTs !== undefined && !grant.settled && world.now < grant.stopTs) leaveWell(plan, grant, cause);
  else terminate(world, plan, grant, cause);
  grant.endedByVote = true;
}

export function withdrawTermination(world: World, call: CallOf<'withdrawTermination'>): void {
  const { grant } = byAuthority(world, call);
  if (grant.stopTs === undefined || grant.settled) return refuse('GrantNotTerminating');
  ensure(!grant.endedByVote, 'TerminationIsVoted');
  ensure(world.now < grant.stopTs, 'TerminationAlreadyDue');
  grant.stopTs = undefined;
}

export function settleTermination(world: World, call: CallOf<'settleTermination'>): void {
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  checkPlan(grant, plan);
  if (grant.stopTs === undefined || grant.settled) return refuse('GrantNotTerminating');
  ensure(world.now > grant.stopTs, 'TerminationNotDue');
  ensure(world.now >= voidEnd(grant, plan), 'VoidWindowIsRunning');
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
  if (consent) grant.unanswered = false;
  grant.pauses.push({ from: world.now, limit, consent, endedAt: undefined });
}

export function resumeGrant(world: World, call: CallOf<'resumeGrant'>): void {
  const { grant } = byAuthority(world, call);
  const pause = openPause(grant) ?? refuse('GrantNotPaused');
  pause.endedAt = world.now;
}

export function proposeTransfer(world: World, call: CallOf<'proposeTransfer'>): void {
  const proposer = signer(call, 'proposer');
  if (call.accounts['guardian'] !== undefined) signer(call, 'guardian');
  const plan = loadPlan(world, call);
  const grant = loadGrant(world, call);
  const name = at(call, 'transfer');
  ensure(name === transferName(grant.name), 'ConstraintSeeds');
  checkPlan(grant, plan);
  checkFresh(world, call.expiresTs);
  const { to } = call.args;
  ensure(to !== NOBODY && to !== plan.name, 'BeneficiaryInvalid');
  const recovers = proposer !== grant.beneficiary;
  const readyTs = recovers ? recoveryTs(world, plan, call, proposer) : transferTs(world, plan);
  ensure(!world.transfers.has(name), 'TransferAlreadyPending');
  if (recovers) grant.unanswered = true;
  payRent(world, name, TRANSFER_SIZE, proposer);
  world.transfers.set(name, {
    plan: plan.name,
    grant: grant.name,
    proposer,
    from: grant.beneficiary,
    to,
    readyTs,
    expiresTs: (readyTs ?? world.now) + TRANSFER_EXPIRY_SECS,
    authorityChanges: plan.authorityChanges,
  });
}

/** From when a beneficiary's wish needs nobody else; undefined for never. */
function transferTs({ now }: World, { policy }: Plan): number | undefined {
  ensure(policy.transferRule !== 'forbidden', 'TransferNotAllowed');
  return policy.transferRule === 'free' ? now : undefined;
}

/** The same for a lost wallet, for which the guardian signs beside the authority. */
function recoveryTs(world: World, plan: Plan, call: CallOf<'proposeTransfer'>, proposer: Name): number {
  const { policy, authority } = plan;
  ensure(proposer === authority, 'NotTransferParty');
  ensure(policy.recoverySecs > 0, 'RecoveryNotAllowed');
  const guardian = call.accounts['guardian'] ?? refuse('RecoveryNeedsGuardian');
  checkRole(world, plan, 'guardian', guardian, 'RecoveryNeedsGuardian');
  ensure(guardian !== authority, 'RecoveryNeedsGuardian');
  return world.now + policy.recoverySecs;
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
  const sameAuthority = transfer.authorityChanges === plan.authorityChanges;
  ensure(byBeneficiary || (sameAuthority && grant.unanswered), 'TransferIsStale');
  ensure(world.now <= transfer.expiresTs, 'TransferIsStale');
  const otherSide = byBeneficiary ? plan.authority : transfer.from;
  const ready = transfer.readyTs !== undefined && world.now >= transfer.readyTs;
  ensure(who === otherSide || ready, 'TransferNotReady');
  grant.beneficiary = transfer.to;
  grant.autoClaim = true;
  grant.unanswered = false;
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
