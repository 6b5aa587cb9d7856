/** Makes a plan. */
import { EMPTY, PLANS, RENT, vaultName } from '../addresses';
import { at, type Call, HASH_BYTE } from '../calls';
import { choose, HOLDERS } from '../choose';
import { PLAN_SIZE } from '../layout';
import { badPolicy, policyFrom, spread, unlockFrom } from '../offers';
import { ensure, mintRisks, payRent, refuse, signer } from '../rules/checks';
import { apportion, layOut, scheduleRefusal, type ShapeSegment } from '../schedule';
import { type Name, NOBODY, type Policy, type Role, ROLES, TRANSFER_RULES, type Unlock, type World } from '../state';
import { pick } from '../time';
import type { Writer } from '../writer';
import type { InstructionDefinition } from './definition';

interface PlanArguments {
  readonly planId: bigint;
  readonly roles: Record<Role | 'authority' | 'rentRecipient', Name>;
  readonly policy: Policy;
  readonly unlock: { readonly startTs: number; readonly shape: readonly ShapeSegment[] } | undefined;
}

const DAY = 86_400;
const PLAN_MINTS: Record<Name, Name> = { A: 'gold', B: 'fee', C: 'gold', D: 'silver', E: 'fee', F: 'gold' };

function policyBytes(writer: Writer, policy: Policy): void {
  writer
    .number(policy.issueCap, 8)
    .number(policy.operatorCap, 8)
    .number(policy.cancellable ? 1 : 0, 1);
  writer.number(policy.noticeSecs, 4).number(policy.goodLeaverBps, 2).number(policy.maxPauseSecs, 4);
  writer.number(policy.voidSecs, 4).number(TRANSFER_RULES.indexOf(policy.transferRule), 1);
  writer.number(policy.recoverySecs, 4).number(policy.maxWithholdingBps, 2).number(policy.acceptedRisks, 4);
  writer.hash(HASH_BYTE).text(policy.termsUri);
}

function makeUnlock(unlock: PlanArguments['unlock']): Unlock | undefined {
  if (unlock === undefined) return undefined;
  const { startTs, shape } = unlock;
  ensure(shape.length <= 8, 'UnlockCurveInvalid');
  ensure(shape.reduce((sum, { weight }) => sum + weight, 0n) === 1_000_000_000n, 'UnlockCurveInvalid');
  const segments = apportion(shape, 1_000_000_000n);
  const invalid = scheduleRefusal(startTs, segments, 1_000_000_000n);
  if (invalid !== undefined) refuse(invalid);
  return { startTs, segments, pieces: layOut(startTs, segments) };
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
  const wrongRecipient = fault % 20 === 14 ? pick([NOBODY, name, vaultName(name, mint)], choice) : undefined;
  const rentRecipient = wrongRecipient ?? pick([RENT, RENT, RENT, EMPTY], spread(choice, 15));
  const roles = { authority: fault % 20 === 16 ? NOBODY : 'authority', rentRecipient, ...HOLDERS };
  const unlock = unlockFrom(choice, world.now, fault % 20 === 15);
  const accounts = { creator: slot.creator, plan: name, mint, vault: vaultName(name, mint), tokenProgram };
  return { instruction: 'createPlan', accounts, args: { planId: slot.planId, roles, policy, unlock } };
}

export const createPlan: InstructionDefinition<PlanArguments> = {
  weight: 2,
  leastAccepted: 40,
  encode: (writer, { planId, roles, policy, unlock }) => {
    writer.number(planId, 8);
    for (const role of ['authority', ...ROLES, 'rentRecipient'] as const) writer.key(roles[role]);
    policyBytes(writer, policy);
    writer.flag(unlock !== undefined);
    if (unlock !== undefined) writer.number(unlock.startTs, 8).shape(unlock.shape);
  },
  rule: (world, call) => {
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
  },
  // A new plan where there is none yet.
  intent: (world, draw) => {
    const slot = choose(PLANS, draw, ({ name }) => !world.isOurs(name));
    return slot && createPlanCall(world, slot.name, draw.amount, draw.who);
  },
};
