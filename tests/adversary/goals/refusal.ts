/** Fault 4: tokens that nobody earned don't decide over members. */
import { hasPassed, stopTs } from '@tenure/sdk';
import { DAY } from '../../support/world';
import type { ActOf } from '../acts';
import { ADVERSARY, MEMBERS } from '../cast';
import { type Breach, type Goal, inWords, type Stage } from '../goal';
import { Claimer } from '../people/claimer';
import { Member, Proposer } from '../people/member';
import { MIN_AGE, noticeBeside } from '../program/terms';
import type { Random } from '../random';
import { isSame, type Opened, type State } from '../state';
import type { Founder } from '../world';
import { drawRules, HOUR, TOTAL } from './measured';
import { ALLOCATED, drawAction, foundMembers } from './vote';

const REF = { proposer: 'victim', id: 1 } as const;
/** What can still be issued is less than what members hold, so that grants made for the occasion don't outvote them. */
const CAP = ALLOCATED + TOTAL / 2n;

/** Nothing, more than all members hold, or all that the treasury has. */
function drawDeposit(random: Random): bigint {
  return random.pick([0n, ALLOCATED * 2n, ALLOCATED * 2n, ALLOCATED * 40n]);
}

function people(state: State, favors: (opened: Opened) => boolean): Stage['people'] {
  return [
    ...MEMBERS.map((who, index) => new Member(who, index + 1, (index + 1) * 2 * HOUR, favors)),
    ...MEMBERS.map((who, index) => new Claimer(who, [index + 1], 7 * DAY, true, state.now + DAY)),
  ];
}

/** A proposal that was carried out although no member voted for it and one at least against it. */
function carried(state: State): Breach | undefined {
  const found = state.proposals.find(({ ref, action }) => {
    // Deposits have a say on what the token's holders pay for.
    if (action.kind.startsWith('accelerate')) return false;
    const votes = state.votes.filter((vote) => isSame(vote.ref, ref));
    const members = votes.filter(({ by }) => MEMBERS.some((member) => member === by));
    return state.proposal(ref)?.status === 'executed' && members.length > 0 && members.every(({ approve }) => !approve);
  });
  return (
    found && {
      outcome: `carried out against all members: ${found.action.kind}`,
      detail: `opened by ${found.ref.proposer}`,
    }
  );
}

/** Members vote against everything; whatever the adversary proposes must fail. */
function against(founder: Founder, random: Random): Stage {
  const { state } = founder;
  const rules = drawRules(random);
  foundMembers(founder, {
    rules,
    noticeSecs: noticeBeside(random.pick([0, 30 * DAY]), rules),
    cap: CAP,
    deposited: drawDeposit(random),
  });
  let broken: Breach | undefined;
  return {
    people: people(state, () => false),
    held: ADVERSARY,
    aim: {
      focus: {
        depositVotes: 15,
        openProposal: 15,
        castVote: 30,
        executeProposal: 40,
        createGovernance: 1,
        sealPlan: 0.2,
        terminateGrant: 0.3,
      },
      longestWait: 20 * DAY,
      lies: [0n],
      metric: '',
      eagerness: 20,
      prey: [1, 2, 3, 4],
    },
    watchers: [
      {
        after: ({ act }) => {
          if (act.do === 'executeProposal') broken ??= carried(state);
        },
      },
    ],
    moves: 14,
    endSecs: 20 * DAY,
    restSecs: DAY,
    broken: () => broken,
    judge: () => (state.proposals.some(({ ref }) => state.proposal(ref) !== null) ? 'kept' : 'idle'),
  };
}

