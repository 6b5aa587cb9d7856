/** What the adversary can do to oracles, metrics and milestones. */
import { milestoneClaimableAt, stopTs, voidEndTs, type Metric, type Milestone, type Oracles } from '@tenure/sdk';
import { DAY } from '../../support/world';
import type { Panel } from '../acts';
import { LIARS, nameOf, ORACLES, PUPPETS, type Who } from '../cast';
import { deadlineFor, panelOf } from '../program/terms';
import type { MilestonePlace } from '../state';
import type { Maker, Scene } from './aim';
import { roomOf, VESTINGS } from './grants';

type MeasureKind =
  | 'createOracleSet'
  | 'proposeOracleSet'
  | 'applyOracleSet'
  | 'closeOracleSet'
  | 'createMetric'
  | 'attestMetric'
  | 'disputeMetric'
  | 'finalizeMetric'
  | 'closeMetric'
  | 'issueMilestone'
  | 'voidMilestone'
  | 'settleMilestone'
  | 'claimMilestone'
  | 'closeMilestone';

const HOUR = 3_600;
const OTHER = 'other';

/** Who sits where, without the empty seats at the end. */
function seatsOf(oracles: Oracles | null): (Who | null)[] {
  const seats = (oracles?.attestors ?? []).map((key) => nameOf(key) ?? null);
  while (seats.at(-1) === null) seats.pop();
  return seats;
}

/** Oracles that the adversary would like: its puppets on the seats of the honest, or it alone, or voted ones out of place. */
export function wishes(scene: Scene): Panel {
  const {
    life: { state },
    random,
  } = scene;
  const now = seatsOf(state.oracles());
  const honest = (who: Who | null): boolean => ORACLES.some((oracle) => oracle === who);
  const replaced = now.map((who, seat) => (honest(who) ? (PUPPETS[seat] ?? null) : who));
  const voted = state.proposals.flatMap(({ action }) => (action.kind === 'replaceOracles' ? action.panel.seats : []));
  const newcomer = random.any(voted.filter((who) => who !== null && !now.includes(who)));
  return random.weighted<Panel>([
    [6, { seats: replaced, threshold: 2 }],
    [2, { seats: now.map((who) => (honest(who) ? null : who)), threshold: 2 }],
    [1, { seats: now, threshold: 2 }],
    // A voted oracle in a seat that is not the one it was voted into.
    ...(newcomer === undefined ? [] : [[6, { seats: [...now, newcomer], threshold: 2 }] as const]),
  ]);
}

function metrics({ life: { state } }: Scene, fits: (metric: Metric) => boolean): string[] {
  return state.metrics.filter((key) => {
    const metric = state.metric(key);
    return metric !== null && fits(metric);
  });
}

function milestones(
  { life: { state } }: Scene,
  fits: (milestone: Milestone, place: MilestonePlace) => boolean,
): MilestonePlace[] {
  return state.milestones.filter((place) => {
    const milestone = state.milestone(place);
    return milestone !== null && fits(milestone, place);
  });
}

/** An act about one of these, if there is one. */
function on<T, A>({ random }: Scene, list: readonly T[], make: (item: T) => A): A[] {
  const item = random.any(list);
  return item === undefined ? [] : [make(item)];
}

/** Keys of the adversary that sit on a metric's panel. */
function seated({ life }: Scene, metric: Metric): Who[] {
  const names = (panelOf(life.state, metric)?.attestors ?? []).map(nameOf);
  return names.flatMap((who) => (who !== undefined && life.holds(who) ? [who] : []));
}

/** Whether the grant of a milestone has stopped. */
function stopped({ life: { state } }: Scene, place: MilestonePlace): boolean {
  const grant = state.grant(place.grant);
  const stop = grant === null ? null : stopTs(grant);
  return stop !== null && state.now > stop;
}

