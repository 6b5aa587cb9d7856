/** Fault 3: what has passed takes effect. */
import { hasPassed, stopTs, type ActionName } from '@tenure/sdk';
import { DAY } from '../../support/world';
import type { Action, Panel, VotingRules } from '../acts';
import { ADVERSARY, keyOf, LIARS, MEMBERS } from '../cast';
import { type Breach, type Goal, inWords, type Verdict } from '../goal';
import type { Life } from '../life';
import { Claimer } from '../people/claimer';
import { Executor, Member, Proposer } from '../people/member';
import { MIN_AGE, noticeBeside, ORACLE_NOTICE } from '../program/terms';
import type { Random } from '../random';
import type { State } from '../state';
import type { Founder } from '../world';
import { HOUR, TOTAL } from './measured';

interface Circumstances {
  readonly action: Action;
  readonly rules: VotingRules;
  readonly noticeSecs: number;
  /** When it is proposed, seconds after everybody may vote. */
  readonly proposedSecs: number;
  readonly executorSecs: number;
}

/** The grant of a crony, which members may want to end. */
const CRONY_GRANT = 5;
const REF = { proposer: 'victim', id: 1 } as const;
/** Who sits before a vote replaces them, and who is voted. */
const BEFORE: Panel = { seats: [...LIARS, 'puppet 4'], threshold: 2 };
const VOTED: Panel = { seats: ['oracle 1', 'oracle 2', 'oracle 3'], threshold: 2 };

/** Something that members may want. `allocated` is what is issued when they propose it. */
export function drawAction(random: Random, allocated: bigint): Action {
  const kind = random.pick<ActionName>([
    'acceleratePlan',
    'accelerateGrant',
    'terminateGrant',
    'setIssueCap',
    'replaceOracles',
  ]);
  switch (kind) {
    case 'acceleratePlan':
      return { kind, bps: random.pick([1_000, 5_000, 10_000]) };
    case 'accelerateGrant':
      return { kind, grant: 1, bps: random.pick([1_000, 5_000, 10_000]) };
    case 'terminateGrant':
      return { kind, grant: CRONY_GRANT, cause: random.pick(['forCause', 'withoutCause'] as const) };
    case 'setIssueCap':
      return { kind, cap: allocated + random.pick([0n, 1_000n]) };
    case 'replaceOracles':
      return { kind, panel: VOTED };
  }
}

interface Membership {
  readonly rules: VotingRules;
  readonly noticeSecs: number;
  readonly cap: bigint;
  /** What the treasury deposits for voting at the beginning. */
  readonly deposited: bigint;
}

/** Members with a grant each, a crony with one too, oracles of the adversary, and votes; begins when all may vote. */
export function foundMembers(founder: Founder, { rules, noticeSecs, cap, deposited }: Membership): void {
  const startTs = founder.state.now;
  founder.plan({ issueCap: cap, noticeSecs, voidSecs: DAY, maxWithholdingBps: 0 });
  const terms = { do: 'issueGrants', as: 'authority', startTs, vesting: { kind: 'cliff' }, withholdingBps: 0 } as const;
  founder.do(
    { do: 'createGovernance', rules },
    ...MEMBERS.map((to, index) => ({ ...terms, grant: index + 1, to, total: TOTAL })),
    { ...terms, grant: CRONY_GRANT, to: 'crony 1', total: TOTAL / 10n },
    { do: 'createOracleSet', ...BEFORE },
  );
  if (deposited > 0n) founder.do({ do: 'depositVotes', deposit: { owner: 'authority', id: 0 }, amount: deposited });
  founder.wait(MIN_AGE + DAY);
}

/** What is allocated once that is founded. */
export const ALLOCATED = 4n * TOTAL + TOTAL / 10n;

/** Whether the oracles of a panel sit. */
function sits(state: State, { seats, threshold }: Panel): boolean {
  const now = state.oracles();
  return (
    now?.threshold === threshold &&
    seats.every((who, seat) => who === null || now.attestors[seat]?.equals(keyOf(who)) === true)
  );
}

/** What the vote asked for is missing; undefined when it is there. `sat` says whether voted oracles were ever seated. */
function missing(life: Life, action: Action, sat: boolean): string | undefined {
  const { state } = life;
  switch (action.kind) {
    case 'acceleratePlan':
    case 'accelerateGrant': {
      const about = MEMBERS.filter((_, index) => action.kind === 'acceleratePlan' || action.grant === index + 1);
      const wanted = (TOTAL * BigInt(action.bps)) / 10_000n;
      const short = about.find((who) => state.tokensOf(who) < wanted);
      return short === undefined ? undefined : `${short} was paid ${state.tokensOf(short)} of ${wanted}`;
    }
    case 'setIssueCap': {
      const { issueCap, allocated } = state.planNow();
      return issueCap <= action.cap || issueCap <= allocated
        ? undefined
        : `the cap is ${issueCap} with ${allocated} issued`;
    }
    case 'terminateGrant': {
      const grant = state.grant(action.grant);
      const stop = grant === null ? null : stopTs(grant);
      return grant === null || (stop !== null && stop <= state.now) ? undefined : `the grant is ${grant.status}`;
    }
    case 'replaceOracles': {
      const { status, metricCount } = state.planNow();
      const nothingToMeasure = status === 'sealed' && metricCount === 0;
      return sat || nothingToMeasure ? undefined : 'they never sat';
    }
  }
}

