/** Faults 1 and 2: a result that was there in time. */
import { payout, requiredOf, stopTs, type Metric, type Milestone } from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { DAY } from '../../support/world';
import { ADVERSARY, keyOf, ORACLES } from '../cast';
import type { Goal, Verdict } from '../goal';
import type { Truth } from '../people/oracle';
import { CURVE, deadlineFor, noticeBeside, panelOf } from '../program/terms';
import type { Random } from '../random';
import type { State } from '../state';
import {
  drawDelays,
  drawRules,
  foundMeasured,
  HOUR,
  LOW,
  type Measured,
  METRIC,
  MILESTONE,
  peopleOf,
  told,
  TOTAL,
} from './measured';

/** A life in which there is time to announce other oracles before the result, or after it. */
function drawLong(random: Random): Measured {
  const rules = random.percent(30) ? drawRules(random) : null;
  const early = random.percent(50);
  const dueSecs = (random.percent(50) ? random.between(5, 8) : random.between(20, 40)) * DAY;
  const challengeSecs = random.pick([2 * HOUR, DAY, 7 * DAY, 14 * DAY, 30 * DAY]);
  const deadlineSecs = deadlineFor(dueSecs, dueSecs + random.pick([0, DAY, 10 * DAY]));
  return {
    noticeSecs: noticeBeside(random.pick([0, 0, DAY, 30 * DAY]), rules),
    rules,
    threshold: random.pick([2, 2, 3]),
    early,
    dueSecs,
    deadlineSecs,
    challengeSecs,
    maxAgeSecs: random.pick([2 * DAY, 30 * DAY]),
    vesting: random.percent(75) ? { kind: 'atOnce' } : { kind: 'linear', days: 10 },
    delays: drawDelays(random, challengeSecs),
    reached: random.pick([80n, 90n]),
    reachedSecs: early ? dueSecs - random.pick([HOUR, 6 * HOUR, 5 * DAY]) : dueSecs - DAY,
  };
}

/** A life that begins a day or so before the metric is due, and the target is reached hours before that. */
function drawShort(random: Random): Measured {
  const dueSecs = random.between(3, 4) * DAY;
  const challengeSecs = random.pick([DAY, 2 * DAY, 14 * DAY]);
  const deadlineSecs = deadlineFor(dueSecs, dueSecs + random.pick([0, 0, HOUR]));
  return {
    noticeSecs: random.pick([0, DAY, 30 * DAY]),
    rules: null,
    threshold: 2,
    early: true,
    dueSecs,
    deadlineSecs,
    challengeSecs,
    maxAgeSecs: 2 * DAY,
    vesting: { kind: 'atOnce' },
    // Two are quick, one takes its time.
    delays: [...drawDelays(random, HOUR).slice(1), random.between(HOUR / 2, 6 * HOUR)],
    reached: random.pick([80n, 90n]),
    reachedSecs: dueSecs - random.pick([20 * 60, HOUR, 2 * HOUR]),
  };
}

/** Whether more than half of those who decide are honest. */
export function isHonest(state: State, metric: Metric): boolean {
  const seats = (panelOf(state, metric)?.attestors ?? []).filter((key) => key !== null);
  return seats.filter(isOracle).length * 2 > seats.length;
}

function isOracle(key: PublicKey): boolean {
  return ORACLES.some((who) => keyOf(who).equals(key));
}

/**
 * Whether the true value stands by the deadline, because as many honest oracles as decide have reported it, with honest
 * oracles in the majority and a grant that has not stopped.
 */
function stands(state: State, truth: Truth): boolean {
  const metric = state.metric(METRIC);
  const milestone = state.milestone(MILESTONE);
  const grant = state.grant(1);
  const { now } = state;
  if (metric === null || milestone === null || grant === null || now < truth.reachedTs) return false;
  if (metric.status === 'open' || metric.value !== truth.reached) return false;
  const reports = metric.attestations.filter(
    ({ inThisRound, value, attestor }) => inThisRound && value === truth.reached && isOracle(attestor),
  );
  const panel = panelOf(state, metric);
  const enough = panel !== null && reports.length >= requiredOf(panel, metric.disputes > 0);
  return enough && now <= milestone.deadlineTs && (stopTs(grant) ?? now) >= now && isHonest(state, metric);
}

