import {
  acceptAuthority,
  associatedAddress,
  claim,
  closePlan,
  collectWithheld,
  createPlan,
  fundPlan,
  pauseClaims,
  proposeAuthority,
  acceleratePlan,
  resumeClaims,
  sealPlan,
  setRole,
  withdrawSurplus,
} from '@tenure/sdk';
import type { PublicKey } from '@solana/web3.js';
import { DAY, people, POLICY } from '../support/world';
import type { Fixture } from './fixture';
import { planIdFor } from './first-try';
import type { Subject } from './scene';

const YEAR = 366 * DAY;
const HOLDER = people.stranger.publicKey;
const FUNDER = people.stranger.publicKey;

/** Ids that no plan of the scene has. */
function newPlanId({ name, plan }: Subject): bigint {
  if (name === 'twin') return 1_000n;
  if (name === 'foreign') return 1_001n;
  return planIdFor(people.creator.publicKey, plan.mint, 1_002n);
}

function account({ plan }: Subject, wallet: PublicKey): PublicKey {
  return associatedAddress(wallet, plan.mint, plan.tokenProgram);
}

/** Valid calls of the instructions about a whole plan. */
export const PLAN_FIXTURES = {
  createPlan: [
    {
      empty: true,
      call: (subject) =>
        createPlan({
          creator: subject.creator,
          planId: newPlanId(subject),
          mint: subject.plan.mint,
          tokenProgram: subject.plan.tokenProgram,
          roles: subject.roles,
          policy: POLICY,
        }),
    },
  ],
  fundPlan: [
    {
      prepare: (scene) => scene.open(() => FUNDER, 5_000n),
      call: (subject) =>
        fundPlan({
          funder: FUNDER,
          plan: subject.plan.address,
          planState: subject.plan,
          source: account(subject, FUNDER),
          amount: 1_000n,
        }),
    },
  ],
  withdrawSurplus: [
    {
      prepare: (scene) => scene.open(({ roles }) => roles.authority),
      call: (subject) =>
        withdrawSurplus({
          authority: subject.roles.authority,
          plan: subject.plan.address,
          planState: subject.plan,
          destination: account(subject, subject.roles.authority),
          amount: 1_000n,
          expiresTs: 'never',
        }),
    },
  ],
  setRole: [
    {
      call: ({ roles, plan }) =>
        setRole({
          authority: roles.authority,
          plan: plan.address,
          role: 'operator',
          holder: HOLDER,
          expiresTs: 'never',
        }),
    },
  ],
  proposeAuthority: [
    {
      call: ({ roles, plan }) =>
        proposeAuthority({
          authority: roles.authority,
          plan: plan.address,
          pendingAuthority: HOLDER,
          expiresTs: 'never',
        }),
    },
  ],
  acceptAuthority: [
    {
      prepare: (scene) =>
        scene.forPlans(({ roles, plan, successor }) =>
          proposeAuthority({
            authority: roles.authority,
            plan: plan.address,
            pendingAuthority: successor,
            expiresTs: 'never',
          }),
        ),
      call: ({ plan, successor }) =>
        acceptAuthority({ pendingAuthority: successor, plan: plan.address, expiresTs: 'never' }),
    },
  ],
  pauseClaims: [
    {
      call: ({ roles, plan }) =>
        pauseClaims({ guardian: roles.guardian, plan: plan.address, secs: DAY, expiresTs: 'never' }),
    },
  ],
  resumeClaims: [
    {
      prepare: (scene) =>
        scene.forPlans(({ roles, plan }) =>
          pauseClaims({ guardian: roles.guardian, plan: plan.address, secs: DAY, expiresTs: 'never' }),
        ),
      call: ({ roles, plan }) => resumeClaims({ signer: roles.guardian, plan: plan.address, expiresTs: 'never' }),
      also: ({ roles, plan }) => [resumeClaims({ signer: roles.authority, plan: plan.address, expiresTs: 'never' })],
    },
  ],
  acceleratePlan: [
    {
      call: ({ roles, plan }) =>
        acceleratePlan({
          accelerator: roles.accelerationAuthority,
          plan: plan.address,
          accelerationBps: 2_500,
          expiresTs: 'never',
        }),
      also: ({ roles, plan }) => [
        acceleratePlan({
          accelerator: roles.authority,
          plan: plan.address,
          accelerationBps: 2_500,
          expiresTs: 'never',
        }),
      ],
    },
  ],
  collectWithheld: [
    {
      withholdingBps: 1_000,
      prepare: (scene) => {
        scene.world.chain.advance(2 * YEAR);
        scene.open(({ beneficiary }) => beneficiary);
        scene.open(({ roles }) => roles.payroll);
        scene.forGrants((subject) =>
          claim({
            claimant: scene.keeper,
            plan: subject.plan.address,
            planState: subject.plan,
            grant: subject.grant,
            destination: account(subject, subject.beneficiary),
          }),
        );
      },
      call: (subject) =>
        collectWithheld({
          payroll: subject.roles.payroll,
          plan: subject.plan.address,
          planState: subject.plan,
          destination: account(subject, subject.roles.payroll),
          amount: 1_000n,
          expiresTs: 'never',
        }),
    },
  ],
  sealPlan: [
    {
      call: ({ roles, plan }) => sealPlan({ authority: roles.authority, plan: plan.address, expiresTs: 'never' }),
    },
  ],
  closePlan: [
    {
      empty: true,
      prepare: (scene) => {
        scene.open(({ roles }) => roles.authority);
        scene.forPlans(({ roles, plan }) =>
          sealPlan({ authority: roles.authority, plan: plan.address, expiresTs: 'never' }),
        );
      },
      call: (subject) =>
        closePlan({
          authority: subject.roles.authority,
          plan: subject.plan.address,
          planState: subject.plan,
          destination: account(subject, subject.roles.authority),
          expiresTs: 'never',
        }),
    },
  ],
} satisfies Record<string, readonly [Fixture, ...Fixture[]]>;
