/** Rules of votes, and what is proposed. Most are ordinary, some are edges, few are invalid. */
import { CAUSES } from './calls';
import { RELEASES } from './intents';
import { rotated, SEATS, seatsFrom } from './metric-offers';
import { spread } from './offers';
import { oraclesName } from './places';
import type { Plan, World } from './state';
import { pick } from './time';
import { actionBit } from './vote-layout';
import type { Action, Settings } from './voting';

const DAY = 86_400;
const U64_MAX = 2n ** 64n - 1n;

/** Rules for a plan: what can still be voided must not vote. */
export function settingsFrom(choice: number, { policy }: Plan): Settings {
  const one = <T>(salt: number, from: readonly T[]): T => pick(from, spread(choice, salt));
  return {
    proposalThreshold: one(50, [0n, 1n, 1_000n, 0n, 1_000_000n]),
    votingSecs: one(51, [DAY, 3 * DAY, DAY, 30 * DAY, DAY + 1]),
    delaySecs: one(52, [0, DAY, 0, 1, 30 * DAY]),
    windowSecs: one(53, [7 * DAY, DAY, 30 * DAY, 7 * DAY]),
    minAgeSecs: Math.max(one(54, [2 * DAY, 3 * DAY + 1, 2 * DAY, 7 * DAY]), policy.voidSecs),
    quorumBps: one(55, [500, 2_000, 5_000, 3_333, 500, 10_000]),
    approvalBps: one(56, [5_000, 6_667, 5_000, 10_000, 5_001]),
    maxVoterBps: one(57, [10_000, 10_000, 2_500, 5_000, 9_999, 1]),
    excludeOwnGrant: one(58, [false, true]),
    actions: one(59, [31, 31, 31, 31, 31, 3, 24]),
  };
}

/** Rules with one thing wrong. */
export function badSettings(settings: Settings, { policy }: Plan, choice: number): Settings {
  const wrong: readonly Partial<Settings>[] = [
    { votingSecs: DAY - 1 }, { votingSecs: 30 * DAY + 1 }, { delaySecs: 30 * DAY + 1 }, { windowSecs: DAY - 1 },
    { windowSecs: 30 * DAY + 1 }, { minAgeSecs: Math.max(2 * DAY, policy.voidSecs) - 1 }, { minAgeSecs: 7 * DAY + 1 },
    { quorumBps: 499 }, { quorumBps: 10_001 }, { approvalBps: 4_999 }, { approvalBps: 10_001 }, { maxVoterBps: 0 },
    { maxVoterBps: 10_001 }, { actions: 0 }, { actions: 32 },
  ];
  return { ...settings, ...pick(wrong, choice) };
}

/** What could be done about a plan by a vote. */
export function actionFrom(world: World, plan: Plan, { actions }: Settings, choice: number): Action {
  const grants = world.grantsOf(plan.name).filter(({ settled }) => !settled);
  const set = world.oracleSets.get(oraclesName(plan.name));
  const accelerationBps = pick(RELEASES, spread(choice, 60));
  const issueCaps = [U64_MAX, plan.allocated, plan.allocated + 1_000_000n, plan.allocated * 2n, plan.allocated - 1n, U64_MAX];
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
  // Half of them are about a grant, where there is one; few are what the rules don't allow.
  const some = onGrants.length > 0 && spread(choice, 64) % 2 === 0 ? onGrants : plain;
  const allowed = [...some, ...plain, ...onGrants].filter(({ kind }) => (actions & actionBit(kind)) !== 0);
  return pick(allowed.length === 0 || choice % 16 === 15 ? some : allowed.slice(0, some.length), spread(choice, 65));
}