/** What was last seen: what is paid out may be closed. */
interface Seen {
  metric: Metric | null;
  milestone: Milestone | null;
  /** When the grant stops; null for never. */
  stop: number | null;
}

function judge(life: Measured, { metric, milestone, stop }: Seen): Verdict {
  if (metric?.status !== 'final')
    return { outcome: 'a result in time never became final', detail: `it is ${metric?.status ?? 'gone'}` };
  if (metric.value !== life.reached) {
    return { outcome: 'another value became final', detail: `${metric.value ?? 'none'} instead of ${life.reached}` };
  }
  const wanted = payout(TOTAL, CURVE, 'higher', life.reached);
  if (milestone === null || !['met', 'stopped'].includes(milestone.status)) {
    return {
      outcome: 'a milestone that was reached in time pays nothing',
      detail: `it is ${milestone?.status ?? 'gone'} at ${metric.value}`,
    };
  }
  if (milestone.payout !== wanted)
    return { outcome: 'a milestone pays another amount', detail: `${milestone.payout} instead of ${wanted}` };
  const due = life.vesting.kind === 'atOnce' ? wanted : byStop(wanted, milestone.metTs ?? 0, stop);
  // Of what vests by and by, rounding may leave one unit.
  if (milestone.claimed + 1n < due)
    return { outcome: 'a milestone was not paid', detail: `${milestone.claimed} of ${due}` };
  return 'kept';
}

/** What vests linearly over ten days until a grant's stop. */
function byStop(total: bigint, metTs: number, stop: number | null): bigint {
  const secs = Math.min(10 * DAY, Math.max(0, (stop ?? Infinity) - metTs));
  return (total * BigInt(secs)) / BigInt(10 * DAY);
}

export const RESULT: Goal = {
  name: 'result',
  promises: [
    'A value that stood by the deadline, and by the stop of the grant, with honest oracles in the majority, and that they confirm again within hours after every dispute and reopening, becomes final.',
    'Its milestone pays what that value pays.',
  ],
  draw(random) {
    const life = random.percent(50) ? drawLong(random) : drawShort(random);
    return {
      setting: told(life),
      begin(founder) {
        const { state } = founder;
        const { truth, startTs } = foundMeasured(founder, life);
        let stood = false;
        const seen: Seen = { metric: null, milestone: null, stop: null };
        return {
          people: peopleOf(life, truth, state.now),
          held: ADVERSARY,
          aim: {
            focus: {
              proposeOracleSet: 8,
              applyOracleSet: 30,
              disputeMetric: 20,
              attestMetric: 30,
              settleMilestone: 60,
              terminateGrant: 1,
              openProposal: 8,
              castVote: 15,
              executeProposal: 30,
              depositVotes: 3,
              sealPlan: 0.2,
            },
            longestWait: life.dueSecs < 5 * DAY ? DAY / 2 : 20 * DAY,
            lies: [0n, LOW, life.reached],
            metric: METRIC,
            eagerness: 5,
            prey: [1],
          },
          watchers: [
            {
              after: () => {
                const grant = state.grant(1);
                stood ||= stands(state, truth);
                seen.metric = state.metric(METRIC) ?? seen.metric;
                seen.milestone = state.milestone(MILESTONE) ?? seen.milestone;
                if (grant !== null) seen.stop = stopTs(grant);
              },
            },
          ],
          moves: 16,
          endSecs: startTs - state.now + life.deadlineSecs + 40 * DAY,
          restSecs: 3 * life.challengeSecs + 40 * DAY,
          // Once it is settled, what is paid at once can only be paid.
          over: () => life.vesting.kind === 'atOnce' && (seen.milestone?.status ?? 'pending') !== 'pending',
          judge: () => (stood ? judge(life, seen) : 'idle'),
        };
      },
    };
  },
};
