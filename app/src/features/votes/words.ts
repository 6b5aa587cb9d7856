/** Governance in plain words. */
import type {
  ActionEffect,
  ActionName,
  ActionObstacle,
  Ballot,
  GovernanceSettings,
  Proposal,
  ProposalAction,
  ProposalReason,
  ProposalStanding,
} from '@tenure/sdk';
import { day, duration, percent } from '@/shared/format';
import type { Tone } from '@/shared/ui';

/** Amounts in words. */
export type AmountText = (baseUnits: bigint) => string;

const ALL_BPS = 10_000;

/** What may be proposed, each as it follows `The members can`. */
export const ACTION_WORDS: Record<ActionName, string> = {
  acceleratePlan: 'release a part of everything early, in every grant',
  accelerateGrant: 'release a part of one grant early',
  terminateGrant: 'end a grant',
  setIssueCap: 'change the most that may ever be granted',
  replaceOracles: 'replace the oracles',
};

type Cause = Extract<ProposalAction, { kind: 'terminateGrant' }>['cause'];

/** Why a grant ends. */
export const CAUSE_WORDS: Record<Cause, string> = {
  forCause: 'dismissal for cause',
  resignation: 'resignation',
  withoutCause: 'dismissal without cause',
  deathOrDisability: 'death or disability',
};

/** Why something is proposed. */
export const REASON_WORDS: Record<ProposalReason, string> = {
  projectFailure: 'The project failed',
  ethicalDisagreement: 'Ethical disagreement',
  hardship: 'Hardship',
  other: 'Another reason',
};

/** Where a vote stands, in a word or two. */
export const STANDING_WORDS: Record<ProposalStanding, { readonly word: string; readonly tone: Tone }> = {
  voting: { word: 'Vote is running', tone: 'info' },
  failed: { word: 'Rejected', tone: 'bad' },
  waiting: { word: 'Passed, waits', tone: 'good' },
  executable: { word: 'Passed, can be carried out', tone: 'warn' },
  expired: { word: 'Passed, but expired', tone: 'bad' },
  executed: { word: 'Carried out', tone: 'good' },
  withdrawn: { word: 'Taken back', tone: 'warn' },
};

/** What an action would do, as a heading. `grant` is how the grant that it is about is called. */
export function actionTitle(action: ProposalAction, grant: string, amount: AmountText): string {
  switch (action.kind) {
    case 'acceleratePlan':
      return `Release ${percent(action.accelerationBps)} of all that has not vested`;
    case 'accelerateGrant':
      return `Release ${percent(action.accelerationBps)} of what has not vested of ${grant}`;
    case 'terminateGrant':
      return `End ${grant}: ${CAUSE_WORDS[action.cause]}`;
    case 'setIssueCap':
      return `Set the most that may ever be granted to ${amount(action.issueCap)}`;
    case 'replaceOracles': {
      const seats = action.oracles.attestors.filter((key) => key !== null).length;
      return `Replace the oracles: ${action.oracles.threshold} of ${seats} decide`;
    }
  }
}

const OBSTACLES: Record<ActionObstacle, string> = {
  grantIsClosed: 'the grant was closed',
  grantHasStopped: 'the grant has ended',
  allReleased: 'everything was released already',
  noReleasesLeft: 'the plan has had as many releases as it can have',
  notCancellable: 'grants of this plan never end early',
  alreadyTerminated: 'the grant is ended already',
  belowAllocated: 'more than that was granted already',
  noOracles: 'the plan has no oracles',
  seatMoved: 'an oracle that stays would change its seat',
};

function counted(count: number, name: string): string {
  return `${count.toLocaleString()} ${name}${count === 1 ? '' : 's'}`;
}

