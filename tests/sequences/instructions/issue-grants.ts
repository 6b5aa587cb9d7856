/** Issues grants of one shape. */
import { BENEFICIARIES, GRANT_IDS, grantName } from '../addresses';
import type { Draw } from '../arbitraries';
import { at, type Call, type CallWith } from '../calls';
import { choosePlan, holder, surplus } from '../choose';
import { BILLION, min, operatorIssued } from '../entitlement';
import { membersVote } from '../governance';
import { grantSize } from '../layout';
import { BAD_SHAPES, SHAPES, START_OFFSETS } from '../offers';
import { checkFresh, ensure, loadPlan, payRent, refuse, signer, vaultOf } from '../rules/checks';
import { apportion, layOut, scheduleRefusal, type ShapeSegment, weightsRefusal } from '../schedule';
import { type Grant, type Name, NOBODY, type Plan, type World } from '../state';
import { pick } from '../time';
import type { InstructionDefinition } from './definition';

interface NewGrant {
  readonly beneficiary: Name;
  readonly id: bigint;
  readonly total: bigint;
  readonly offset: number;
}

interface IssueArguments {
  readonly baseStartTs: number;
  readonly withholdingBps: number;
  readonly shape: readonly ShapeSegment[];
  readonly grants: readonly NewGrant[];
}

/** The grants of a call as they would be, and what they add up to; refuses what the program refuses. */
function draft(world: World, call: CallWith<IssueArguments>, plan: Plan, byOperator: boolean): Grant[] {
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
      autoClaim: !membersVote(world, plan),
      accelerationsAtIssue: plan.accelerations.length,
      milestonesEnded: false,
    });
  }
  return drafted;
}

/** One to three grants of one shape. */
export function issueGrantsCall(world: World, draw: Draw, plan: Plan): Call {
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

export const issueGrants: InstructionDefinition<IssueArguments> = {
  weight: 12,
  leastAccepted: 25,
  // Grants come last, so that they can be many.
  expires: 'first',
  encode: (writer, { baseStartTs, withholdingBps, shape, grants }) => {
    writer.number(baseStartTs, 8).number(withholdingBps, 2).shape(shape).number(grants.length, 4);
    for (const { beneficiary, id, total, offset } of grants) {
      writer.key(beneficiary).number(id, 8).number(total, 8).number(offset, 4);
    }
  },
  rule: (world, call) => {
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
  },
  intent: (world, draw) => {
    const open = (one: Plan): boolean =>
      !one.sealed && (one.accelerations.at(-1)?.retained ?? BILLION) >= BILLION / 1_000n && surplus(world, one) > 0n;
    const plan = choosePlan(world, draw, open);
    return plan && issueGrantsCall(world, draw, plan);
  },
  requires: ['fundPlan', 'createPlan'],
};
