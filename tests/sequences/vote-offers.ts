/** Rules of votes, and what is proposed. Most are ordinary, some are edges, few are invalid. */
import { oraclesName } from './addresses';
import { CAUSES } from './calls';
import { RELEASES } from './choose';
import { voidEnd } from './entitlement';
import { type Action, actionBit, type Settings } from './governance';
import { rotated, SEATS, seatsFrom } from './metric-offers';
import { spread } from './offers';
import { isFull } from './rules/acceleration';
import type { Plan, World } from './state';
import { pick } from './time';

const DAY = 86_400;
const U64_MAX = 2n ** 64n - 1n;
const ON_RELEASES = actionBit('acceleratePlan') | actionBit('accelerateGrant');
const ON_GRANTS = ON_RELEASES | actionBit('terminateGrant');
const ON_RULES = actionBit('setIssueCap') | actionBit('replaceOracles');

/** How long a vote runs, waits, and can then be carried out. */
const TIMES: readonly Pick<Settings, 'votingSecs' | 'delaySecs' | 'windowSecs'>[] = [
  { votingSecs: DAY, delaySecs: 0, windowSecs: DAY },
  { votingSecs: 3 * DAY, delaySecs: DAY, windowSecs: 7 * DAY },
  { votingSecs: DAY, delaySecs: 0, windowSecs: 6 * DAY },
  { votingSecs: DAY + 1, delaySecs: 1, windowSecs: 2 * DAY },
  { votingSecs: 30 * DAY, delaySecs: 30 * DAY, windowSecs: 30 * DAY },
  { votingSecs: DAY, delaySecs: DAY, windowSecs: 7 * DAY },
];

/** Rules for a plan: what can still be voided must not vote, and a termination must not outrun a vote. */
export function settingsFrom(choice: number, { policy }: Plan): Settings {
  const one = <T>(salt: number, from: readonly T[]): T => pick(from, spread(choice, salt));
  const { cancellable, noticeSecs } = policy;
  const inTime = TIMES.filter(
    ({ votingSecs, delaySecs, windowSecs }) => !cancellable || votingSecs + delaySecs + windowSecs <= noticeSecs,
  );
  const possible =
    (inTime.length === 0 ? ON_RULES : ON_GRANTS | ON_RULES) & ~(cancellable ? 0 : actionBit('terminateGrant'));
  const wanted = one(59, [31, 31, 31, 31, 31, 3, 24, 23]) & possible;
  const actions = wanted === 0 ? possible : wanted;
  const ages = (actions & ~ON_RELEASES) === 0 ? [2, 3, 2, 7, 60] : [30, 30, 31, 30, 45, 30, 90, 30, 30, 365];
  return {
    proposalThreshold: one(50, [0n, 1n, 1_000n, 0n, 1_000_000n]),
    ...one(51, inTime.length === 0 ? TIMES : inTime),
    minAgeSecs: oldEnough(one(54, ages) * DAY + one(52, [0, 0, 1]), policy.voidSecs),
    quorumBps: one(55, [500, 2_000, 5_000, 3_333, 500, 10_000]),
    approvalBps: one(56, [5_000, 6_667, 5_000, 10_000, 5_001]),
    maxVoterBps: one(57, [10_000, 10_000, 2_500, 5_000, 9_999, 1]),
    excludeOwnGrant: one(58, [false, true]),
    actions,
    depositActions: one(53, [31, 31, 0, 1]) & actions & ON_RELEASES,
  };
}

/** An age with which nothing in a quorum's base, which reaches a period further back than the votes, can be voided any more. */
function oldEnough(wanted: number, voidSecs: number): number {
  let age = wanted;
  while (age < voidSecs + Math.ceil(age / (7 * DAY)) * DAY) age += DAY;
  return age;
}

/** Rules with one thing wrong. */
export function badSettings(settings: Settings, { policy }: Plan, choice: number): Settings {
  const { actions } = settings;
  const youngest = Math.max((actions & ~ON_RELEASES) === 0 ? 2 * DAY : 30 * DAY, policy.voidSecs);
  const wrong: readonly Partial<Settings>[] = [
    { votingSecs: DAY - 1 },
    { votingSecs: 30 * DAY + 1 },
    { delaySecs: 30 * DAY + 1 },
    { windowSecs: DAY - 1 },
    { windowSecs: 30 * DAY + 1 },
    { minAgeSecs: youngest - 1 },
    { minAgeSecs: 365 * DAY + 1 },
    { quorumBps: 499 },
    { quorumBps: 10_001 },
    { approvalBps: 4_999 },
    { approvalBps: 10_001 },
    { maxVoterBps: 0 },
    { maxVoterBps: 10_001 },
    { actions: 0, depositActions: 0 },
    { actions: 32, depositActions: 0 },
    { depositActions: actionBit('setIssueCap') },
    { actions: actionBit('accelerateGrant'), depositActions: 1 },
    // Wrong where the plan is not cancellable, or its notice is short.
    { actions: 31, minAgeSecs: 30 * DAY },
    { votingSecs: 30 * DAY, delaySecs: 30 * DAY, windowSecs: 30 * DAY },
  ];
  return { ...settings, ...pick(wrong, choice) };
}

/** What could be done about a plan by a vote; now and then what can't be done, or is not allowed. */
export function actionFrom(world: World, plan: Plan, { actions }: Settings, choice: number): Action {
  const careless = choice % 16 === 15;
  const { now } = world;
  const grants = world
    .grantsOf(plan.name)
    .filter((grant) => careless || (grant.stopTs === undefined && now >= voidEnd(grant, plan)));
  const set = world.oracleSets.get(oraclesName(plan.name));
  const accelerationBps = pick(RELEASES, spread(choice, 60));
  const issueCaps = [
    U64_MAX,
    plan.allocated,
    plan.allocated + 1_000_000n,
    plan.allocated * 2n,
    plan.allocated - 1n,
    U64_MAX,
  ];
  const issueCap = pick(issueCaps, spread(choice, 61));
  const calm = { seated: [], dismissed: [] };
  const seats = set === undefined ? pick(SEATS, choice) : rotated(set.seats, calm, spread(choice, 62));
  const plain: readonly Action[] = [
    { kind: 'acceleratePlan', accelerationBps },
    { kind: 'setIssueCap', issueCap: issueCap < 0n || issueCap > U64_MAX ? U64_MAX : issueCap },
    { kind: 'replaceOracles', seats: choice % 9 === 8 ? seatsFrom(choice) : seats },
  ];
  const onGrants = grants.flatMap(({ name: grant }): Action[] => [
    { kind: 'accelerateGrant', grant, accelerationBps },
    { kind: 'terminateGrant', grant, cause: pick(CAUSES, spread(choice, 63)) },
  ]);
  const possible = ({ kind }: Action): boolean =>
    (kind !== 'replaceOracles' || set !== undefined) && (kind !== 'acceleratePlan' || !isFull(plan));
  // Half of them are about a grant, where there is one; few are what the rules don't allow.
  const some = onGrants.length > 0 && spread(choice, 64) % 2 === 0 ? onGrants : plain;
  const allowed = [...some, ...plain, ...onGrants].filter(
    (one) => (actions & actionBit(one.kind)) !== 0 && possible(one),
  );
  return pick(allowed.length === 0 || careless ? some : allowed.slice(0, some.length), spread(choice, 65));
}
