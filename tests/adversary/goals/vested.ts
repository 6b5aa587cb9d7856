/** Fault 8: what is vested and claimable is received. */
import { claimableAt } from '@tenure/sdk';
import { DAY } from '../../support/world';
import type { Act } from '../acts';
import { ADVERSARY, keyOf } from '../cast';
import { type Breach, type Goal, inWords, type Verdict } from '../goal';
import type { Watcher } from '../life';
import { Claimer } from '../people/claimer';
import { MOST_WITHHELD } from '../program/terms';
import type { State } from '../state';
import { ADVERSARY_NAME, type Line } from '../trace';
import { HOUR, TOTAL } from './measured';

const GRANT = 1;
const BPS = 10_000n;

interface Standing {
  readonly claimed: bigint;
  /** Vested and not yet claimed, whether or not claims are paused. */
  readonly due: bigint;
  readonly tokens: bigint;
}

/** Watches that the next claim brings what the adversary's acts before it found vested, less no raise of the last week. */
class Guarantee implements Watcher {
  broken: Breach | undefined;
  /** Whether the grant went to somebody else while the victim signed nothing. */
  lost = false;
  private due = 0n;
  private last: Standing | undefined;
  /** Whether the victim has signed anything with the grant since a transfer of it was proposed. */
  private answered = false;
  private readonly rates: { readonly ts: number; readonly bps: number }[];

  constructor(
    private readonly state: State,
    issuedBps: number,
    private readonly recoverable: boolean,
  ) {
    this.rates = [{ ts: 0, bps: issuedBps }];
  }

  private standing(): Standing | undefined {
    const grant = this.state.grant(GRANT);
    if (grant === null) return undefined;
    const { due } = claimableAt(this.state.planNow(), grant, this.state.now);
    return { claimed: grant.claimed, due, tokens: this.state.tokensOf('victim') };
  }

  before(): void {
    this.last = this.standing();
  }

  after({ who, act, error }: Line): void {
    const before = this.last;
    const now = this.standing();
    if (error !== undefined || before === undefined || this.lost) return;
    if (now === undefined) {
      if (before.due > 0n) this.breaks('a grant with something due is gone', `${before.due}`);
      return;
    }
    this.watchTransfer(who, act);
    if (act.do === 'setWithholding' && act.grant === GRANT) this.rates.push({ ts: this.state.now, bps: act.bps });
    if (now.claimed > before.claimed) this.settle(now.claimed - before.claimed, now.tokens - before.tokens);
    else if (who === ADVERSARY_NAME) this.due = max(this.due, before.due);
  }

  private watchTransfer(who: string, act: Act): void {
    if (act.do === 'proposeTransfer' && act.grant === GRANT) this.answered = false;
    if (who === 'victim') this.answered = true;
    if (this.state.grant(GRANT)?.beneficiary.equals(keyOf('victim')) !== false) return;
    this.lost = true;
    if (!this.recoverable) this.breaks('a grant was taken where none can be', '');
    else if (this.answered) this.breaks('a grant was taken from somebody who had answered', '');
  }

  /** A claim was paid. */
  private settle(gross: bigint, net: bigint): void {
    if (gross < this.due) this.breaks('less was paid than had vested before', `${gross} of ${this.due}`);
    this.due = 0n;
    const withheld = (gross * BigInt(this.lowestRate()) + BPS - 1n) / BPS;
    // What rounding leaves over is withheld with a later claim.
    if (net + 1n < gross - withheld) this.breaks('a raise of the last week was withheld', `${net} arrived of ${gross}`);
  }

  /** Of the rates that were the last to be set at some time in the last week. */
  private lowestRate(): number {
    const weekAgo = this.state.now - 7 * DAY;
    const before = this.rates.filter(({ ts }) => ts <= weekAgo);
    return Math.min(...this.rates.slice(before.length - 1).map(({ bps }) => bps));
  }

  private breaks(outcome: string, detail: string): void {
    this.broken ??= { outcome, detail };
  }

  /** At the end of a life. */
  verdict(): Verdict {
    if (this.lost) return 'idle';
    return this.due === 0n ? 'kept' : { outcome: 'what had vested was never paid', detail: `${this.due}` };
  }
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

export const VESTED: Goal = {
  name: 'vested',
  promises: [
    'What had vested before an act of the adversary is paid with the next claim of a beneficiary who claims every two or three days.',
    'Of what is claimed, no more is withheld than by any rate that was the last to be set at some time in the week before.',
    'A beneficiary who has signed something with the grant since a recovery was proposed keeps it, also one who looks at nothing else; where the plan allows no recovery, everybody does.',
  ],
  draw(random) {
    const life = {
      everySecs: random.pick([2 * DAY, Math.floor(2.5 * DAY), 3 * DAY]),
      maxWithholdingBps: random.pick([MOST_WITHHELD, MOST_WITHHELD, 4_000]),
      issuedBps: random.pick([0, 1_000]),
      noticeSecs: random.pick([0, 30 * DAY]),
      firstSecs: random.between(HOUR, 2 * DAY),
      recoverySecs: random.pick([0, 30 * DAY, 30 * DAY]),
    };
    return {
      setting: inWords(life),
      begin(founder) {
        const { state } = founder;
        const { noticeSecs, maxWithholdingBps, recoverySecs } = life;
        founder.plan({ issueCap: TOTAL * 2_000n, noticeSecs, voidSecs: DAY, maxWithholdingBps, recoverySecs });
        founder.do({
          do: 'issueGrants',
          as: 'authority',
          grant: GRANT,
          to: 'victim',
          total: TOTAL * 1_000n,
          startTs: state.now - 100 * DAY,
          vesting: { kind: 'linear', days: 1_000 },
          withholdingBps: life.issuedBps,
        });
        founder.wait(2 * DAY);
        const guarantee = new Guarantee(state, life.issuedBps, recoverySecs > 0);
        return {
          people: [new Claimer('victim', [GRANT], life.everySecs, false, state.now + life.firstSecs)],
          held: ADVERSARY,
          aim: {
            focus: {
              setWithholding: 4,
              claim: 4,
              collectWithheld: 4,
              proposeTransfer: 4,
              acceptTransfer: 20,
              pauseClaims: 3,
              rejectTransfer: 0.3,
              sealPlan: 0.3,
            },
            longestWait: 20 * DAY,
            lies: [0n],
            metric: '',
            eagerness: 20,
            prey: [GRANT],
          },
          watchers: [guarantee],
          moves: 12,
          endSecs: 40 * DAY,
          restSecs: 10 * DAY,
          broken: () => guarantee.broken,
          over: () => guarantee.lost,
          judge: () => guarantee.verdict(),
        };
      },
    };
  },
};