/** What it would change if it were carried out now. */
export function effectText(effect: ActionEffect, amount: AmountText): string {
  switch (effect.kind) {
    case 'fails':
      return `Today it would fail: ${OBSTACLES[effect.because]}.`;
    case 'accelerations': {
      const { vests, grants, milestones } = effect;
      if (vests === 0n) return 'Today it would release nothing: nothing is left to vest.';
      const whom = [
        ...(grants > 0 ? [counted(grants, 'grant')] : []),
        ...(milestones > 0 ? [counted(milestones, 'milestone')] : []),
      ].join(' and ');
      return `Today ${amount(vests)} would vest at once, of ${whom}.`;
    }
    case 'terminates':
      return (
        `Today it would stop the grant on ${day(effect.stopTs)}. The beneficiary keeps ${amount(effect.stays)}; ` +
        `${amount(effect.returns)} return to the plan.`
      );
    case 'setsCap':
      return `Today the most is ${amount(effect.before)}. Then ${amount(effect.left)} more could be granted.`;
    case 'replacesOracles': {
      const seats = effect.before.attestors.filter((key) => key !== null).length;
      return `Today ${effect.before.threshold} of ${seats} oracles decide. The new ones would take over at once.`;
    }
  }
}

/** Why a grant or deposit can't vote; undefined where it can. */
export function noVoteText({ no, vote }: Ballot, { agedBeforeTs }: Pick<Proposal, 'agedBeforeTs'>): string | undefined {
  switch (no) {
    case 'voted':
      return vote?.approve === true ? 'Has voted yes' : 'Has voted no';
    case 'tooYoung':
      return `Too new for this vote: it came after ${day(agedBeforeTs)}`;
    case 'ownGrant':
      return 'The proposal is about this grant, which then has no vote';
    case 'noWeight':
      return 'Nothing of it is left to be paid';
    case 'atCap':
      return 'Your votes already count as much as one wallet’s can';
    case null:
      return undefined;
  }
}

/** A rule and what it means. */
export interface Rule {
  readonly about: string;
  readonly says: string;
}

/** The rules of a governance, which never change. */
export function rulesOf(settings: GovernanceSettings, amount: AmountText): Rule[] {
  const { maxVoterBps, excludeOwnGrant, proposalThreshold } = settings;
  return [
    {
      about: 'Who votes',
      says:
        'Every grant, with what it can still be paid, and every deposit, with its tokens. ' +
        `Both must be ${duration(settings.minAgeSecs)} older than the proposal.`,
    },
    { about: 'How long', says: `A vote runs for ${duration(settings.votingSecs)}.` },
    { about: 'Turnout', says: `At least ${percent(settings.quorumBps)} of what can vote must be cast.` },
    { about: 'Approval', says: `At least ${percent(settings.approvalBps)} of what is cast must be yes.` },
    {
      about: 'Then',
      says:
        (settings.executionDelaySecs === 0 ? 'What passed can be carried out at once' : `What passed waits ${duration(settings.executionDelaySecs)}`) +
        `; then anybody can carry it out, for ${duration(settings.executionWindowSecs)}.`,
    },
    {
      about: 'One wallet',
      says:
        maxVoterBps === ALL_BPS
          ? 'One wallet’s votes count in full, however many they are.'
          : `One wallet’s votes count for at most ${percent(maxVoterBps)} of what can vote.`,
    },
    ...(excludeOwnGrant ? [{ about: 'Own grant', says: 'A grant has no vote on a proposal about itself.' }] : []),
    {
      about: 'Who proposes',
      says:
        proposalThreshold === 0n
          ? 'Whoever has a grant or a deposit that can vote.'
          : `Whoever has one grant or deposit of at least ${amount(proposalThreshold)}.`,
    },
    { about: 'What', says: `The members can ${settings.actions.map((name) => ACTION_WORDS[name]).join('; ')}.` },
  ];
}

/** How a vote ended or would end now, in a sentence. */
export function resultText({ yes, no, quorum, approvalBps }: Pick<Proposal, 'yes' | 'no' | 'quorum' | 'approvalBps'>, passed: boolean): string {
  if (passed) return 'Enough voted, and enough of them said yes.';
  if (yes + no < quorum) return 'Too little was cast: the turnout that is needed was not reached.';
  return `Less than ${percent(approvalBps)} of what was cast was yes.`;
}