/** All members vote for what one of them proposes; it must pass. */
function together(founder: Founder, random: Random): Stage {
  const { state } = founder;
  const rules = drawRules(random);
  const action = drawAction(random, ALLOCATED);
  foundMembers(founder, {
    rules,
    noticeSecs: noticeBeside(random.pick([0, 30 * DAY]), rules),
    cap: CAP,
    deposited: drawDeposit(random),
  });
  const proposedSecs = random.magnitude(HOUR, 20 * DAY);
  let broken: Breach | undefined;
  let judged = false;
  let whole = false;
  return {
    people: [
      new Proposer('victim', 1, action, state.now + proposedSecs),
      ...people(state, ({ ref }) => ref.proposer === 'victim'),
    ],
    held: ADVERSARY,
    aim: {
      focus: {
        depositVotes: 25,
        withdrawVotes: 15,
        castVote: 5,
        terminateGrant: 0.5,
        sealPlan: 0.2,
        createGovernance: 0,
      },
      longestWait: 20 * DAY,
      lies: [0n],
      metric: '',
      eagerness: 20,
      prey: [1, 2, 3, 4],
    },
    watchers: [
      {
        after: ({ act, who, error }) => {
          if (act.do !== 'openProposal' || who !== 'victim' || error !== undefined) return;
          whole = MEMBERS.every((_, index) => {
            const grant = state.grant(index + 1);
            return grant !== null && stopTs(grant) === null;
          });
        },
      },
    ],
    moves: 8,
    endSecs: proposedSecs + 10 * DAY,
    restSecs: DAY,
    broken: () => broken,
    judge() {
      const proposal = state.proposal(REF);
      const yes = state.votes.filter(({ ref, approve, by }) => ref.proposer === 'victim' && approve && by !== 'victim');
      judged = whole && proposal !== null && state.now >= proposal.votingEndsTs && yes.length === MEMBERS.length - 1;
      if (!judged || proposal === null) return 'idle';
      const cast = proposal.yes + proposal.no;
      const silent = cast < proposal.quorum;
      const outvoted = !silent && !hasPassed(proposal) && !action.kind.startsWith('accelerate');
      if (silent)
        broken = {
          outcome: 'all members were held up by silence',
          detail: `${action.kind}: ${cast} cast, ${proposal.quorum} needed`,
        };
      if (outvoted)
        broken = {
          outcome: `all members were outvoted: ${action.kind}`,
          detail: `${proposal.yes} yes, ${proposal.no} no`,
        };
      return broken ?? 'kept';
    },
  };
}

/** Members were issued grants in a plan without votes; none may come. */
function unfounded(founder: Founder, random: Random): Stage {
  const { state } = founder;
  const startTs = state.now;
  founder.plan({ issueCap: CAP, noticeSecs: 30 * DAY, voidSecs: DAY, maxWithholdingBps: 0 });
  founder.do(
    ...MEMBERS.map((to, index): ActOf<'issueGrants'> => ({
      do: 'issueGrants',
      as: 'authority',
      grant: index + 1,
      to,
      total: TOTAL,
      startTs,
      vesting: { kind: 'cliff' },
      withholdingBps: 0,
    })),
  );
  founder.wait(random.pick([MIN_AGE, 100 * DAY, 700 * DAY]));
  return {
    people: people(state, () => false),
    held: ADVERSARY,
    aim: {
      focus: { createGovernance: 3, sealPlan: 0.2 },
      longestWait: 20 * DAY,
      lies: [0n],
      metric: '',
      eagerness: 20,
      prey: [1, 2, 3, 4],
    },
    watchers: [],
    moves: 8,
    endSecs: 5 * DAY,
    restSecs: DAY,
    broken: () =>
      state.governance() === null ? undefined : { outcome: 'a governance came over grants without one', detail: '' },
    judge: () => 'kept',
  };
}

const STAGES = { against, together, unfounded } as const;

export const REFUSAL: Goal = {
  name: 'refusal',
  promises: [
    'Nothing is carried out that some members voted against and none for.',
    'What every member votes for is not missing its quorum, and where deposits have no say it passes.',
    'No governance comes over grants that were issued without one.',
  ],
  draw(random) {
    const kind = random.weighted<keyof typeof STAGES>([
      [5, 'against'],
      [4, 'together'],
      [1, 'unfounded'],
    ]);
    const seed = random.between(0, 2 ** 31);
    return { setting: inWords({ kind, seed }), begin: (founder) => STAGES[kind](founder, random.fork(seed)) };
  },
};
