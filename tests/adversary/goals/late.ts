/** The reverse of fault 2: a target that was reached too late. Here the adversary is on the side of whoever would be paid. */
import { DAY } from '../../support/world';
import { ADVERSARY } from '../cast';
import type { Goal } from '../goal';
import { deadlineFor, noticeBeside } from '../program/terms';
import type { Random } from '../random';
import { drawDelays, foundMeasured, HOUR, LOW, type Measured, METRIC, MILESTONE, peopleOf, told } from './measured';
import { isHonest } from './result';

function draw(random: Random): Measured {
  const dueSecs = random.between(5, 20) * DAY;
  const deadlineSecs = deadlineFor(dueSecs, dueSecs + random.pick([0, 0, HOUR, DAY, 10 * DAY]));
  const challengeSecs = random.pick([2 * HOUR, DAY, 7 * DAY, 14 * DAY, 30 * DAY]);
  return {
    noticeSecs: noticeBeside(random.pick([0, 30 * DAY]), null),
    rules: null,
    threshold: random.pick([2, 2, 3]),
    early: random.percent(50),
    dueSecs,
    deadlineSecs,
    challengeSecs,
    maxAgeSecs: random.pick([2 * DAY, 30 * DAY]),
    vesting: { kind: 'atOnce' },
    delays: drawDelays(random, challengeSecs),
    reached: random.pick([80n, 90n]),
    reachedSecs: deadlineSecs + random.magnitude(10 * 60, 25 * DAY),
  };
}

export const LATE: Goal = {
  name: 'late',
  promises: [
    'A target that is reached only after the deadline pays nothing, as long as honest oracles, who say at every time what then is true, have the majority of the seats.',
  ],
  draw(random) {
    const life = draw(random);
    return {
      setting: told(life),
      begin(founder) {
        const { state } = founder;
        const { truth, startTs } = foundMeasured(founder, life);
        let honest = true;
        return {
          people: peopleOf(life, truth, state.now),
          held: ADVERSARY,
          aim: {
            focus: {
              attestMetric: 20,
              disputeMetric: 20,
              settleMilestone: 3,
              proposeOracleSet: 0.2,
              sealPlan: 0.2,
              terminateGrant: 0.3,
            },
            longestWait: 20 * DAY,
            lies: [life.reached, life.reached, LOW],
            metric: METRIC,
            eagerness: 50,
            prey: [1],
          },
          watchers: [
            {
              after: () => {
                const metric = state.metric(METRIC);
                honest &&= metric === null || isHonest(state, metric);
              },
            },
          ],
          moves: 12,
          endSecs: startTs - state.now + life.deadlineSecs + 40 * DAY,
          restSecs: 3 * life.challengeSecs + 40 * DAY,
          over: () => (state.milestone(MILESTONE)?.status ?? 'pending') !== 'pending',
          judge() {
            if (!honest) return 'idle';
            const milestone = state.milestone(MILESTONE);
            const paid = milestone !== null && milestone.payout > 0n;
            return paid
              ? { outcome: 'a target that was reached too late is paid', detail: `${milestone.payout}` }
              : 'kept';
          },
        };
      },
    };
  },
};
