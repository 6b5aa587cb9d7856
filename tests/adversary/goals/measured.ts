/** A plan whose milestone hangs on a metric, with a majority of honest oracles: what several goals begin with. */
import { DAY } from '../../support/world';
import type { Vesting, VotingRules } from '../acts';
import { MEMBERS, ORACLES } from '../cast';
import { inWords } from '../goal';
import type { Person } from '../life';
import { FIRST_SEATS } from '../makers/measures';
import { Claimer } from '../people/claimer';
import { Keeper } from '../people/keeper';
import { Member } from '../people/member';
import { HonestOracle, type Truth } from '../people/oracle';
import { MIN_AGE } from '../program/terms';
import type { Random } from '../random';
import type { Founder } from '../world';

export const HOUR = 3_600;
export const METRIC = 'score';
/** What the grants of members are worth each, and what the milestone pays at its target. */
export const TOTAL = 1_000_000n;
/** The milestone of the victim's grant. */
export const MILESTONE = { grant: 1, index: 0, metric: METRIC } as const;

/** What differs from life to life. Times are seconds after metric and milestone were made. */
export interface Measured {
  readonly noticeSecs: number;
  readonly rules: VotingRules | null;
  readonly threshold: number;
  readonly early: boolean;
  readonly dueSecs: number;
  readonly deadlineSecs: number;
  readonly challengeSecs: number;
  readonly maxAgeSecs: number;
  readonly vesting: Vesting;
  /** How long each of the honest oracles takes. */
  readonly delays: readonly number[];
  readonly reached: bigint;
  readonly reachedSecs: number;
}

/** The circumstances in words. */
export function told({ rules, vesting, delays, ...rest }: Measured): string {
  return inWords({ ...rest, votes: rules !== null, vests: vesting.kind, delays: delays.join('/') });
}

/** Below every threshold. */
export const LOW = 40n;

/** Rules of votes as short as they may be, or as the tests of governance have them. */
export function drawRules(random: Random): VotingRules {
  const hasty = random.percent(50);
  return {
    votingSecs: hasty ? DAY : 3 * DAY,
    delaySecs: hasty ? 0 : DAY,
    windowSecs: hasty ? DAY : 5 * DAY,
    quorumBps: random.pick([500, 2_000, 5_000]),
    approvalBps: random.pick([5_000, 6_000]),
    maxVoterBps: random.pick([10_000, 10_000, 4_000]),
    excludeOwnGrant: random.percent(30),
  };
}

/** The times at which honest oracles of a metric act: minutes, hours, always well within its challenge. */
export function drawDelays(random: Random, challengeSecs: number): number[] {
  const most = Math.min(3 * HOUR, challengeSecs / 5);
  return ORACLES.map(() => random.magnitude(60, most));
}

/**
 * Founds plan, members, and, once these may vote if there are votes, oracles, metric and milestone. The life begins two days
 * later, when nothing can be voided any more; its times count from those two days before.
 */
export function foundMeasured(founder: Founder, life: Measured): { readonly truth: Truth; readonly startTs: number } {
  const { state } = founder;
  founder.plan({ issueCap: TOTAL * 12n, noticeSecs: life.noticeSecs, voidSecs: DAY, maxWithholdingBps: 0 });
  if (life.rules !== null) founder.do({ do: 'createGovernance', rules: life.rules });
  founder.do(
    ...MEMBERS.map(
      (to, index) =>
        ({
          do: 'issueGrants',
          as: 'authority',
          grant: index + 1,
          to,
          total: TOTAL,
          startTs: state.now,
          vesting: { kind: 'cliff' },
          withholdingBps: 0,
        }) as const,
    ),
  );
  if (life.rules !== null) founder.wait(MIN_AGE);
  const startTs = state.now;
  founder.do(
    { do: 'createOracleSet', seats: FIRST_SEATS, threshold: life.threshold },
    {
      do: 'createMetric',
      metric: METRIC,
      dueTs: startTs + life.dueSecs,
      earlyValue: life.early ? 80n : null,
      maxAgeSecs: life.maxAgeSecs,
      challengeSecs: life.challengeSecs,
    },
    {
      do: 'issueMilestone',
      ...MILESTONE,
      as: 'authority',
      amount: TOTAL,
      deadlineTs: startTs + life.deadlineSecs,
      vesting: life.vesting,
    },
  );
  founder.wait(2 * DAY);
  const truth = { metric: METRIC, before: LOW, reached: life.reached, reachedTs: startTs + life.reachedSecs };
  return { truth, startTs };
}

/** Honest oracles, a keeper, the victim and the members, who vote no on everything that the adversary proposes. */
export function peopleOf(life: Measured, truth: Truth, now: number): Person[] {
  return [
    ...ORACLES.map((who, index) => new HonestOracle(who, truth, life.delays[index] ?? HOUR)),
    new Keeper('member 2', METRIC, [MILESTONE], HOUR),
    new Claimer('victim', [1], 2 * DAY, true, now + DAY),
    new Claimer('member 2', [2], 3 * DAY, true, now + DAY),
    ...MEMBERS.map((who, index) => new Member(who, index + 1, (index + 1) * 2 * HOUR, () => false)),
  ];
}
