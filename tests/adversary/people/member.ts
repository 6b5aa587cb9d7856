import { proposalStatusAt } from '@tenure/sdk';
import type { Act, Action } from '../acts';
import { keyOf, type Who } from '../cast';
import type { Person } from '../life';
import { isSame, type Opened, type State } from '../state';

const HOUR = 3_600;

/** Votes on every proposal with the grant that it holds, within `delaySecs`: yes on what `favors` says. */
export class Member implements Person {
  readonly patience = 12 * HOUR;

  constructor(
    readonly name: Who,
    private readonly grant: number,
    private readonly delaySecs: number,
    private readonly favors: (opened: Opened) => boolean,
  ) {}

  wake(state: State): number | undefined {
    const first = this.unvoted(state)[0];
    return first === undefined ? undefined : first.openedTs + this.delaySecs;
  }

  act(state: State): Act[] {
    const due = this.unvoted(state).filter(({ openedTs }) => openedTs + this.delaySecs <= state.now);
    return due.map((opened) => {
      const approve = this.favors(opened);
      return { do: 'castVote', by: this.name, proposal: opened.ref, source: { grant: this.grant }, approve };
    });
  }

  private unvoted(state: State): Opened[] {
    if (state.grant(this.grant)?.beneficiary.equals(keyOf(this.name)) !== true) return [];
    return state.proposals.filter(({ ref }) => {
      const proposal = state.proposal(ref);
      if (proposal === null || proposalStatusAt(proposal, state.now) !== 'voting') return false;
      return !state.votes.some((vote) => vote.by === this.name && isSame(vote.ref, ref));
    });
  }
}

/** Opens one proposal with its grant at a stated time; until it is accepted, again and again. */
export class Proposer implements Person {
  readonly patience = 12 * HOUR;

  constructor(
    readonly name: Who,
    private readonly grant: number,
    private readonly action: Action,
    private readonly ts: number,
  ) {}

  wake(state: State): number | undefined {
    return state.proposals.some(({ ref }) => ref.proposer === this.name) ? undefined : this.ts;
  }

  act(): Act[] {
    return [
      {
        do: 'openProposal',
        proposal: { proposer: this.name, id: 1 },
        source: { grant: this.grant },
        action: this.action,
      },
    ];
  }
}

/**
 * Carries out what honest people proposed and what has passed, within `delaySecs`, and tries again every six hours; applies
 * the oracles that were voted, where they have to be applied.
 */
export class Executor implements Person {
  readonly patience = 6 * HOUR;

  constructor(
    readonly name: Who,
    private readonly of: Who,
    private readonly delaySecs: number,
  ) {}

  wake(state: State): number | undefined {
    const next = this.executable(state)[0];
    if (next !== undefined) return next.ts;
    const announced = this.announced(state);
    return announced === undefined ? undefined : announced + this.delaySecs;
  }

  act(state: State): Act[] {
    const due = this.executable(state).filter(({ ts }) => ts <= state.now);
    if (due.length > 0) return due.map(({ ref }) => ({ do: 'executeProposal', proposal: ref }));
    return this.announced(state) === undefined ? [] : [{ do: 'applyOracleSet' }];
  }

  private executable(state: State): { readonly ref: Opened['ref']; readonly ts: number }[] {
    return state.proposals.flatMap(({ ref }) => {
      const proposal = ref.proposer === this.of ? state.proposal(ref) : null;
      if (
        proposal === null ||
        !['waiting', 'executable'].includes(proposalStatusAt(proposal, Math.max(state.now, proposal.votingEndsTs)))
      )
        return [];
      return [{ ref, ts: proposal.executableTs + this.delaySecs }];
    });
  }

  /** From when oracles that were voted can be applied, if they are announced. */
  private announced(state: State): number | undefined {
    const next = state.oracles()?.next ?? null;
    if (next === null) return undefined;
    const voted = state.proposals.some(({ ref, action }) => {
      if (action.kind !== 'replaceOracles' || ref.proposer !== this.of) return false;
      return action.panel.seats.every((who, seat) => who === null || next.attestors[seat]?.equals(keyOf(who)) === true);
    });
    return voted ? next.readyTs : undefined;
  }
}
