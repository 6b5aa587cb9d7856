import { associatedAddress, claimMilestone, closeMilestone, voidMilestone } from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { DAY } from '../support/world';
import { type Fixture, openSecondAccount, secondAccount } from './fixture';
import { createMetrics, issueMilestones, meetMilestones, finalizeMetrics, milestoneOf, settlementOf } from './oracles';
import type { Scene, Subject } from './scene';

const YEAR = 366 * DAY;

function associated({ plan, beneficiary }: Subject): PublicKey {
  return associatedAddress(beneficiary, plan.mint, plan.tokenProgram);
}

function claimTo(claimant: PublicKey, destination: PublicKey, subject: Subject): TransactionInstruction {
  const { plan, grant, milestone } = subject;
  return claimMilestone({ claimant, plan: plan.address, planState: plan, grant, milestone, destination });
}

function close(signer: PublicKey, { plan, roles, grant, metric, milestone }: Subject): TransactionInstruction {
  const { rentRecipient } = roles;
  return closeMilestone({ signer, plan: plan.address, grant, metric, milestone, rentRecipient });
}

/** Every subject of the same plan, whose metrics an issuer may choose among. */
function neighbors({ plan }: Subject, scene: Scene): Subject[] {
  return Object.values(scene.subjects).filter((other) => other.plan.address.equals(plan.address));
}

/** Valid calls of the instructions about milestones. */
export const MILESTONE_FIXTURES = {
  issueMilestone: [
    {
      prepare: createMetrics,
      call: (subject, scene) => milestoneOf(subject.roles.operator, subject, scene),
      also: (subject, scene) => [
        milestoneOf(subject.roles.authority, subject, scene),
        ...neighbors(subject, scene).map(({ metric }) => milestoneOf(subject.roles.operator, subject, scene, metric)),
      ],
    },
  ],
  voidMilestone: [
    {
      policy: { voidSecs: DAY },
      prepare: issueMilestones,
      call: ({ plan, roles, milestone }) =>
        voidMilestone({ authority: roles.authority, plan: plan.address, milestone, expiresTs: 'never' }),
    },
  ],
  settleMilestone: [
    {
      prepare: (scene) => {
        issueMilestones(scene);
        finalizeMetrics(scene);
      },
      call: settlementOf,
    },
  ],
  claimMilestone: [
    {
      title: 'by the beneficiary',
      withholdingBps: 1_000,
      prepare: (scene) => {
        meetMilestones(scene);
        scene.world.chain.advance(YEAR);
        for (const subject of Object.values(scene.subjects)) openSecondAccount(scene, subject);
      },
      call: (subject) => claimTo(subject.beneficiary, secondAccount(subject), subject),
    },
    {
      title: 'by anyone',
      prepare: (scene) => {
        meetMilestones(scene);
        scene.world.chain.advance(YEAR);
        scene.open(({ beneficiary }) => beneficiary);
      },
      call: (subject, { keeper }) => claimTo(keeper, associated(subject), subject),
    },
  ],
  closeMilestone: [
    {
      prepare: (scene) => {
        meetMilestones(scene);
        scene.world.chain.advance(YEAR);
        scene.open(({ beneficiary }) => beneficiary);
        scene.forGrants((subject) => claimTo(scene.keeper, associated(subject), subject));
      },
      call: (subject) => close(subject.beneficiary, subject),
      also: (subject) => [close(subject.roles.operator, subject), close(subject.roles.authority, subject)],
    },
  ],
} satisfies Record<string, readonly [Fixture, ...Fixture[]]>;
