/** What carrying out a proposal would do if it were done now: reads what it bears on, and words it. */
import {
  actionEffect,
  fetchActionSubjects,
  fetchGrant,
  type ActionEffect,
  type ActionObstacle,
  type ActionSubjects,
  type Grant,
  type Plan,
  type Proposal,
  type ProposalAction,
} from '@tenure/sdk';
import type { Session } from '../session';
import { changeText } from './metric-facts';
import { date, tokens } from './values';

/** What would change today, and the sentence that says so. */
export type Effect = ActionEffect & { readonly text: string };

/** An effect for JSON. */
export function effectJson({ text, ...effect }: Effect): object {
  return { ...effect, says: text };
}

/** The grant that an action is about; null where it is about none, or it was closed. */
export async function subjectOf({ reader, programId }: Session, action: ProposalAction): Promise<Grant | null> {
  if (!('grant' in action)) return null;
  const found = await fetchGrant(reader, action.grant, programId);
  return found.kind === 'live' ? found.grant : null;
}

/** How the grant that an action is about is called. */
export function subjectName(action: ProposalAction, subject: Grant | null): string {
  if (!('grant' in action)) return '';
  return subject === null ? `the closed grant ${action.grant.toBase58()}` : `grant ${subject.grantId}`;
}

/** What an action would do at `now`, unix seconds, or a proposal to do it. `readGrants` reads the plan's, if it takes them. */
export async function effectOf(
  { reader, programId }: Session,
  plan: Plan,
  action: ProposalAction,
  now: number,
  readGrants: () => Promise<readonly Grant[]>,
  proposal?: Proposal,
): Promise<Effect> {
  const subjects = await fetchActionSubjects(reader, plan, action, readGrants, programId);
  const effect = actionEffect(subjects, action, now, proposal);
  return { ...effect, text: effectText(subjects, action, effect) };
}

function effectText(subjects: ActionSubjects, action: ProposalAction, effect: ActionEffect): string {
  const { plan } = subjects;
  const amount = (units: bigint) => tokens(units, plan.decimals);
  switch (effect.kind) {
    case 'fails':
      return `It would fail: ${failureReason(effect.because, plan)}.`;
    case 'accelerations': {
      const follows =
        action.kind === 'accelerateGrant'
          ? `so that ${vestedText(subjects, effect.vestedAfter)}`
          : `for ${gainersText(subjects, effect)}`;
      return `Today it would vest ${amount(effect.vests)} at once, ${follows}.`;
    }
    case 'terminates': {
      const { stopTs, stays, returns } = effect;
      return (
        `Today it would stop the grant on ${date(stopTs)}: ${amount(stays)} of ${amount(stays + returns)} ` +
        `stay the beneficiary's, ${amount(returns)} return to the plan.`
      );
    }
    case 'setsCap': {
      const { before, after, left } = effect;
      return `Today it would change the cap from ${amount(before)} to ${amount(after)}, and leave ${amount(left)} to be issued.`;
    }
    case 'replacesOracles': {
      const change = changeText(effect.before, effect.after);
      if (change === '') return 'It would change nothing.';
      return `Today it would announce: ${change}, for ${date(effect.readyTs)}. From then on only votes change the oracles.`;
    }
  }
}

/** Such as `30 of 100 are vested, milestones included`: of one grant with what its milestones have earned. */
function vestedText({ plan, grants, milestones }: ActionSubjects, vestedAfter: bigint): string {
  const earned = milestones.reduce((sum, { payout }) => sum + payout, 0n);
  const all = grants.reduce((sum, { total }) => sum + total, earned);
  const included = earned > 0n ? ', milestones included' : '';
  return `${tokens(vestedAfter, plan.decimals)} of ${tokens(all, plan.decimals)} are vested${included}`;
}

/** Such as `2 of 3 grants and 1 milestone`. */
function gainersText(
  { grants: all }: ActionSubjects,
  { grants, milestones }: Extract<ActionEffect, { kind: 'accelerations' }>,
): string {
  const ofGrants = `${grants} of ${all.length} grants`;
  if (milestones === 0) return ofGrants;
  return `${ofGrants} and ${milestones} ${milestones === 1 ? 'milestone' : 'milestones'}`;
}

function failureReason(because: ActionObstacle, plan: Plan): string {
  switch (because) {
    case 'grantIsClosed':
      return 'the grant was closed';
    case 'grantHasStopped':
      return 'the grant has stopped';
    case 'noReleasesLeft':
      return `the plan has had its ${plan.accelerations.length} releases`;
    case 'leftToMembers':
      return 'it passed with deposits only, and the last releases are for what grants pass without them';
    case 'superseded':
      return 'a newer vote on the same was carried out';
    case 'notCancellable':
      return 'grants of this plan never end early';
    case 'noOracles':
      return 'the plan has no oracles';
  }
}
