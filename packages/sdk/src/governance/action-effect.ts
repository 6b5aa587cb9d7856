/** What carrying out a proposal would change if it were done at once, by the program's own rules. Amounts are base units. */
import { numberConstant } from '../program/idl';
import { retainedAfter, RETAIN_ALL } from '../math';
import { milestoneVestedAt } from '../preview/milestone';
import { stopTs, vestedAt } from '../preview/grant';
import {
  hasPassed,
  maxAccelerations,
  type ActionSubjects,
  type Grant,
  type Oracles,
  type OracleSet,
  type Plan,
  type Proposal,
  type ProposalAction,
} from '../state';

/**
 * Why an action would fail. `leftToMembers`: it passed with deposits only, and the last releases are for what grants pass
 * without them. `superseded`: a newer vote on the same was carried out.
 */
export type ActionObstacle =
  | 'grantIsClosed'
  | 'grantHasStopped'
  | 'noReleasesLeft'
  | 'leftToMembers'
  | 'superseded'
  | 'notCancellable'
  | 'noOracles';

/** What would change. */
export type ActionEffect =
  | { readonly kind: 'fails'; readonly because: ActionObstacle }
  /** `vests` at once; grants and milestones are counted where they gain. `vestedAfter` is what all of them have then. */
  | {
      readonly kind: 'accelerations';
      readonly vests: bigint;
      readonly vestedAfter: bigint;
      readonly grants: number;
      readonly milestones: number;
    }
  /**
   * The grant vests up to `stopTs`; `stays` is what it and its met milestones have vested then, `returns` goes back to the
   * plan. What a milestone without a result will pay nobody knows: it is in neither.
   */
  | { readonly kind: 'terminates'; readonly stopTs: number; readonly stays: bigint; readonly returns: bigint }
  /** `left` can be issued under the new cap: nothing where more is allocated. */
  | { readonly kind: 'setsCap'; readonly before: bigint; readonly after: bigint; readonly left: bigint }
  /** They are announced, and can be applied from `readyTs` on. */
  | { readonly kind: 'replacesOracles'; readonly before: OracleSet; readonly after: Oracles; readonly readyTs: number };

const MOST_ACCELERATIONS = numberConstant('maxAccelerations');
const ORACLE_NOTICE_SECS = numberConstant('oracleNoticeSecs');

/** What an action would do at `ts`, or a proposal to do it. */
export function actionEffect(
  subjects: ActionSubjects,
  action: ProposalAction,
  ts: number,
  proposal?: Proposal,
): ActionEffect {
  const { plan, grants, oracles } = subjects;
  const obstacle = proposal === undefined ? null : obstacleOf(plan, action, proposal);
  if (obstacle !== null) return fails(obstacle);
  const grant = 'grant' in action ? grants.find(({ address }) => address.equals(action.grant)) : undefined;
  switch (action.kind) {
    case 'acceleratePlan':
      return accelerationOfPlan(subjects, action.accelerationBps, ts);
    case 'accelerateGrant':
      return grant === undefined
        ? fails('grantIsClosed')
        : accelerationOfGrant(subjects, grant, action.accelerationBps, ts);
    case 'terminateGrant':
      return grant === undefined ? fails('grantIsClosed') : termination(subjects, grant, action.cause, ts);
    case 'setIssueCap': {
      const { issueCap: after } = action;
      return {
        kind: 'setsCap',
        before: plan.issueCap,
        after,
        left: after > plan.allocated ? after - plan.allocated : 0n,
      };
    }
    case 'replaceOracles':
      if (oracles === null) return fails('noOracles');
      return { kind: 'replacesOracles', before: oracles, after: action.oracles, readyTs: ts + ORACLE_NOTICE_SECS };
  }
}

/** What keeps a proposal from being carried out, beside what keeps its action from it. */
function obstacleOf(plan: Plan, { kind }: ProposalAction, proposal: Proposal): ActionObstacle | null {
  const { number } = proposal;
  switch (kind) {
    case 'acceleratePlan': {
      const left = plan.accelerations.length < MOST_ACCELERATIONS && plan.accelerations.at(-1)?.retained !== 0;
      const taken = hasPassed(proposal) && plan.accelerations.length >= maxAccelerations(proposal);
      return left && taken ? 'leftToMembers' : null;
    }
    case 'setIssueCap':
      return number < plan.minCapProposal ? 'superseded' : null;
    case 'replaceOracles':
      return number < plan.minOraclesProposal ? 'superseded' : null;
    case 'accelerateGrant':
    case 'terminateGrant':
      return null;
  }
}