function judge(life: Life, action: Action, passed: boolean, unended: boolean, sat: boolean): Verdict {
  // What had been announced before it was proposed takes effect, and members know it when they vote.
  if (!passed || !unended) return 'idle';
  const what = missing(life, action, sat);
  const breach = (detail: string): Breach => ({ outcome: `a vote passed without effect: ${action.kind}`, detail });
  return what === undefined ? 'kept' : breach(what);
}

export const VOTE: Goal = {
  name: 'vote',
  promises: [
    'A voted early release is paid to every grant, or the one it names, of which no end was announced when it was proposed.',
    'A voted issue cap is in force, or at least nothing above what is issued.',
    'A grant whose end was voted ends after the notice, and stays ended.',
    'Voted oracles sit, at the latest when their notice is over, as long as the plan has something to measure, or may have.',
  ],
  draw(random) {
    const rules = {
      votingSecs: 3 * DAY,
      delaySecs: random.pick([DAY, DAY, 14 * DAY]),
      windowSecs: 5 * DAY,
      quorumBps: 5_000,
      approvalBps: 6_000,
      maxVoterBps: 10_000,
      excludeOwnGrant: random.percent(30),
    };
    const life: Circumstances = {
      action: drawAction(random, ALLOCATED),
      rules,
      noticeSecs: noticeBeside(random.pick([0, DAY, 30 * DAY]), rules),
      proposedSecs: random.magnitude(HOUR, 20 * DAY),
      executorSecs: random.magnitude(1, 6 * HOUR),
    };
    const { action, noticeSecs, proposedSecs, executorSecs } = life;
    return {
      setting: inWords({
        votes: action.kind,
        noticeSecs,
        delaySecs: rules.delaySecs,
        proposedSecs,
        executorSecs,
        excludeOwnGrant: rules.excludeOwnGrant,
      }),
      begin(founder) {
        const { state } = founder;
        foundMembers(founder, { rules, noticeSecs, cap: 20n * TOTAL, deposited: 0n });
        let passed = false;
        let unended = true;
        let sat = false;
        const endSecs =
          proposedSecs + rules.votingSecs + rules.delaySecs + rules.windowSecs + noticeSecs + ORACLE_NOTICE + 10 * DAY;
        return {
          people: [
            new Proposer('victim', 1, action, state.now + proposedSecs),
            ...MEMBERS.map(
              (who, index) =>
                new Member(who, index + 1, (index + 1) * 2 * HOUR, ({ ref }) => ref.proposer === REF.proposer),
            ),
            new Executor('member 2', REF.proposer, executorSecs),
            ...MEMBERS.map((who, index) => new Claimer(who, [index + 1], 7 * DAY, true, state.now + DAY)),
          ],
          held: ADVERSARY,
          aim: {
            focus: {
              acceleratePlan: 12,
              terminateGrant: 12,
              withdrawTermination: 15,
              settleTermination: 8,
              issueGrants: 8,
              proposeOracleSet: 10,
              applyOracleSet: 15,
              depositVotes: 0.3,
              openProposal: 0.5,
              castVote: 0.3,
              sealPlan: 0.5,
            },
            longestWait: 20 * DAY,
            lies: [0n],
            metric: '',
            eagerness: 20,
            prey: action.kind === 'terminateGrant' ? [CRONY_GRANT] : [1, 2, 3, 4],
          },
          watchers: [
            {
              after: ({ act, who, error }) => {
                const proposal = state.proposal(REF);
                if (act.do === 'openProposal' && who === 'victim' && error === undefined) {
                  const about = 'grant' in action ? [action.grant] : [1, 2, 3, 4];
                  unended = about.every((id) => {
                    const grant = state.grant(id);
                    return grant !== null && stopTs(grant) === null;
                  });
                }
                if (proposal !== null && state.now >= proposal.votingEndsTs) passed ||= hasPassed(proposal);
                if (action.kind === 'replaceOracles') sat ||= sits(state, action.panel);
              },
            },
          ],
          moves: 14,
          endSecs,
          restSecs: 8 * DAY,
          judge: (played) => judge(played, action, passed, unended, sat),
        };
      },
    };
  },
};
