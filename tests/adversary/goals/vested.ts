/** Fault 8: what is vested and claimable is received. */
import { claimableAt } from '@tenure/sdk';
import { DAY } from '../../support/world';
import { ADVERSARY, keyOf } from '../cast';
import { type Breach, type Goal, inWords } from '../goal';
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

/** Watches that the next claim brings what the adversary's acts before it found vested. */
class Guarantee implements Watcher {
  broken: Breach | undefined;
  private gross = 0n;
  private net = 0n;
  private last: Standing | undefined;
  /** The highest withholding announced so far: who claims is promised no lower one for what vests later. */
  private worstBps: number;

  constructor(private readonly state: State, issuedBps: number) {
    this.worstBps = issuedBps;
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
    if (error !== undefined || before === undefined) return;
    if (now === undefined) {
      if (before.due > 0n) this.broken ??= { outcome: 'a grant with something due is gone', detail: `${before.due}` };
      return;
    }
    if (!this.state.grant(GRANT)?.beneficiary.equals(keyOf('victim'))) {
      this.broken ??= { outcome: 'a grant was taken from somebody who claims', detail: `with ${before.due} due` };
    }
    if (now.claimed > before.claimed) {
      this.settle(now.claimed - before.claimed, now.tokens - before.tokens);
    } else if (who === ADVERSARY_NAME) {
      this.gross = max(this.gross, before.due);
      if (act.do === 'setWithholding' && act.grant === GRANT) {
        this.net = max(this.net, before.due - (before.due * BigInt(this.worstBps) + BPS - 1n) / BPS);
        this.worstBps = Math.max(this.worstBps, act.bps);
      }
    }
  }

  /** A claim was paid. */
  private settle(gross: bigint, net: bigint): void {
    if (gross < this.gross) this.broken ??= { outcome: 'less was paid than had vested before', detail: `${gross} of ${this.gross}` };
    // What rounding leaves over is withheld with a later claim.
    if (net + 1n < this.net) {
      this.broken ??= { outcome: 'more was withheld of what had vested before', detail: `${net} arrived of ${this.net}` };
    }
    this.gross = 0n;
    this.net = 0n;
  }

  /** At the end of a life: what was never claimed, though it had vested. */
  unpaid(): Breach | undefined {
    const { gross } = this;
    return gross === 0n ? undefined : { outcome: 'what had vested was never paid', detail: `${gross}` };
  }
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

export const VESTED: Goal = {
  name: 'vested',
  promises: [
    'What had vested before an act of the adversary is paid with the next claim of a beneficiary who claims every two or three days, and no withholding that was announced in between is taken from it.',
    'A beneficiary who signs claims keeps the grant, also one who looks at nothing else.',
  ],
  broken: [
    'a grant was taken from somebody who claims',
    'more was withheld of what had vested before',
  ],
  draw(random) {
    const life = {
      everySecs: random.pick([2 * DAY, Math.floor(2.5 * DAY), 3 * DAY]),
      maxWithholdingBps: Math.min(MOST_WITHHELD, random.pick([10_000, 6_500, 4_000])),
      issuedBps: random.pick([0, 1_000]),
      noticeSecs: random.pick([0, 30 * DAY]),
      firstSecs: random.between(HOUR, 2 * DAY),
    };
    return {
      setting: inWords(life),
      begin(founder) {
        const { state } = founder;
        founder.plan({ issueCap: TOTAL * 2_000n, noticeSecs: life.noticeSecs, voidSecs: DAY, maxWithholdingBps: life.maxWithholdingBps });
        founder.do({
          do: 'issueGrants', as: 'authority', grant: GRANT, to: 'victim', total: TOTAL * 1_000n, startTs: state.now - 100 * DAY,
          vesting: { kind: 'linear', days: 1_000 }, withholdingBps: life.issuedBps,
        });
        founder.wait(2 * DAY);
        const guarantee = new Guarantee(state, life.issuedBps);
        return {
          people: [new Claimer('victim', [GRANT], life.everySecs, false, state.now + life.firstSecs)],
          held: ADVERSARY,
          aim: {
            focus: { setWithholding: 4, claim: 4, collectWithheld: 4, proposeTransfer: 4, acceptTransfer: 20, pauseClaims: 3, rejectTransfer: 0.3, sealPlan: 0.3 },
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
          judge: () => guarantee.unpaid() ?? 'kept',
        };
      },
    };
  },
};
