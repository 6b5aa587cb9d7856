/** Fault 5: whatever a thief with the operator's key issues can be voided. */
import { DAY } from '../../support/world';
import { FIRST_SEATS } from '../makers/measures';
import { LIARS, ORACLES, type Who } from '../cast';
import { type Goal, inWords, type Verdict } from '../goal';
import { HonestAuthority, type Vigilance } from '../people/authority';
import { Claimer } from '../people/claimer';
import { Keeper } from '../people/keeper';
import { HonestOracle } from '../people/oracle';
import type { Random } from '../random';
import type { State } from '../state';
import { drawDelays, HOUR, LOW, METRIC, TOTAL } from './measured';

/** What is not the thief's: everything but the operator's key, a stranger's, and an accomplice's with a grant of old. */
const HELD: readonly Who[] = ['operator', 'stranger', 'crony 1', 'crony 2'];
const VICTIM_GRANT = 1;
const ACCOMPLICE_GRANT = 2;

interface Circumstances {
  readonly voidSecs: number;
  readonly noticeSecs: number;
  readonly dueSecs: number;
  readonly challengeSecs: number;
  readonly delays: readonly number[];
  readonly vigilance: Vigilance;
}

function draw(random: Random): Circumstances {
  const voidSecs = random.pick([DAY, 3 * DAY, 7 * DAY]);
  const challengeSecs = random.pick([HOUR, 6 * HOUR]);
  const voidsAfter = Math.floor((voidSecs * random.between(20, 90)) / 100);
  return {
    voidSecs,
    noticeSecs: random.pick([0, 0, HOUR, 12 * HOUR, 30 * DAY]),
    dueSecs: random.between(1, 6) * DAY,
    challengeSecs,
    delays: drawDelays(random, challengeSecs),
    vigilance: {
      terminates: random.percent(60),
      terminatesAfter: Math.floor((voidsAfter * random.between(5, 60)) / 100),
      voidsAfter,
    },
  };
}

/** Grants and milestones of the thief's that are still there, or whose numbers still are. */
function judge(state: State, allocated: bigint, thieves: readonly bigint[]): Verdict {
  const plan = state.planNow();
  const grants = state.grants.filter((id) => ![VICTIM_GRANT, ACCOMPLICE_GRANT].includes(id));
  if (grants.length === 0 && state.milestones.length === 0) return 'idle';
  const standing = grants.find((id) => state.grant(id) !== null);
  if (standing !== undefined) {
    return {
      outcome: 'a stolen grant could not be voided',
      detail: `grant ${standing} is ${state.grant(standing)?.status ?? 'gone'}`,
    };
  }
  const unvoided = state.milestones.find((place) => (state.milestone(place)?.status ?? 'voided') !== 'voided');
  if (unvoided !== undefined) {
    return {
      outcome: 'a stolen milestone could not be voided',
      detail: `it is ${state.milestone(unvoided)?.status ?? 'gone'}`,
    };
  }
  if (plan.allocated !== allocated)
    return { outcome: 'what was voided is still counted', detail: `${plan.allocated} instead of ${allocated}` };
  const owed = [VICTIM_GRANT, ACCOMPLICE_GRANT].reduce((sum, id) => {
    const grant = state.grant(id);
    if (grant === null) return sum;
    // The accomplice's grant vests nothing in such a life: settled, nothing of it is owed.
    return sum + (grant.status === 'settled' ? 0n : grant.total) - grant.claimed;
  }, 0n);
  if (plan.reserved !== owed)
    return { outcome: 'what was voided is still reserved', detail: `${plan.reserved} instead of ${owed}` };
  const got = thieves.reduce((sum, tokens) => sum + tokens, 0n);
  return got === 0n ? 'kept' : { outcome: 'a thief was paid', detail: `${got}` };
}

export const THEFT: Goal = {
  name: 'theft',
  promises: [
    "Whatever a thief with the operator's key issues, the honest authority, who notices within the void window, can void, and nothing of it stays booked or is paid.",
  ],
  draw(random) {
    const life = draw(random);
    const { vigilance, delays, ...rest } = life;
    return {
      setting: inWords({ ...rest, ...vigilance, delays: delays.join('/') }),
      begin(founder) {
        const { state } = founder;
        const startTs = state.now;
        founder.plan({
          issueCap: TOTAL * 10n,
          noticeSecs: life.noticeSecs,
          voidSecs: life.voidSecs,
          maxWithholdingBps: 0,
        });
        const terms = {
          do: 'issueGrants',
          as: 'authority',
          total: TOTAL,
          startTs,
          vesting: { kind: 'cliff' },
          withholdingBps: 0,
        } as const;
        founder.do(
          { ...terms, grant: VICTIM_GRANT, to: 'victim' },
          { ...terms, grant: ACCOMPLICE_GRANT, to: 'crony 1' },
          { do: 'createOracleSet', seats: FIRST_SEATS, threshold: 2 },
        );
        founder.wait(life.voidSecs + DAY);
        const dueTs = state.now + life.dueSecs;
        founder.do({
          do: 'createMetric',
          metric: METRIC,
          dueTs,
          earlyValue: null,
          maxAgeSecs: 2 * DAY,
          challengeSecs: life.challengeSecs,
        });
        const truth = { metric: METRIC, before: LOW, reached: 80n, reachedTs: dueTs };
        const { allocated } = state.planNow();
        const rich = HELD.map((who) => state.tokensOf(who));
        return {
          people: [
            ...ORACLES.map((who, index) => new HonestOracle(who, truth, delays[index] ?? HOUR)),
            ...LIARS.map((who) => new HonestOracle(who, truth, HOUR)),
            new Keeper('member 2', METRIC, [], 60),
            new Claimer('victim', [VICTIM_GRANT], 7 * DAY, true, state.now + DAY),
            new HonestAuthority([VICTIM_GRANT, ACCOMPLICE_GRANT], [], vigilance),
          ],
          held: HELD,
          aim: {
            focus: {
              issueGrants: 8,
              issueMilestone: 20,
              settleTermination: 30,
              settleMilestone: 30,
              claim: 3,
              claimMilestone: 5,
              closeMilestone: 10,
              closeGrant: 5,
            },
            longestWait: 20 * DAY,
            lies: [0n],
            metric: METRIC,
            eagerness: 20,
            prey: [],
          },
          watchers: [],
          moves: 10,
          endSecs: 2 * DAY,
          restSecs: life.voidSecs + DAY,
          judge: () =>
            judge(
              state,
              allocated,
              HELD.map((who, index) => state.tokensOf(who) - (rich[index] ?? 0n)),
            ),
        };
      },
    };
  },
};
