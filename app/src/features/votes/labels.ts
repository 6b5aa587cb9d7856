/** Governance in plain words. */
import type {
  ActionEffect,
  ActionObstacle,
  Ballot,
  Proposal,
  ProposalAction,
  ProposalReason,
  ProposalStatus,
  TerminationCause,
} from '@tenure/sdk';
import type { AmountText } from '@/entities/governance';
import { day, percent } from '@/shared/format';
import type { StatusLabel } from '@/shared/ui';

/** Why a grant ends. */
export const CAUSE_LABELS: Record<TerminationCause, string> = {
  forCause: 'dismissal for cause',
  resignation: 'resignation',
  withoutCause: 'dismissal without cause',
  deathOrDisability: 'death or disability',
};

/** Why something is proposed. */
export const REASON_LABELS: Record<ProposalReason, string> = {
  projectFailure: 'The project failed',
  ethicalDisagreement: 'Ethical disagreement',
  hardship: 'Hardship',
  other: 'Another reason',
};

/** Where a vote stands, in a word or two. */
export const PROPOSAL_STATUS_LABELS: Record<ProposalStatus, StatusLabel> = {
  voting: { label: 'Vote is running', tone: 'info' },
  failed: { label: 'Rejected', tone: 'bad' },
  waiting: { label: 'Passed, waits', tone: 'good' },
  executable: { label: 'Passed, can be carried out', tone: 'warn' },
  expired: { label: 'Passed, but expired', tone: 'bad' },
  executed: { label: 'Carried out', tone: 'good' },
  withdrawn: { label: 'Taken back', tone: 'warn' },
};

/** What an action would do, as a heading. `grant` is how the grant that it is about is called. */
export function actionTitle(action: ProposalAction, grant: string, amount: AmountText): string {
  switch (action.kind) {
    case 'acceleratePlan':
      return `Release ${percent(action.accelerationBps)} of all that has not vested`;
    case 'accelerateGrant':
      return `Release ${percent(action.accelerationBps)} of what has not vested of ${grant}`;
    case 'terminateGrant':
      return `End ${grant}: ${CAUSE_LABELS[action.cause]}`;
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
  noReleasesLeft: 'the plan has had as many releases as it can have',
  leftToMembers: 'it passed with deposits only, and the last releases are for what grants pass without them',
  superseded: 'a newer vote on the same was carried out',
  notCancellable: 'grants of this plan never end early',
  noOracles: 'the plan has no oracles',
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
        `Today it would stop the grant on ${day(effect.stopTs)}. The beneficiary keeps ${amount(effect.stays)} ` +
        `and loses ${amount(effect.returns)}, which return to the plan.`
      );
    case 'setsCap':
      return (
        `Today the most is ${amount(effect.before)}. Then it would be ${amount(effect.after)}, of which ` +
        `${amount(effect.left)} could still be granted. It is never less than what was granted already.`
      );
    case 'replacesOracles': {
      const seats = effect.before.attestors.filter((key) => key !== null).length;
      return (
        `Today ${effect.before.threshold} of ${seats} oracles decide. The new ones would be announced, and take over from ` +
        `${day(effect.readyTs)} on. Results that are there by then stay with those of today.`
      );
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
    case 'isDeposit':
      return 'Deposits have no vote on this, only grants do';
    case 'atCap':
      return 'Your votes already count as much as one wallet’s can';
    case null:
      return undefined;
  }
}

/** How a vote ended or would end now, in a sentence. */
export function resultText(
  { yes, no, quorum, approvalBps }: Pick<Proposal, 'yes' | 'no' | 'quorum' | 'approvalBps'>,
  passed: boolean,
): string {
  if (passed) return 'Enough voted, and enough of them said yes.';
  if (yes + no < quorum) return 'Too little was cast: the turnout that is needed was not reached.';
  if (yes === no) return 'As much was no as yes: a tie rejects.';
  return `Less than ${percent(approvalBps)} of what was cast was yes.`;
}
