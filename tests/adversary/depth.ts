/** How deep the adversary gets: an adversary who never gets in finds nothing. */
import { hasPassed, proposalStatusAt, stopTs, voidEndTs, type Metric } from '@tenure/sdk';
import type { Act } from './acts';
import { MEMBERS } from './cast';
import type { Watcher } from './life';
import { mostAccelerations } from './program/terms';
import type { State } from './state';
import { ADVERSARY_NAME, type Line } from './trace';

/** Situations that matter, and how often they come at least in a thousand lives for each goal: a third of what is usual. */
export const LEAST = {
  'announced oracles applied while a result is there that is not final': 29,
  'disputes after that': 17,
  'metrics that are measured a third time': 220,
  'early results reopened by a minority': 31,
  'milestones settled, or tried to be, while a reopened result could be confirmed': 170,
  'milestones stopped or cancelled with their grant': 39,
  'claims refused in a pause': 370,
  'votes passed': 410,
  'acts of the adversary between a vote that passed and its execution': 1_080,
  'terminations announced in that time': 260,
  'plans whose early releases are all used': 520,
  'early releases beyond that': 520,
  'terminations taken back': 600,
  'proposals of the adversary on which members vote': 700,
  'deposits of more than all that members hold': 810,
  'governances tried over issued grants': 380,
  'settlements tried in a void window': 180,
  'grants and milestones voided': 1_170,
  'withholdings raised': 400,
  'recoveries proposed': 590,
  'recoveries whose time is over': 230,
  'authorities handed over': 56,
  'recoveries refused after their time, for what the victim had signed': 220,
  'announced oracles that had waited too long': 290,
  'challenges begun anew because the date moved': 220,
  'votes for other oracles carried out': 58,
} as const;

/** Name of a situation. */
export type Situation = keyof typeof LEAST;

const SITUATIONS: readonly Situation[] = Object.keys(LEAST).filter((name): name is Situation => name in LEAST);

/** Counts situations over all lives. */
export class Depth {
  private readonly counts = new Map<Situation, number>();
  /** Acts of the adversary by their kind: how many there were, and went through. */
  private readonly acts = new Map<string, { tried: number; accepted: number }>();
  lives = 0;

  count(situation: Situation): void {
    this.counts.set(situation, this.of(situation) + 1);
  }

  of(situation: Situation): number {
    return this.counts.get(situation) ?? 0;
  }

  /** What watches one life. */
  watch(state: State): Watcher[] {
    this.lives += 1;
    const counter: Watcher = {
      after: ({ who, act, error }) => {
        if (who !== ADVERSARY_NAME) return;
        const { tried, accepted } = this.acts.get(act.do) ?? { tried: 0, accepted: 0 };
        this.acts.set(act.do, { tried: tried + 1, accepted: accepted + (error === undefined ? 1 : 0) });
      },
    };
    return [counter, new Soundings(state, (situation) => this.count(situation))];
  }

  /** Of these kinds of acts, those that the adversary never tried. */
  untried(kinds: readonly string[]): string[] {
    return kinds.filter((kind) => !this.acts.has(kind));
  }

  /** What came too rarely, for so many lives of each goal. */
  lacking(lives: number): string[] {
    return SITUATIONS.filter((name) => this.of(name) < Math.floor((LEAST[name] * lives) / 1_000)).map(
      (name) => `${name}: ${this.of(name)}`,
    );
  }

  text(): string {
    const acts = [...this.acts]
      .sort(([, a], [, b]) => b.tried - a.tried)
      .map(([name, { tried, accepted }]) => `${name} ${accepted}/${tried}`);
    const situations = SITUATIONS.map((name) => `      ${String(this.of(name)).padStart(8)}  ${name}`);
    return [...situations, `      acts, accepted of tried: ${acts.join(', ')}`].join('\n');
  }
}

/** What is true before an act, and tells what the act meant. */
interface Before {
  readonly standing: boolean;
  readonly open: boolean;
  readonly passed: boolean;
  readonly full: boolean;
  readonly ripe: boolean;
  readonly bps: number;
  readonly inVoidWindow: boolean;
  readonly status: string | undefined;
  readonly governed: boolean;
  readonly challenged: ReadonlyMap<string, Metric>;
}

class Soundings implements Watcher {
  private last: Before | undefined;
  private rotated = false;
  private third = false;
  private filled = false;
  private readonly passed = new Set<bigint>();

  constructor(
    private readonly state: State,
    private readonly count: (situation: Situation) => void,
  ) {}