function fails(because: ActionObstacle): ActionEffect {
  return { kind: 'fails', because };
}

function accelerationOfPlan(subjects: ActionSubjects, accelerationBps: number, ts: number): ActionEffect {
  const { plan } = subjects;
  const retained = plan.accelerations.at(-1)?.retained ?? RETAIN_ALL;
  // Everything was released: the vote is carried out all the same, and changes nothing.
  if (retained === 0) return released(subjects, subjects, ts);
  if (plan.accelerations.length >= MOST_ACCELERATIONS) return fails('noReleasesLeft');
  const accelerations = [...plan.accelerations, { ts, retained: retainedAfter(retained, accelerationBps) }];
  return released(subjects, { ...subjects, plan: { ...plan, accelerations } }, ts);
}

function accelerationOfGrant(
  subjects: ActionSubjects,
  grant: Grant,
  accelerationBps: number,
  ts: number,
): ActionEffect {
  const stop = stopTs(grant);
  if (stop !== null && ts >= stop) return fails('grantHasStopped');
  const milestones = subjects.milestones.filter((milestone) => milestone.grant.equals(grant.address));
  const before = { ...subjects, grants: [grant], milestones };
  return released(
    before,
    { ...before, grants: [{ ...grant, retained: retainedAfter(grant.retained, accelerationBps) }] },
    ts,
  );
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((all, value) => all + value, 0n);
}

/** What grants and milestones have vested, each on its own. */
function vestedOf({ plan, grants, milestones }: ActionSubjects, ts: number) {
  const owners = new Map(grants.map((grant) => [grant.address.toBase58(), grant]));
  return {
    grants: grants.map((grant) => vestedAt(plan, grant, ts)),
    milestones: milestones.map((milestone) => {
      const owner = owners.get(milestone.grant.toBase58());
      return owner === undefined ? 0n : milestoneVestedAt(plan, owner, milestone, ts);
    }),
  };
}

function released(before: ActionSubjects, after: ActionSubjects, ts: number): ActionEffect {
  const [then, now] = [vestedOf(before, ts), vestedOf(after, ts)];
  const vestedAfter = sum(now.grants) + sum(now.milestones);
  return {
    kind: 'accelerations',
    vests: vestedAfter - sum(then.grants) - sum(then.milestones),
    vestedAfter,
    grants: now.grants.filter((value, index) => value !== then.grants[index]).length,
    milestones: now.milestones.filter((value, index) => value !== then.milestones[index]).length,
  };
}

type Cause = Extract<ProposalAction, { kind: 'terminateGrant' }>['cause'];

function termination({ plan, milestones }: ActionSubjects, grant: Grant, cause: Cause, ts: number): ActionEffect {
  if (!plan.cancellable) return fails('notCancellable');
  const announced = stopTs(grant);
  if (announced !== null && ts >= announced) return fails('grantHasStopped');
  const leavesWell = (cause === 'withoutCause' || cause === 'deathOrDisability') && !grant.goodLeaverReleased;
  const retained = leavesWell ? retainedAfter(grant.retained, plan.goodLeaverBps) : grant.retained;
  // One that the authority has ended since stops when that said.
  const stop = announced ?? ts + plan.noticeSecs;
  // A running pause ends with the announcement.
  const paused =
    grant.status === 'active' || announced !== null ? 0 : Math.min(ts - grant.statusTs, grant.pauseLimitSecs);
  const ended = {
    ...grant,
    retained,
    status: 'terminating',
    statusTs: stop,
    pausedSecs: grant.pausedSecs + paused,
  } as const;
  const met = milestones.filter((milestone) => milestone.grant.equals(grant.address) && milestone.status === 'met');
  const stays = sum([
    vestedAt(plan, ended, stop),
    ...met.map((milestone) => milestoneVestedAt(plan, ended, milestone, stop)),
  ]);
  const owed = sum([grant.total, ...met.map(({ payout }) => payout)]);
  return { kind: 'terminates', stopTs: stop, stays, returns: owed - stays };
}
