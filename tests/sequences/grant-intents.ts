/** From a draw to a well-meant call on a grant, or on its transfer. */
import { CAUSES, type Call, type InstructionName, type ON_GRANTS } from './calls';
import type { Draw } from './arbitraries';
import { claimable, openPause, owed, pausedBy, vested, voidEnd } from './entitlement';
import { accountOf, choose, holder, RELEASES, tokensOf } from './intents';
import { BENEFICIARIES, transferName } from './addresses';
import { type Grant, type Name, NOBODY, type Plan, type Transfer, type World } from './state';
import { pick } from './time';

const HOUR = 3_600;
const DAY = 24 * HOUR;

type GrantAct = (grant: Grant, plan: Plan) => boolean;

/** Which grants an instruction probably works on. */
const FITTING: Partial<Record<InstructionName, (world: World) => GrantAct>> = {
  claim: (world) => (grant, plan) =>
    claimable(grant, plan, world.now) > 0n && world.now >= plan.claimsPausedUntil && canBePaid(world, grant, plan),
  voidGrant: (world) => (grant, plan) =>
    world.now < voidEnd(grant, plan) && !grant.settled && world.milestonesOf(grant.name).length === 0,
  accelerateGrant:
    ({ now }) =>
    (grant, plan) =>
      (grant.stopTs ?? Infinity) > now && vested(grant, plan, now) < grant.total,
  terminateGrant:
    ({ now }) =>
    (grant, plan) =>
      grant.stopTs === undefined && plan.policy.cancellable && vested(grant, plan, now) < grant.total,
  withdrawTermination:
    ({ now }) =>
    ({ stopTs }) =>
      stopTs !== undefined && now < stopTs,
  settleTermination:
    ({ now }) =>
    ({ stopTs, settled }) =>
      stopTs !== undefined && now >= stopTs && !settled,
  pauseGrant:
    ({ now }) =>
    (grant, plan) =>
      grant.stopTs === undefined && openPause(grant) === undefined && vested(grant, plan, now) < grant.total,
  resumeGrant: () => (grant) => grant.stopTs === undefined && openPause(grant) !== undefined,
  proposeTransfer: (world) => (grant) => !world.transfers.has(transferName(grant.name)),
  closeGrant: (world) => (grant, plan) =>
    owed(grant, plan, world.now) === 0n && world.milestonesOf(grant.name).length === 0,
};

/** Whether a beneficiary has an account for what is paid. */
export function canBePaid(world: World, { beneficiary }: Grant, { mint }: Plan): boolean {
  return [false, true].some((side) => world.tokens.get(accountOf(beneficiary, mint, side))?.owner === beneficiary);
}

function chooseGrant(world: World, draw: Draw, name: InstructionName): { grant: Grant; plan: Plan } | undefined {
  const fits = FITTING[name]?.(world) ?? (() => true);
  const all = [...world.grants.values()].flatMap((grant) => {
    const plan = world.plans.get(grant.plan);
    return plan === undefined ? [] : [{ grant, plan }];
  });
  return choose(all, draw, ({ grant, plan }) => fits(grant, plan));
}

/** Pays a grant's beneficiary, to the associated account or to the other one. */
export function claimGrantCall(
  { plan, grant }: { readonly plan: Plan; readonly grant: Grant },
  claimant: Name,
  side: boolean,
): Call {
  const destination = accountOf(grant.beneficiary, plan.mint, side);
  const accounts = { claimant, plan: plan.name, grant: grant.name, destination, ...tokensOf(plan) };
  return { instruction: 'claim', accounts, args: {} };
}

