/** What a plan promises, in plain words. All of it is fixed when the plan is made. */
import { explainSchedule, riskNames, type Plan, type Risk, type Segment, type ShapeSegment } from '@tenure/sdk';
import { duration, percent } from '@/shared/format';

/** One promise; `good` protects the beneficiary, `warn` is a power that somebody has over the grant. */
export interface PlanPromise {
  readonly about: string;
  readonly text: string;
  readonly tone: 'good' | 'warn';
}

/** What of a plan bears on its promises: known before the plan is made. */
export type PlanPolicy = Pick<
  Plan,
  | 'cancellable'
  | 'noticeSecs'
  | 'goodLeaverBps'
  | 'guardian'
  | 'nextGuardian'
  | 'maxPauseSecs'
  | 'transferRule'
  | 'recoverySecs'
  | 'maxWithholdingBps'
  | 'unlock'
  | 'voidSecs'
  | 'acceptedRisks'
>;

/** What each risk of a mint means for the people paid in it. */
export const RISK_LABELS: Record<Risk, string> = {
  freezeAuthority: "The token's freeze authority can freeze token accounts, yours and the vault included.",
  permanentDelegate: "The token's permanent delegate can move or burn anybody's tokens, those in the vault included.",
  transferHook: 'Another program runs in every transfer of the token and may refuse it.',
  pausable: 'Somebody can stop all transfers of the token.',
  defaultFrozen: 'New accounts of the token may start frozen, until somebody thaws them.',
  confidential: 'The token has hidden balances, which this program can not see.',
  closeAuthority: 'The token can be closed and made anew once none of it is left.',
  transferFeeAuthority: 'Somebody can raise the fee on transfers of the token, up to all of a claim.',
  mintAuthority: 'Somebody can make more of the token at any time, so that what you earn is a smaller part of all.',
  highTransferFee:
    'The token takes more than 5 % of a transfer, now or as it is scheduled: so much less of a claim arrives.',
};

/** Segments as a shape: their amounts as the smallest weights in the same proportion. */
export function shapeOf(segments: readonly Segment[]): ShapeSegment[] {
  const divisor = segments.reduce((all, { amount }) => gcd(all, amount), 0n);
  return segments.map(({ amount, ...rest }) => ({ weight: divisor === 0n ? amount : amount / divisor, ...rest }));
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

function ending({ cancellable, noticeSecs, goodLeaverBps }: PlanPolicy): PlanPromise {
  if (!cancellable) return { about: 'Ending a grant', text: 'Nobody can end a grant of this plan.', tone: 'good' };
  const notice = noticeSecs === 0 ? 'at once' : `with ${duration(noticeSecs)} of notice`;
  const leavers =
    goodLeaverBps === 0
      ? ''
      : ` Whoever is dismissed without cause, dies or becomes disabled gets ${percent(goodLeaverBps)} of the unvested at once.`;
  return {
    about: 'Ending a grant',
    text: `The authority can end a grant ${notice}. What has vested until then stays yours, and you can always claim it.${leavers}`,
    tone: 'warn',
  };
}

function pausing({ guardian, nextGuardian, maxPauseSecs }: PlanPolicy): PlanPromise[] {
  const nobody = guardian === null && nextGuardian === null;
  return [
    {
      about: 'Pausing vesting',
      text:
        maxPauseSecs === 0
          ? 'Vesting pauses only with your signature.'
          : `Without your signature the authority can pause a grant's vesting for ${duration(maxPauseSecs)} in all. What has vested stays claimable.`,
      tone: maxPauseSecs === 0 ? 'good' : 'warn',
    },
    {
      about: 'Pausing claims',
      text: nobody
        ? 'Nobody can pause claims at present.'
        : 'A guardian can pause claims for 72 hours at most, and then not again for 7 days. Vesting goes on meanwhile.',
      tone: nobody ? 'good' : 'warn',
    },
  ];
}

function transferring({ transferRule }: PlanPolicy): PlanPromise {
  const about = 'Another wallet';
  switch (transferRule) {
    case 'forbidden':
      return { about, text: 'You can not hand a grant on.', tone: 'warn' };
    case 'withConsent':
      return { about, text: 'You can hand a grant on if the authority agrees.', tone: 'warn' };
    case 'free':
      return { about, text: 'You can hand a grant on as you like.', tone: 'good' };
  }
}

function recovering({ recoverySecs }: PlanPolicy): PlanPromise {
  const about = 'A lost wallet';
  if (recoverySecs === 0) {
    const text =
      'Nobody can ever move a grant without the signature of its wallet. Where the wallet is lost, so is what the grant still pays.';
    return { about, text, tone: 'good' };
  }
  const wait = duration(recoverySecs);
  const text =
    `If a wallet is lost, authority and guardian together can move its grant to another one after ${wait}. In that time ` +
    `you can veto it, and whatever you sign with the grant ends it, such as a claim. Who does not look for ${wait} can lose ` +
    'a grant by it, with all that has vested and was not claimed.';
  return { about, text, tone: 'warn' };
}

function withholding({ maxWithholdingBps }: PlanPolicy): PlanPromise {
  return maxWithholdingBps === 0
    ? { about: 'Withholding', text: 'Nothing is withheld from claims.', tone: 'good' }
    : {
        about: 'Withholding',
        text:
          `Of each claim at most ${percent(maxWithholdingBps)} is withheld for payroll, for taxes for example. ` +
          'A higher share than before is announced 7 days ahead at least, so that you can claim at the old one.',
        tone: 'warn',
      };
}

function unlocking({ unlock }: PlanPolicy): PlanPromise[] {
  if (unlock === null) return [];
  const text = `What has vested is also unlocked over time, the same for everybody: ${explainSchedule(shapeOf(unlock.segments))}.`;
  return [{ about: 'Unlocking', text, tone: 'warn' }];
}

function voiding({ voidSecs }: PlanPolicy): PlanPromise[] {
  if (voidSecs === 0) return [];
  const text = `In the ${duration(voidSecs)} after it was issued a grant pays nothing, and the authority can take it back. Never after that.`;
  return [{ about: 'Right after issue', text, tone: 'warn' }];
}

/** Whether a plan without votes can still get them. */
export function votelessPromise(plan: Pick<Plan, 'allocated' | 'grantCount' | 'tombstoneCount'>): PlanPromise {
  const hasIssued = plan.allocated > 0n || plan.grantCount > 0 || plan.tombstoneCount > 0;
  return hasIssued
    ? {
        about: 'Votes',
        text: 'Nobody votes in this plan, and nobody ever will: votes come before the first grant or never.',
        tone: 'good',
      }
    : {
        about: 'Votes',
        text: 'Nobody votes yet. The authority can let the members vote until the first grant is issued.',
        tone: 'warn',
      };
}

/** Everything that a plan promises to those it pays, in plain words. */
export function promisesOf(plan: PlanPolicy): PlanPromise[] {
  return [
    {
      about: 'Funding',
      text: 'Every token that is owed lies in the plan’s vault, from the day a grant is issued. Only what is owed to nobody can be withdrawn.',
      tone: 'good',
    },
    ending(plan),
    ...pausing(plan),
    transferring(plan),
    recovering(plan),
    withholding(plan),
    ...unlocking(plan),
    ...voiding(plan),
    ...riskNames(plan.acceptedRisks).map((risk): PlanPromise => ({
      about: 'The token itself',
      text: RISK_LABELS[risk],
      tone: 'warn',
    })),
  ];
}
