import {
  closeProposal,
  closeVoteRecord,
  closeVoterRecord,
  executeProposal,
  type NewAction,
  voteRecordAddress,
  voterRecordAddress,
  withdrawProposal,
} from '@tenure/sdk';
import { people } from '../support/world';
import type { Fixture } from './fixture';
import { createOracleSets } from './oracles';
import type { Scene, Subject } from './scene';
import {
  CAPPED,
  DELAY,
  foundGovernances,
  openProposals,
  passProposals,
  proposalOf,
  RELEASE,
  VOTING,
  voteOf,
} from './votes';

/** Half of what is unvested in the subject's own grant. */
function accelerateGrant({ grant }: Subject): NewAction {
  return { kind: 'accelerateGrant', grant, accelerationBps: 5_000 };
}

/** One attestor stays in its seat, and another takes the second. */
function replaceOracles({ attestors }: Subject): NewAction {
  return { kind: 'replaceOracles', oracles: { attestors: [attestors[0], people.stranger.publicKey], threshold: 2 } };
}

/** The first proposal of the subject's plan, whichever number the subject's own will have. */
function first(subject: Subject): Subject {
  return { ...subject, proposalId: 0n };
}

/** Every subject of the same plan, who may propose something about each other's grants. */
function neighbours({ plan }: Subject, scene: Scene): Subject[] {
  return Object.values(scene.subjects).filter((other) => other.plan.address.equals(plan.address));
}

/** Every vote ends; those of two grants or deposits of one wallet had been cast. */
function endVotes(scene: Scene): void {
  openProposals(scene, undefined, CAPPED);
  scene.forGrants((subject) => voteOf(subject, subject.grant, true));
  scene.world.chain.advance(VOTING);
}

/** Valid calls of the instructions about proposals and votes. */
export const VOTE_FIXTURES = {
  openProposal: [
    {
      title: 'with a grant',
      prepare: foundGovernances,
      call: (subject) => proposalOf(first(subject), subject.grant, RELEASE),
    },
    {
      title: 'with a deposit, about a grant',
      prepare: (scene) => foundGovernances(scene, { excludeOwnGrant: true }),
      call: (subject) => proposalOf(first(subject), subject.deposit, accelerateGrant(subject)),
      also: (subject, scene) =>
        neighbours(subject, scene).map((about) => proposalOf(first(subject), subject.deposit, accelerateGrant(about))),
    },
  ],
  castVote: [
    { title: 'of a grant', prepare: (scene) => openProposals(scene), call: (subject) => voteOf(subject, subject.grant) },
    { title: 'of a deposit', prepare: (scene) => openProposals(scene), call: (subject) => voteOf(subject, subject.deposit) },
    {
      title: 'of a grant, capped',
      prepare: (scene) => openProposals(scene, undefined, CAPPED),
      call: (subject) => voteOf(subject, subject.grant, true),
    },
    {
      title: 'of a deposit, capped',
      prepare: (scene) => openProposals(scene, undefined, CAPPED),
      call: (subject) => voteOf(subject, subject.deposit, true),
    },
  ],
  withdrawProposal: [
    {
      prepare: (scene) => openProposals(scene),
      call: ({ beneficiary, proposal }) => withdrawProposal({ proposer: beneficiary, proposal }),
    },
  ],
  executeProposal: [
    {
      title: 'of the plan',
      prepare: (scene) => passProposals(scene),
      call: ({ plan, proposal }) => executeProposal({ plan: plan.address, proposal }),
    },
    {
      title: 'about a grant',
      prepare: (scene) => passProposals(scene, accelerateGrant),
      call: ({ plan, proposal, grant }) => executeProposal({ plan: plan.address, proposal, grant }),
    },
    {
      title: 'about the oracles',
      prepare: (scene) => {
        createOracleSets(scene);
        passProposals(scene, replaceOracles);
      },
      call: ({ plan, proposal }) => executeProposal({ plan: plan.address, proposal, replacesOracles: true }),
    },
  ],
  closeProposal: [
    {
      prepare: (scene) => {
        openProposals(scene);
        scene.world.chain.advance(VOTING + DELAY);
      },
      call: ({ beneficiary, proposal }) => closeProposal({ proposer: beneficiary, proposal }),
    },
  ],
  closeVoteRecord: [
    {
      prepare: endVotes,
      call: ({ beneficiary, proposal, grant }) =>
        closeVoteRecord({ voteRecord: voteRecordAddress(proposal, grant), voter: beneficiary }),
    },
  ],
  closeVoterRecord: [
    {
      prepare: endVotes,
      call: ({ beneficiary, proposal }) =>
        closeVoterRecord({ voterRecord: voterRecordAddress(proposal, beneficiary), voter: beneficiary }),
    },
  ],
} satisfies Record<string, readonly [Fixture, ...Fixture[]]>;
