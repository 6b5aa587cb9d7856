import { voidEndTs } from '@tenure/sdk';
import type { Act } from '../acts';
import type { Person } from '../life';
import type { MilestonePlace, State } from '../state';

/** How an honest authority deals with what it did not issue. */
export interface Vigilance {
  /** Whether it first ends the grant, which is not what helps. */
  readonly terminates: boolean;
  /** That long after the issue, seconds. */
  readonly terminatesAfter: number;
  /** That long after the issue, within the void window, it voids, and tries again every hour while the window lasts. */
  readonly voidsAfter: number;
}

/** An honest authority: whatever was issued beside what it knows, it takes back. */
export class HonestAuthority implements Person {
  readonly name = 'authority';
  readonly patience = 3_600;
  private readonly tried = new Set<string>();

  constructor(
    private readonly grants: readonly number[],
    private readonly milestones: readonly MilestonePlace[],
    private readonly vigilance: Vigilance,
  ) {}

  wake(state: State): number | undefined {
    const times = this.steps(state).map(({ ts }) => ts);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  act(state: State): Act[] {
    const acts = this.steps(state)
      .filter(({ ts }) => ts <= state.now)
      .flatMap((step) => step.acts);
    for (const act of acts) if (act.do === 'terminateGrant') this.tried.add(`${act.grant}`);
    return acts;
  }

  private steps(state: State): { readonly ts: number; readonly acts: readonly Act[] }[] {
    const { terminates, terminatesAfter, voidsAfter } = this.vigilance;
    const plan = state.planNow();
    const strangeMilestones = state.milestones
      .filter((place) => !this.milestones.includes(place))
      .flatMap((place) => {
        const milestone = state.milestone(place);
        const open = milestone !== null && milestone.status !== 'voided' && state.now < voidEndTs(plan, milestone);
        return open ? [{ place, issuedTs: milestone.issuedTs }] : [];
      });
    const strangeGrants = state.grants
      .filter((id) => !this.grants.includes(id))
      .flatMap((id) => {
        const grant = state.grant(id);
        return grant !== null && state.now < voidEndTs(plan, grant) ? [{ id, issuedTs: grant.issuedTs }] : [];
      });
    const ends = [...strangeGrants, ...strangeMilestones.map(({ place, issuedTs }) => ({ id: place.grant, issuedTs }))];
    return [
      ...(terminates ? ends : [])
        .filter(({ id }) => !this.tried.has(`${id}`))
        .map(({ id, issuedTs }) => {
          return {
            ts: issuedTs + terminatesAfter,
            acts: [{ do: 'terminateGrant', grant: id, cause: 'forCause' } as const],
          };
        }),
      ...strangeMilestones.map(({ place: { grant, index }, issuedTs }) => {
        return { ts: issuedTs + voidsAfter, acts: [{ do: 'voidMilestone', grant, index } as const] };
      }),
      ...strangeGrants.map(({ id, issuedTs }) => ({
        ts: issuedTs + voidsAfter,
        acts: [...milestonesOf(state, id), { do: 'voidGrant', grant: id } as const],
      })),
    ];
  }
}

/** What must go before a grant can: its milestones, voided and closed. */
function milestonesOf(state: State, id: number): Act[] {
  return state.milestones
    .filter((place) => place.grant === id && state.milestone(place) !== null)
    .flatMap((place): Act[] => {
      const { grant, index } = place;
      const close: Act = { do: 'closeMilestone', grant, index, by: 'authority' };
      return state.milestone(place)?.status === 'voided' ? [close] : [{ do: 'voidMilestone', grant, index }, close];
    });
}
