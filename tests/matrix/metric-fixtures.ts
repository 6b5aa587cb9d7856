import {
  applyOracleSet,
  closeMetric,
  closeOracleSet,
  disputeMetric,
  finalizeMetric,
  numberConstant,
  proposeOracleSet,
  sealPlan,
} from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { people } from '../support/world';
import { metricKeyFor } from './first-try';
import type { Fixture } from './fixture';
import {
  attestation,
  attestMetrics,
  CHALLENGE_SECS,
  createMetrics,
  createOracleSets,
  metricOf,
  oracleSetOf,
  VALUE,
} from './oracles';
import type { Scene, Subject } from './scene';

/** One attestor stays in its seat, and another takes the second. */
function propose({ plan, roles, attestors }: Subject): TransactionInstruction {
  return proposeOracleSet({
    authority: roles.authority,
    plan: plan.address,
    attestors: [attestors[0], people.stranger.publicKey],
    threshold: 2,
    expiresTs: 'never',
  });
}

function dispute(disputer: PublicKey, { plan, metric }: Subject): TransactionInstruction {
  const reasonSha256 = new Uint8Array(32).fill(6);
  return disputeMetric({ disputer, plan: plan.address, metric, value: VALUE, reasonSha256, expiresTs: 'never' });
}

function seal(scene: Scene): void {
  scene.forPlans(({ roles, plan }) => sealPlan({ authority: roles.authority, plan: plan.address, expiresTs: 'never' }));
}

/** Valid calls of the instructions about oracle sets and metrics. */
export const METRIC_FIXTURES = {
  createOracleSet: [{ empty: true, call: oracleSetOf }],
  proposeOracleSet: [{ empty: true, prepare: createOracleSets, call: propose }],
  applyOracleSet: [
    {
      empty: true,
      prepare: (scene) => {
        createOracleSets(scene);
        scene.forPlans(propose);
        scene.world.chain.advance(numberConstant('oracleNoticeSecs'));
      },
      call: ({ plan }) => applyOracleSet(plan.address),
    },
  ],
  closeOracleSet: [
    {
      empty: true,
      prepare: (scene) => {
        createOracleSets(scene);
        seal(scene);
      },
      call: ({ plan, roles }) => closeOracleSet({ plan: plan.address, rentRecipient: roles.rentRecipient }),
    },
  ],
  createMetric: [
    {
      empty: true,
      prepare: createOracleSets,
      call: (subject, scene) => metricOf(subject, scene, metricKeyFor(subject.plan.address, `new-${subject.name}`)),
    },
  ],
  attestMetric: [
    {
      empty: true,
      prepare: createMetrics,
      call: (subject) => attestation(subject.attestors[0], subject),
      also: (subject) => [attestation(subject.attestors[1], subject)],
    },
  ],
  disputeMetric: [
    {
      empty: true,
      prepare: (scene) => {
        createMetrics(scene);
        attestMetrics(scene);
      },
      call: (subject) => dispute(subject.roles.guardian, subject),
      also: (subject) => subject.attestors.map((attestor) => dispute(attestor, subject)),
    },
  ],
  finalizeMetric: [
    {
      empty: true,
      prepare: (scene) => {
        createMetrics(scene);
        attestMetrics(scene);
        scene.world.chain.advance(CHALLENGE_SECS);
      },
      call: ({ metric }) => finalizeMetric(metric),
    },
  ],
  closeMetric: [
    {
      empty: true,
      prepare: (scene) => {
        createMetrics(scene);
        seal(scene);
      },
      call: ({ plan, metric, roles }) =>
        closeMetric({ plan: plan.address, metric, rentRecipient: roles.rentRecipient }),
    },
  ],
} satisfies Record<string, readonly [Fixture, ...Fixture[]]>;
