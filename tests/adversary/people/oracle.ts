import type { Attestation, Metric } from '@tenure/sdk';
import type { Act } from '../acts';
import { keyOf, type Who } from '../cast';
import type { Person } from '../life';
import { panelOf } from '../program/terms';
import type { State } from '../state';
import { Since } from './since';

/** What is so: a value that is reached at some time, and another one before. */
export interface Truth {
  readonly metric: string;
  readonly before: bigint;
  readonly reached: bigint;
  /** Unix seconds. */
  readonly reachedTs: number;
}

/** What is true at a time. */
function truthAt({ before, reached, reachedTs }: Truth, ts: number): bigint {
  return ts < reachedTs ? before : reached;
}

interface Plan {
  readonly ts: number;
  readonly act: Act;
}

/**
 * An honest oracle. It reports what is true when the metric is due, or when an early result is reached, and again after
 * every dispute or reopening: as of now, or, while a result waits to be confirmed, as of when that was there, if it was true
 * then. Where something stands that was not true at the time as of which it was reported, it reports the truth if it still
 * can, and otherwise disputes. All that within `delaySecs` of noticing, twice that for a dispute.
 */
export class HonestOracle implements Person {
  readonly patience = 600;
  private readonly since = new Since();

  constructor(
    readonly name: Who,
    private readonly truth: Truth,
    private readonly delaySecs: number,
  ) {}

  wake(state: State): number | undefined {
    return this.plan(state)?.ts;
  }

  act(state: State): Act[] {
    const plan = this.plan(state);
    return plan === undefined ? [] : [plan.act];
  }

  private plan(state: State): Plan | undefined {
    const metric = state.metric(this.truth.metric);
    if (metric === null || metric.status === 'final') return undefined;
    const seat = panelOf(state, metric)?.attestors.findIndex((key) => key?.equals(keyOf(this.name)) === true) ?? -1;
    if (seat < 0) return undefined;
    const noticed = this.since.of(`${metric.disputes} ${metric.status}`, state.now);
    const said = metric.attestations.find(
      ({ attestor, inThisRound }) => inThisRound && attestor.equals(keyOf(this.name)),
    );
    const speak = this.speakTs(metric, said, noticed, state.now);
    if (speak !== undefined) return this.report(metric, Math.max(speak, noticed) + this.delaySecs);
    return this.objection(metric, seat, noticed);
  }

  private report({ reachedTs }: Metric, ts: number): Plan {
    const value = truthAt(this.truth, ts);
    const wasSo = reachedTs !== null && truthAt(this.truth, reachedTs) === value;
    return {
      ts,
      act: { do: 'attestMetric', metric: this.truth.metric, by: this.name, value, ago: wasSo ? ts - reachedTs : 0 },
    };
  }

  /** From when it has something to say, if it has. */
  private speakTs(metric: Metric, said: Attestation | undefined, noticed: number, now: number): number | undefined {
    const { reachedTs } = this.truth;
    if (said === undefined) {
      if (metric.disputes > 0 || metric.status === 'challenged' || metric.reachedTs !== null) return noticed;
      return metric.earlyValue === null ? metric.dueTs : Math.min(reachedTs, metric.dueTs);
    }
    if (said.counted && metric.status === 'challenged') return undefined;
    if (said.value !== truthAt(this.truth, now)) return reachedTs;
    if (metric.status === 'challenged') return undefined;
    const refresh = said.attestedTs + Math.floor(metric.maxAgeSecs / 2);
    return said.value === truthAt(this.truth, Infinity) ? refresh : Math.min(refresh, reachedTs);
  }

  private objection(metric: Metric, seat: number, noticed: number): Plan | undefined {
    const { status, value, observedTs, challengeEndsTs, challengeSecs, disputedSeats } = metric;
    if (status !== 'challenged' || observedTs === null || challengeEndsTs === null || disputedSeats.includes(seat))
      return undefined;
    if (value === truthAt(this.truth, observedTs)) return undefined;
    const standsSince = challengeEndsTs - challengeSecs;
    const act: Act = { do: 'disputeMetric', metric: this.truth.metric, by: this.name };
    return { ts: Math.max(noticed, standsSince) + 2 * this.delaySecs, act };
  }
}
