/** What the adversary can do to votes. */
import { proposalStatusAt, type ProposalStatus } from '@tenure/sdk';
import type { Action, ActOf, ProposalRef, Source, VotingRules } from '../acts';
import { CRONIES, nameOf, type Who } from '../cast';
import { DAY } from '../../support/world';
import { isSame, type Opened, type State } from '../state';
import type { Maker, Scene } from './aim';
import { wishes } from './measures';

type VoteKind =
  | 'createGovernance'
  | 'depositVotes'
  | 'withdrawVotes'
  | 'openProposal'
  | 'castVote'
  | 'withdrawProposal'
  | 'executeProposal'
  | 'closeProposal'
  | 'closeVoteRecord'
  | 'closeVoterRecord'
  | 'closeGovernance';

/** The rules that the adversary would give itself: short, low, at once. */
const HASTY: VotingRules = {
  votingSecs: DAY,
  delaySecs: 0,
  windowSecs: DAY,
  quorumBps: 500,
  approvalBps: 5_000,
  maxVoterBps: 10_000,
  excludeOwnGrant: false,
};
/** Who deposits: the treasury is the authority's. */
const DEPOSITORS: readonly Who[] = ['authority', 'stranger', ...CRONIES];

function standing({ life: { state } }: Scene, { ref }: Opened): ProposalStatus | undefined {
  const proposal = state.proposal(ref);
  return proposal === null ? undefined : proposalStatusAt(proposal, state.now);
}

function proposals(scene: Scene, ...wanted: ProposalStatus[]): Opened[] {
  return scene.life.state.proposals.filter((opened) => {
    const stands = standing(scene, opened);
    return stands !== undefined && wanted.includes(stands);
  });
}

/** What of the adversary's could vote on something that was opened at a time: its deposits and its cronies' grants. */
function sources({ life }: Scene, openedTs: number): { readonly by: Who; readonly source: Source }[] {
  const { state } = life;
  const minAge = state.governance()?.minAgeSecs ?? 0;
  const deposits = state.deposits.flatMap((deposit) => {
    const there = state.deposit(deposit);
    return there !== null && there.madeTs <= openedTs - minAge ? [{ by: deposit.owner, source: { deposit } }] : [];
  });
  const grants = state.grants.flatMap((grant) => {
    const there = state.grant(grant);
    const by = there === null ? undefined : nameOf(there.beneficiary);
    if (there === null || by === undefined || !life.holds(by) || there.issuedTs > openedTs - minAge) return [];
    return there.claimed < there.total ? [{ by, source: { grant } }] : [];
  });
  return [...deposits, ...grants];
}

function wish(scene: Scene): Action {
  const {
    random,
    aim,
    life: { state },
  } = scene;
  const grant = random.any(aim.prey);
  return random.weighted<Action>([
    [3, { kind: 'setIssueCap', cap: state.planNow().issueCap * 1_000n }],
    ...(state.oracles() === null ? [] : [[3, { kind: 'replaceOracles', panel: wishes(scene) }] as const]),
    ...(grant === undefined ? [] : [[3, { kind: 'terminateGrant', grant, cause: 'forCause' }] as const]),
    [1, { kind: 'acceleratePlan', bps: 1 }],
    ...(grant === undefined ? [] : [[1, { kind: 'accelerateGrant', grant, bps: 1 }] as const]),
  ]);
}

/** A number that the proposer does not use now: the next, or one of a proposal that is closed. */
function numbered({ life: { state }, random }: Scene, proposer: Who): ProposalRef {
  const own = state.proposals.map(({ ref }) => ref).filter((ref) => ref.proposer === proposer);
  const closed = own.filter((ref) => state.proposal(ref) === null);
  const again = random.percent(50) ? random.any(closed) : undefined;
  return again ?? { proposer, id: own.length + 1 };
}

/** The votes in proposals that are over. */
function ended(scene: Scene): State['votes'] {
  const over = proposals(scene, 'failed', 'waiting', 'executable', 'expired', 'executed');
  return scene.life.state.votes.filter(({ ref }) => over.some((opened) => isSame(opened.ref, ref)));
}

/** Each of these alone, as acts. */
function one<A>({ random }: Scene, list: readonly A[]): A[] {
  const item = random.any(list);
  return item === undefined ? [] : [item];
}

export const VOTE_MAKERS: { readonly [K in VoteKind]: Maker<K> } = {
  createGovernance: ({ life: { state } }) =>
    state.governance() === null ? [{ do: 'createGovernance', rules: HASTY }] : [],
  depositVotes: ({ life: { state }, random }) => {
    if (state.governance() === null) return [];
    const owner = random.pick(DEPOSITORS);
    const id = state.deposits.filter((deposit) => deposit.owner === owner).length;
    const owed = state.planNow().reserved;
    return [{ do: 'depositVotes', deposit: { owner, id }, amount: random.pick([1n, owed * 2n, owed * 40n]) }];
  },
  withdrawVotes: (scene) => {
    const { state } = scene.life;
    const free = state.deposits.filter((deposit) => {
      const there = state.deposit(deposit);
      return there !== null && there.lockedUntilTs <= state.now;
    });
    return one(
      scene,
      free.map((deposit) => ({ do: 'withdrawVotes', deposit, by: scene.random.pick([deposit.owner, 'stranger']) })),
    );
  },
  openProposal: (scene) => {
    if (scene.life.state.governance() === null) return [];
    const able = sources(scene, scene.life.state.now);
    return one(
      scene,
      able.map(({ by, source }) => ({
        do: 'openProposal',
        proposal: numbered(scene, by),
        source,
        action: wish(scene),
      })),
    );
  },
  castVote: (scene) => {
    const { state } = scene.life;
    return one(scene, proposals(scene, 'voting')).flatMap(({ ref, openedTs }) => {
      const votes = state.votes
        .filter((vote) => isSame(vote.ref, ref))
        .map(({ source }) => state.sourceAt(source).toBase58());
      const able = sources(scene, openedTs).filter(({ source }) => !votes.includes(state.sourceAt(source).toBase58()));
      // Yes to what is its own, no to what others want.
      const approve = scene.life.holds(ref.proposer);
      return able.map(({ by, source }): ActOf<'castVote'> => ({ do: 'castVote', by, proposal: ref, source, approve }));
    });
  },
  withdrawProposal: (scene) => {
    const own = proposals(scene, 'voting').filter(({ ref }) => scene.life.holds(ref.proposer));
    return one(
      scene,
      own.map(({ ref }) => ({ do: 'withdrawProposal', proposal: ref })),
    );
  },
  executeProposal: (scene) =>
    one(
      scene,
      proposals(scene, 'executable').map(({ ref }) => ({ do: 'executeProposal', proposal: ref })),
    ),
  closeProposal: (scene) =>
    one(
      scene,
      proposals(scene, 'failed', 'expired', 'executed', 'withdrawn').map(({ ref }) => ({
        do: 'closeProposal',
        proposal: ref,
      })),
    ),
  closeVoteRecord: (scene) =>
    one(
      scene,
      ended(scene).map(({ ref, source, by }) => ({ do: 'closeVoteRecord', proposal: ref, source, by })),
    ),
  closeVoterRecord: (scene) => {
    const capped = (scene.life.state.governance()?.maxVoterBps ?? 10_000) < 10_000;
    return one(
      scene,
      (capped ? ended(scene) : []).map(({ ref, by }) => ({ do: 'closeVoterRecord', proposal: ref, by })),
    );
  },
  closeGovernance: ({ life: { state } }) =>
    state.governance() !== null && state.planNow().status === 'sealed' ? [{ do: 'closeGovernance' }] : [],
};