/** The call of a draw for an instruction on one grant. */
export function grantIntent(world: World, draw: Draw, name: (typeof ON_GRANTS)[number]): Call | undefined {
  const chosen = chooseGrant(world, draw, name);
  if (chosen === undefined) return undefined;
  const { grant, plan } = chosen;
  const { authority } = plan;
  const on = { plan: plan.name, grant: grant.name };
  switch (name) {
    case 'claim': {
      // Where the associated account was given away, only the beneficiary can name another.
      const gone = world.tokens.get(accountOf(grant.beneficiary, plan.mint, false))?.owner !== grant.beneficiary;
      const own = gone || draw.who % 5 < 3;
      const claimant = own ? grant.beneficiary : pick(['stranger', authority, 'thief'], draw.who);
      return claimGrantCall({ plan, grant }, claimant, gone || (own && draw.amount % 2 === 1));
    }
    case 'voidGrant':
      return { instruction: name, accounts: { authority, ...on, rentRecipient: plan.rentRecipient }, args: {} };
    case 'setAutoClaim':
      return {
        instruction: name,
        accounts: { beneficiary: grant.beneficiary, grant: grant.name },
        args: { enabled: draw.amount % 2 === 1 },
      };
    case 'setWithholding': {
      const most = plan.policy.maxWithholdingBps;
      const withholdingBps = pick([most, 0, most >> 1, Math.min(most, 1), most, most + 1], draw.amount);
      return {
        instruction: name,
        accounts: { payroll: holder(world, plan, 'payroll'), ...on },
        args: { withholdingBps },
      };
    }
    case 'accelerateGrant': {
      const accelerator = pick([authority, holder(world, plan, 'accelerationAuthority')], draw.who);
      return {
        instruction: name,
        accounts: { accelerator, ...on },
        args: { accelerationBps: pick(RELEASES, draw.amount) },
      };
    }
    case 'terminateGrant':
      return { instruction: name, accounts: { authority, ...on }, args: { cause: pick(CAUSES, draw.amount) } };
    case 'withdrawTermination':
    case 'resumeGrant':
      return { instruction: name, accounts: { authority, ...on }, args: {} };
    case 'settleTermination':
      return { instruction: name, accounts: on, args: {} };
    case 'pauseGrant': {
      const consent = draw.who % 2 === 1 ? { beneficiary: grant.beneficiary } : {};
      const used = grant.pauses.reduce((sum, pause) => sum + (pause.consent ? 0 : pausedBy(pause, world.now)), 0);
      const left = Math.max(0, plan.policy.maxPauseSecs - used);
      const limitSecs = pick(
        [
          Math.min(left, HOUR),
          left,
          Math.min(left, 5 * DAY),
          left >> 1,
          1,
          30 * DAY,
          Math.min(left + 1, 2 ** 32 - 1),
          1_461 * DAY,
          1_461 * DAY + 1,
          0,
        ],
        draw.amount,
      );
      return { instruction: name, accounts: { authority, ...consent, ...on }, args: { limitSecs } };
    }
    case 'proposeTransfer': {
      const { transferRule, recoverySecs } = plan.policy;
      // Now and then somebody tries what the plan forbids.
      const strict = draw.detail % 8 !== 7;
      const parties = [
        ...(strict && transferRule === 'forbidden' ? [] : [grant.beneficiary]),
        ...(strict && recoverySecs === 0 ? [] : [authority]),
      ];
      const proposer = pick(parties.length === 0 ? [authority] : parties, draw.who);
      const guardian = pick(
        [holder(world, plan, 'guardian'), authority, 'guardian'],
        draw.detail % 16 < 13 ? 0 : draw.detail,
      );
      // A recovery needs the guardian's signature; now and then it lacks, or is somebody else's.
      const signed = proposer === authority && draw.detail % 16 !== 12 ? { guardian } : {};
      const to = pick([...BENEFICIARIES, ...BENEFICIARIES, 'thief', ...BENEFICIARIES, NOBODY, plan.name], draw.amount);
      return {
        instruction: name,
        accounts: { proposer, ...signed, ...on, transfer: transferName(grant.name) },
        args: { to },
      };
    }
    case 'closeGrant': {
      const signer = pick([grant.beneficiary, holder(world, plan, 'operator'), authority], draw.who);
      return { instruction: name, accounts: { signer, ...on, rentRecipient: plan.rentRecipient }, args: {} };
    }
  }
}

/** Whether a transfer needs nobody else, and is not stale. */
export function canBeAccepted(world: World, transfer: Transfer, now: number): boolean {
  const { plan: of, grant: name, proposer, from, readyTs, expiresTs, authorityChanges } = transfer;
  const [plan, grant] = [world.plans.get(of), world.grants.get(name)];
  if (grant?.beneficiary !== from || readyTs === undefined || now < readyTs || now > expiresTs) return false;
  return proposer === from || (grant.unanswered && plan?.authorityChanges === authorityChanges);
}

/** The call of a draw for an instruction on a pending transfer. */
export function transferIntent(world: World, draw: Draw, name: 'acceptTransfer' | 'rejectTransfer'): Call | undefined {
  const { now } = world;
  const found = choose(
    [...world.transfers],
    draw,
    ([, one]) => name === 'rejectTransfer' || canBeAccepted(world, one, now),
  );
  if (found === undefined) return undefined;
  const [transfer, { plan, grant, proposer, from, to }] = found;
  const authority = world.plans.get(plan)?.authority ?? 'authority';
  const others =
    name === 'acceptTransfer' ? [proposer === from ? authority : from, to, 'stranger'] : [from, proposer, authority];
  const accounts = { signer: pick(others, draw.who), plan, transfer, proposer };
  if (name === 'rejectTransfer') return { instruction: name, accounts, args: {} };
  const agreed = draw.detail % 16 === 15 ? 'thief' : to;
  return { instruction: name, accounts: { ...accounts, grant }, args: { to: agreed } };
}
