import { closeGovernance, sealPlan, withdrawVotes } from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { type Fixture, openSecondAccount, secondAccount } from './fixture';
import { createGovernances, governanceOf } from './governances';
import type { Scene, Subject } from './scene';
import { depositOf, openWallets } from './votes';

/** Everybody deposits, in plans without grants. */
function deposit(scene: Scene): void {
  createGovernances(scene);
  openWallets(scene);
  scene.forGrants(depositOf);
  for (const subject of Object.values(scene.subjects)) openSecondAccount(scene, subject);
}

function withdrawal(signer: PublicKey, subject: Subject): TransactionInstruction {
  return withdrawVotes({
    signer,
    owner: subject.beneficiary,
    plan: subject.plan.address,
    planState: subject.plan,
    depositId: subject.depositId,
    destination: secondAccount(subject),
  });
}

/** Valid calls of the instructions about a governance and its deposits. */
export const GOVERNANCE_FIXTURES = {
  createGovernance: [{ empty: true, call: (subject, scene) => governanceOf(subject, scene) }],
  depositVotes: [
    {
      empty: true,
      prepare: (scene) => {
        createGovernances(scene);
        openWallets(scene);
      },
      call: depositOf,
    },
  ],
  withdrawVotes: [
    {
      title: 'by the owner',
      empty: true,
      prepare: deposit,
      call: (subject) => withdrawal(subject.beneficiary, subject),
    },
    {
      title: 'by anyone, of a plan at its end',
      empty: true,
      prepare: (scene) => {
        deposit(scene);
        scene.forPlans(({ roles, plan }) =>
          sealPlan({ authority: roles.authority, plan: plan.address, expiresTs: 'never' }),
        );
      },
      call: (subject, { keeper }) => withdrawal(keeper, subject),
    },
  ],
  closeGovernance: [
    {
      empty: true,
      prepare: (scene) => {
        createGovernances(scene);
        scene.forPlans(({ roles, plan }) =>
          sealPlan({ authority: roles.authority, plan: plan.address, expiresTs: 'never' }),
        );
      },
      call: ({ plan, roles }) =>
        closeGovernance({ plan: plan.address, planState: plan, rentRecipient: roles.rentRecipient }),
    },
  ],
} satisfies Record<string, readonly [Fixture, ...Fixture[]]>;
