import type { Act } from '../acts';
import type { Who } from '../cast';
import type { Person } from '../life';
import type { MilestonePlace, State } from '../state';
import { Since } from './since';

/** Makes a metric final when its challenge is over, and settles what then can be settled, each within `delaySecs`. */
export class Keeper implements Person {
  readonly patience = 3_600;
  private readonly since = new Since();

  constructor(
    readonly name: Who,
    private readonly key: string,
    private readonly places: readonly MilestonePlace[],
    private readonly delaySecs: number,
  ) {}

  wake(state: State): number | undefined {
    const metric = state.metric(this.key);
    const noticed = this.since.of(metric?.status ?? '', state.now);
    if (metric?.status === 'challenged') return Math.max(metric.challengeEndsTs ?? 0, noticed) + this.delaySecs;
    return metric?.status === 'final' && this.pending(state).length > 0 ? noticed + this.delaySecs : undefined;
  }

  act(state: State): Act[] {
    if (state.metric(this.key)?.status === 'challenged') return [{ do: 'finalizeMetric', metric: this.key }];
    return this.pending(state).map(({ grant, index }): Act => ({ do: 'settleMilestone', grant, index }));
  }

  private pending(state: State): MilestonePlace[] {
    return this.places.filter((place) => state.milestone(place)?.status === 'pending');
  }
}
