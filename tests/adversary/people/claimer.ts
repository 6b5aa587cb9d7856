import { claimableAt, milestoneClaimableAt } from '@tenure/sdk';
import type { Act } from '../acts';
import { keyOf, type Who } from '../cast';
import type { Person } from '../life';
import type { State } from '../state';

/**
 * Somebody who holds grants, and claims what is due of them every `everySecs`; while claims are paused, a minute after the
 * pause. Who `vetoes` also rejects, each time, a transfer of a grant that somebody else proposed.
 */
export class Claimer implements Person {
  readonly patience = 3_600;
  private next: number;

  constructor(
    readonly name: Who,
    private readonly grants: readonly number[],
    private readonly everySecs: number,
    private readonly vetoes: boolean,
    firstTs: number,
  ) {
    this.next = firstTs;
  }

  wake(): number {
    return this.next;
  }

  act(state: State): Act[] {
    const { claimsPausedUntilTs } = state.planNow();
    this.next = Math.max(state.now + this.everySecs, 0);
    const acts = this.grants.flatMap((grant) => [...this.veto(state, grant), ...this.claims(state, grant)]);
    if (claimsPausedUntilTs > state.now && acts.length > 0) this.next = Math.min(this.next, claimsPausedUntilTs + 60);
    return acts;
  }

  private veto(state: State, grant: number): Act[] {
    const transfer = state.transfer(grant);
    const foreign =
      transfer !== null && !transfer.proposer.equals(keyOf(this.name)) && transfer.from.equals(keyOf(this.name));
    return this.vetoes && foreign ? [{ do: 'rejectTransfer', grant, by: this.name }] : [];
  }

  private claims(state: State, id: number): Act[] {
    const grant = state.grant(id);
    if (grant === null) return [];
    const plan = state.planNow();
    const due = claimableAt(plan, grant, state.now).due > 0n;
    const milestones = state.milestones.filter((place) => {
      const milestone = place.grant === id ? state.milestone(place) : null;
      return milestone !== null && milestoneClaimableAt(plan, grant, milestone, state.now).due > 0n;
    });
    return [
      ...(due ? [{ do: 'claim', grant: id, by: this.name } as const] : []),
      ...milestones.map(({ index }): Act => ({ do: 'claimMilestone', grant: id, index, by: this.name })),
    ];
  }
}
