import {
  closeProposal,
  closeVoteRecord,
  closeVoterRecord,
  executeProposal,
  issueGrants,
  type NewAction,
  voteRecordAddress,
  voterRecordAddress,
  withdrawProposal,
} from '@tenure/sdk';
import type { TransactionInstruction } from '@solana/web3.js';
import { CLIFF_MONTHLY, people } from '../support/world';
import type { Fixture } from './fixture';
import { createOracleSets } from './oracles';
import type { Scene, Subject } from './scene';
import { CAPPED, DELAY, VOTING } from './governances';
import { makeDeposits, openProposals, passProposals, proposalOf, RELEASE, voteOf } from './votes';

/** Half of what is unvested in the subject's own grant. */
function accelerateGrant({ grant }: Subject): NewAction {
  return { kind: 'accelerateGrant', grant, accelerationBps: 5_000 };
}

/** A grant of somebody else's, which can vote where the one that a proposal is about can't. */
function bystander({ plan, roles }: Subject, { keeper, payer, world }: Scene): TransactionInstruction {
  const grant = { beneficiary: keeper, grantId: 77n, total: 1_000_000n, startTs: world.chain.now() };
  return issueGrants({
    ...{ issuer: roles.operator, payer, plan: plan.address, vault: plan.vault },
    ...{ shape: CLIFF_MONTHLY, withholdingBps: 0, grants: [grant], expiresTs: 'never' },
  });
}

/** One attestor stays in its seat, and another takes the second. */
function replaceOracles({ attestors }: Subject): NewAction {
  return { kind: 'replaceOracles', oracles: { attestors: [attestors[0], people.stranger.publicKey], threshold: 2 } };
}

/** Every subject of the same plan, who may propose something about each other's grants. */
function neighbors({ plan }: Subject, scene: Scene): Subject[] {
  return Object.values(scene.subjects).filter((other) => other.plan.address.equals(plan.address));
}

/** The other subjects of the same plan and person, with whose grants and deposits they may do the same. */
function others(subject: Subject, scene: Scene): Subject[] {
  const same = ({ beneficiary }: Subject): boolean => beneficiary.equals(subject.beneficiary);
  return neighbors(subject, scene).filter((other) => other !== subject && same(other));
}

/** Every vote ends; those of two grants or deposits of one wallet had been cast. */
function endVotes(scene: Scene): void {
  openProposals(scene);
  scene.forGrants((subject) => voteOf(subject, subject.grant, true));
  scene.world.chain.advance(VOTING);
}

/** Valid calls of the instructions about proposals and votes. */
export const VOTE_FIXTURES = {
  openProposal: [
    {
      title: 'with a grant',
      governance: {},
      prepare: makeDeposits,
      call: (subject) => proposalOf(subject, subject.grant, RELEASE),
      also: (subject, scene) => others(subject, scene).map(({ grant }) => proposalOf(subject, grant, RELEASE)),
    },
    {
      title: 'with a deposit, about a grant',
      governance: { excludeOwnGrant: true },
      prepare: (scene) => {
        scene.forPlans((subject) => bystander(subject, scene));
        makeDeposits(scene);
      },
      call: (subject) => proposalOf(subject, subject.deposit, accelerateGrant(subject)),
      also: (subject, scene) =>
        neighbors(subject, scene).flatMap((about) =>
          [subject, ...others(subject, scene)].map(({ deposit }) =>
            proposalOf(subject, deposit, accelerateGrant(about)),
          ),
        ),
    },
  ],
  castVote: [
    {
      title: 'of a grant',
      governance: {},
      prepare: (scene) => openProposals(scene),
      call: (subject) => voteOf(subject, subject.grant),
    },
    {
      title: 'of a deposit',
      governance: {},
      prepare: (scene) => openProposals(scene),
      call: (subject) => voteOf(subject, subject.deposit),
    },
    {
      title: 'of a grant, capped',
      governance: CAPPED,
      prepare: (scene) => openProposals(scene),
      call: (subject) => voteOf(subject, subject.grant, true),
    },
    {
      title: 'of a deposit, capped',
      governance: CAPPED,
      prepare: (scene) => openProposals(scene),
      call: (subject) => voteOf(subject, subject.deposit, true),
    },
  ],
  withdrawProposal: [
    {
      governance: {},
      prepare: (scene) => openProposals(scene),
      call: ({ beneficiary, proposal }) => withdrawProposal({ proposer: beneficiary, proposal }),
    },
  ],
  executeProposal: [
    {
      title: 'of the plan',
      governance: {},
      prepare: (scene) => passProposals(scene),
      call: ({ plan, proposal }) => executeProposal({ plan: plan.address, proposal }),
    },
    {
      title: 'about a grant',
      governance: {},
      prepare: (scene) => passProposals(scene, accelerateGrant),
      call: ({ plan, proposal, grant }) => executeProposal({ plan: plan.address, proposal, grant }),
    },
    {
      title: 'about the oracles',
      governance: {},
      prepare: (scene) => {
        createOracleSets(scene);
        passProposals(scene, replaceOracles);
      },
      call: ({ plan, proposal }) => executeProposal({ plan: plan.address, proposal, replacesOracles: true }),
    },
  ],
  closeProposal: [
    {
      governance: {},
      prepare: (scene) => {
        openProposals(scene);
        scene.world.chain.advance(VOTING + DELAY);
      },
      call: ({ beneficiary, proposal }) => closeProposal({ proposer: beneficiary, proposal }),
    },
  ],
  closeVoteRecord: [
    {
      governance: CAPPED,
      prepare: endVotes,
      call: ({ beneficiary, proposalId, grant }) =>
        closeVoteRecord({ voteRecord: voteRecordAddress(grant, proposalId), voter: beneficiary }),
    },
  ],
  closeVoterRecord: [
    {
      governance: CAPPED,
      prepare: endVotes,
      call: ({ beneficiary, proposal }) =>
        closeVoterRecord({ voterRecord: voterRecordAddress(proposal, beneficiary), voter: beneficiary }),
    },
  ],
} satisfies Record<string, readonly [Fixture, ...Fixture[]]>;