  before(act: Act): void {
    const { state } = this;
    const { now } = state;
    const metrics = state.metrics.map((key) => state.metric(key));
    const grant = 'grant' in act ? state.grant(act.grant) : null;
    const milestone = 'index' in act ? state.milestone(act) : null;
    const item = milestone ?? grant;
    const waiting = state.proposals.filter(({ ref }) => {
      const proposal = state.proposal(ref);
      return proposal !== null && proposal.status === 'open' && now >= proposal.votingEndsTs && hasPassed(proposal);
    });
    for (const { number } of waiting) {
      if (!this.passed.has(number)) this.count('votes passed');
      this.passed.add(number);
    }
    this.last = {
      standing: metrics.some((metric) => metric !== null && metric.reachedTs !== null && metric.status !== 'final'),
      open: metrics.some((metric) => metric?.reachedTs !== null && metric?.status === 'open'),
      passed: waiting.some(({ ref }) => {
        const proposal = state.proposal(ref);
        return proposal !== null && ['waiting', 'executable'].includes(proposalStatusAt(proposal, now));
      }),
      full: isFull(state),
      ripe: 'grant' in act && (state.transfer(act.grant)?.readyTs ?? Infinity) <= now,
      bps: grant?.withholdingBps ?? 0,
      inVoidWindow: item !== null && now < voidEndTs(state.planNow(), item),
      status: milestone?.status,
      governed: state.governance() !== null,
      challenged: new Map(metrics.flatMap((metric) => (metric?.status === 'challenged' ? [[metric.key, metric]] : []))),
    };
  }

  after({ who, act, error }: Line): void {
    const { state, last } = this;
    if (last === undefined) return;
    this.note(act, error, last);
    if (who === ADVERSARY_NAME && error === undefined) this.noteOfAdversary(act, last);
    if (!this.third && state.metrics.some((key) => (state.metric(key)?.disputes ?? 0) >= 2)) {
      this.third = true;
      this.count('metrics that are measured a third time');
    }
    if (!this.filled && isFull(state)) {
      this.filled = true;
      this.count('plans whose early releases are all used');
    }
  }

  private note(act: Act, error: string | undefined, last: Before): void {
    const { count, state } = this;
    if (error === 'ClaimsArePaused') count('claims refused in a pause');
    if (act.do === 'acceleratePlan' && last.full) count('early releases beyond that');
    if (act.do === 'createGovernance' && !last.governed && state.grants.length > 0)
      count('governances tried over issued grants');
    if ((act.do === 'settleTermination' || act.do === 'settleMilestone') && last.inVoidWindow)
      count('settlements tried in a void window');
    if (act.do === 'settleMilestone' && last.open)
      count('milestones settled, or tried to be, while a reopened result could be confirmed');
    if (act.do === 'acceptTransfer' && last.ripe) count('recoveries whose time is over');
    if (error === 'TransferIsStale' && last.ripe)
      count('recoveries refused after their time, for what the victim had signed');
    if (error === 'OracleChangeExpired') count('announced oracles that had waited too long');
    if (error !== undefined) return;
    if (act.do === 'voidGrant' || act.do === 'voidMilestone') count('grants and milestones voided');
    if (act.do === 'executeProposal' && state.opened(act.proposal)?.action.kind === 'replaceOracles')
      count('votes for other oracles carried out');
    if (act.do === 'attestMetric' && hasNewDate(last.challenged.get(act.metric), state.metric(act.metric))) {
      count('challenges begun anew because the date moved');
    }
    if (act.do === 'disputeMetric' && this.rotated) count('disputes after that');
    if (act.do === 'applyOracleSet' && last.standing) {
      this.rotated = true;
      count('announced oracles applied while a result is there that is not final');
    }
    const status = act.do === 'settleMilestone' ? state.milestone(act)?.status : undefined;
    if (status === 'stopped' || status === 'cancelled') count('milestones stopped or cancelled with their grant');
  }

  private noteOfAdversary(act: Act, last: Before): void {
    const { count, state } = this;
    if (last.passed) count('acts of the adversary between a vote that passed and its execution');
    if (act.do === 'terminateGrant' && last.passed) count('terminations announced in that time');
    if (act.do === 'withdrawTermination') count('terminations taken back');
    if (act.do === 'acceptAuthority') count('authorities handed over');
    if (act.do === 'setWithholding' && act.bps > last.bps) count('withholdings raised');
    if (act.do === 'proposeTransfer' && act.by === 'authority') count('recoveries proposed');
    if (act.do === 'attestMetric' && last.standing && !last.open && state.metric(act.metric)?.status === 'open') {
      count('early results reopened by a minority');
    }
    const owed = state.planNow().reserved;
    if (act.do === 'depositVotes' && act.amount > owed) count('deposits of more than all that members hold');
    if (act.do === 'openProposal' && MEMBERS.some((_, index) => livesOn(state, index + 1))) {
      count('proposals of the adversary on which members vote');
    }
  }
}

function isFull(state: State): boolean {
  const plan = state.planNow();
  return plan.accelerations.length >= mostAccelerations(plan);
}

/** Whether the same value is challenged, as of another time. */
function hasNewDate(before: Metric | undefined, now: Metric | null): boolean {
  if (before === undefined || now?.status !== 'challenged' || before.value !== now.value) return false;
  return before.observedTs !== now.observedTs && before.challengeEndsTs !== now.challengeEndsTs;
}

function livesOn(state: State, id: number): boolean {
  const grant = state.grant(id);
  return grant !== null && stopTs(grant) === null;
}
