import { closeGovernance, sealPlan, withdrawVotes } from '@tenure/sdk';
import { type Fixture, openSecondAccount, secondAccount } from './fixture';
import { createGovernances, depositOf, governanceOf, openWallets } from './votes';

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
      empty: true,
      prepare: (scene) => {
        createGovernances(scene);
        openWallets(scene);
        scene.forGrants(depositOf);
        for (const subject of Object.values(scene.subjects)) openSecondAccount(scene, subject);
      },
      call: (subject) =>
        withdrawVotes({
          owner: subject.beneficiary,
          plan: subject.plan.address,
          planState: subject.plan,
          depositId: subject.depositId,
          destination: secondAccount(subject),
        }),
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