export const MEASURE_MAKERS: { readonly [K in MeasureKind]: Maker<K> } = {
  createOracleSet: ({ life: { state } }) =>
    state.oracles() === null ? [{ do: 'createOracleSet', seats: PUPPETS, threshold: 2 }] : [],
  proposeOracleSet: (scene) => {
    const oracles = scene.life.state.oracles();
    // Who announces anew waits anew.
    const worth = oracles !== null && (oracles.next === null || scene.random.percent(15));
    return worth ? [{ do: 'proposeOracleSet', ...wishes(scene) }] : [];
  },
  applyOracleSet: ({ life: { state } }) =>
    (state.oracles()?.next?.readyTs ?? Infinity) <= state.now ? [{ do: 'applyOracleSet' }] : [],
  closeOracleSet: ({ life: { state } }) =>
    state.planNow().status === 'open' || state.oracles() === null ? [] : [{ do: 'closeOracleSet' }],
  createMetric: ({ life: { state } }) => {
    if (state.oracles() === null || state.metrics.includes(OTHER)) return [];
    const times = { dueTs: state.now + DAY, maxAgeSecs: DAY, challengeSecs: HOUR };
    return [{ do: 'createMetric', metric: OTHER, earlyValue: null, ...times }];
  },
  attestMetric: (scene) => {
    const {
      aim,
      random,
      life: { state },
    } = scene;
    const value = random.pick(aim.lies);
    // Where there is nothing yet, it mostly waits: who has spoken early is counted early.
    const worth = metrics(
      scene,
      ({ status, reachedTs }) => status !== 'final' && (reachedTs !== null || random.percent(aim.eagerness)),
    );
    const best = worth.includes(aim.metric) && random.percent(90) ? [aim.metric] : worth;
    return on(scene, best, (key) => key).flatMap((metric) => {
      const about = state.metric(metric) ?? fail();
      const liars = seated(scene, about);
      const ago = random.percent(30) ? random.between(0, about.maxAgeSecs) : 0;
      // All of them together, or one.
      return (random.percent(80) ? liars : liars.slice(0, 1)).map(
        (by) => ({ do: 'attestMetric', metric, by, value, ago }) as const,
      );
    });
  },
  disputeMetric: (scene) => {
    const { state } = scene.life;
    const running = metrics(
      scene,
      ({ status, challengeEndsTs }) => status === 'challenged' && state.now < (challengeEndsTs ?? 0),
    );
    return on(scene, running, (metric) => {
      const found = state.metric(metric) ?? fail();
      const guardian = nameOf(state.planNow().guardian);
      const able = seated(scene, found).filter((who) => {
        const seat = panelOf(state, found)?.attestors.findIndex((key) => nameOf(key) === who) ?? -1;
        return !found.disputedSeats.includes(seat);
      });
      const spare = guardian !== undefined && scene.life.holds(guardian) && !found.disputedByGuardian ? [guardian] : [];
      return { metric, by: scene.random.any([...able, ...spare]) };
    }).flatMap(({ metric, by }) => (by === undefined ? [] : [{ do: 'disputeMetric', metric, by } as const]));
  },
  finalizeMetric: (scene) => {
    const over = metrics(
      scene,
      ({ status, challengeEndsTs }) => status === 'challenged' && scene.life.state.now >= (challengeEndsTs ?? 0),
    );
    return on(scene, over, (metric) => ({ do: 'finalizeMetric', metric }));
  },
  closeMetric: (scene) => {
    const unused =
      scene.life.state.planNow().status === 'open' ? [] : metrics(scene, ({ milestoneCount }) => milestoneCount === 0);
    return on(scene, unused, (metric) => ({ do: 'closeMetric', metric }));
  },
  issueMilestone: (scene) => {
    const {
      life: { state },
      life,
      random,
    } = scene;
    const room = roomOf(scene);
    const open = metrics(scene, ({ status, reachedTs }) => status === 'open' && reachedTs === null);
    const grant = random.any(
      state.grants.filter((id) => {
        const found = state.grant(id);
        const holder = found === null ? undefined : nameOf(found.beneficiary);
        return (
          found !== null &&
          holder !== undefined &&
          life.holds(holder) &&
          stopTs(found) === null &&
          !found.milestones.ended
        );
      }),
    );
    if (room < 3n || grant === undefined) return [];
    const index = state.milestones.filter((place) => place.grant === grant).length;
    const as = life.holds('authority') ? random.pick(['operator', 'authority'] as const) : 'operator';
    return on(scene, open, (metric) => {
      const { dueTs } = state.metric(metric) ?? fail();
      const deadlineTs = deadlineFor(dueTs, Math.max(dueTs, state.now + 1) + random.pick([0, DAY]));
      return {
        do: 'issueMilestone',
        as,
        grant,
        index,
        metric,
        amount: room / 2n,
        deadlineTs,
        vesting: random.pick(VESTINGS),
      };
    });
  },
  voidMilestone: (scene) => {
    const { state } = scene.life;
    const young = milestones(scene, (milestone) => state.now < voidEndTs(state.planNow(), milestone));
    return on(scene, young, ({ grant, index }) => ({ do: 'voidMilestone', grant, index }));
  },
  settleMilestone: (scene) => {
    const { state } = scene.life;
    const due = milestones(scene, ({ status, deadlineTs }, place) => {
      const metric = state.metric(place.metric)?.status;
      if (status === 'met') return stopped(scene, place);
      return (
        status === 'pending' &&
        (metric === 'final' || stopped(scene, place) || (metric === 'open' && state.now > deadlineTs))
      );
    });
    return on(scene, due, ({ grant, index }) => ({ do: 'settleMilestone', grant, index }));
  },
  claimMilestone: (scene) => {
    const { state } = scene.life;
    const due = milestones(scene, (milestone, { grant }) => {
      const holder = state.grant(grant);
      return holder !== null && milestoneClaimableAt(state.planNow(), holder, milestone, state.now).due > 0n;
    });
    return on(scene, due, ({ grant, index }) => ({ do: 'claimMilestone', grant, index, by: 'stranger' }));
  },
  closeMilestone: (scene) => {
    const done = milestones(scene, ({ status }) => status !== 'pending' && status !== 'met');
    return on(scene, done, ({ grant, index }) => ({ do: 'closeMilestone', grant, index, by: 'operator' }));
  },
};

function fail(): never {
  throw new Error('A metric that was there a moment ago is gone.');
}

/** The seats that a life's oracles sit in at the beginning: the honest, then the liars. */
export const FIRST_SEATS: readonly Who[] = [...ORACLES, ...LIARS];
