import {
  accelerateGrant,
  acceptTransfer,
  associatedAddress,
  type AuthorityInput,
  claim,
  closeGrant,
  issueGrants,
  pauseGrant,
  proposeTransfer,
  rejectTransfer,
  resumeGrant,
  sealPlan,
  setAutoClaim,
  setWithholding,
  settleTermination,
  sweepTombstone,
  terminateGrant,
  voidGrant,
  withdrawTermination,
} from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { AT_ONCE, CLIFF_MONTHLY, DAY, people, POLICY, START_TS } from '../support/world';
import { type Fixture, openSecondAccount, secondAccount } from './fixture';
import { grantIdsFor } from './first-try';
import type { Scene, Subject } from './scene';

const YEAR = 366 * DAY;
const TO = people.stranger.publicKey;

function authorityAct({ roles, plan, grant }: Subject): AuthorityInput {
  return { authority: roles.authority, plan: plan.address, grant, expiresTs: 'never' };
}

function release(accelerator: PublicKey, { plan, grant }: Subject): TransactionInstruction {
  return accelerateGrant({ accelerator, plan: plan.address, grant, accelerationBps: 2_500, expiresTs: 'never' });
}

function claimTo(claimant: PublicKey, destination: PublicKey, { plan, grant }: Subject): TransactionInstruction {
  return claim({ claimant, plan: plan.address, planState: plan, grant, destination });
}

function associated({ plan, beneficiary }: Subject): PublicKey {
  return associatedAddress(beneficiary, plan.mint, plan.tokenProgram);
}

function propose(proposer: PublicKey, { plan, grant }: Subject, guardian?: PublicKey): TransactionInstruction {
  return proposeTransfer({ proposer, guardian, plan: plan.address, grant, to: TO, expiresTs: 'never' });
}

function recover(subject: Subject): TransactionInstruction {
  return propose(subject.roles.authority, subject, subject.roles.guardian);
}

function accept(signer: PublicKey, proposer: PublicKey, { plan, grant }: Subject): TransactionInstruction {
  return acceptTransfer({ signer, proposer, plan: plan.address, grant, to: TO, expiresTs: 'never' });
}

function reject(signer: PublicKey, proposer: PublicKey, { plan, grant }: Subject): TransactionInstruction {
  return rejectTransfer({ signer, proposer, plan: plan.address, grant });
}

function close(signer: PublicKey, { plan, grant, roles }: Subject): TransactionInstruction {
  return closeGrant({ signer, plan: plan.address, grant, rentRecipient: roles.rentRecipient });
}

function voided(subject: Subject): TransactionInstruction {
  return voidGrant({ ...authorityAct(subject), rentRecipient: subject.roles.rentRecipient });
}

function terminate(scene: Scene): void {
  scene.forGrants((subject) => terminateGrant({ ...authorityAct(subject), cause: 'resignation' }));
}

const NEW_GRANT_IDS = new Map<string, bigint[]>();

/** Two ids that no grant of the scene has. */
function newGrantIds(plan: PublicKey): bigint[] {
  const key = plan.toBase58();
  const found = NEW_GRANT_IDS.get(key) ?? grantIdsFor(plan, 2, 1_000n);
  NEW_GRANT_IDS.set(key, found);
  return found;
}

function issue(issuer: PublicKey, { plan }: Subject, { payer }: Scene): TransactionInstruction {
  const grant = { beneficiary: people.stranger.publicKey, total: 48_000_000n, startTs: START_TS };
  return issueGrants({
    issuer,
    payer,
    plan: plan.address,
    vault: plan.vault,
    shape: CLIFF_MONTHLY,
    withholdingBps: 0,
    grants: newGrantIds(plan.address).map((grantId) => ({ ...grant, grantId })),
    expiresTs: 'never',
  });
}

/** Valid calls of the instructions about single grants. */
export const GRANT_FIXTURES = {
  claim: [
    {
      title: 'by the beneficiary',
      withholdingBps: 1_000,
      prepare: (scene) => {
        scene.world.chain.advance(2 * YEAR);
        for (const subject of Object.values(scene.subjects)) openSecondAccount(scene, subject);
      },
      call: (subject) => claimTo(subject.beneficiary, secondAccount(subject), subject),
    },
    {
      title: 'by anyone',
      prepare: (scene) => {
        scene.world.chain.advance(2 * YEAR);
        scene.open(({ beneficiary }) => beneficiary);
      },
      call: (subject, { keeper }) => claimTo(keeper, associated(subject), subject),
    },
  ],
  issueGrants: [
    {
      call: (subject, scene) => issue(subject.roles.operator, subject, scene),
      also: (subject, scene) => [issue(subject.roles.authority, subject, scene)],
    },
  ],
  voidGrant: [{ policy: { voidSecs: DAY }, call: voided }],
  setAutoClaim: [{ call: ({ beneficiary, grant }) => setAutoClaim({ beneficiary, grant, enabled: false }) }],
  setWithholding: [
    {
      call: ({ roles, plan, grant }) =>
        setWithholding({
          payroll: roles.payroll,
          plan: plan.address,
          grant,
          withholdingBps: 500,
          expiresTs: 'never',
        }),
    },
  ],
  accelerateGrant: [
    {
      call: (subject) => release(subject.roles.accelerationAuthority, subject),
      also: (subject) => [release(subject.roles.authority, subject)],
    },
  ],
  terminateGrant: [{ call: (subject) => terminateGrant({ ...authorityAct(subject), cause: 'withoutCause' }) }],
  withdrawTermination: [{ prepare: terminate, call: (subject) => withdrawTermination(authorityAct(subject)) }],
  settleTermination: [
    {
      prepare: (scene) => {
        terminate(scene);
        scene.world.chain.advance(POLICY.noticeSecs + 1);
      },
      call: ({ plan, grant }) => settleTermination({ plan: plan.address, grant }),
    },
  ],
  pauseGrant: [
    {
      // Longer than the plan lets the authority impose: only the beneficiary's signature makes it valid.
      call: (subject) =>
        pauseGrant({
          ...authorityAct(subject),
          beneficiary: subject.beneficiary,
          limitSecs: POLICY.maxPauseSecs + DAY,
        }),
    },
  ],
  resumeGrant: [
    {
      prepare: (scene) => scene.forGrants((subject) => pauseGrant({ ...authorityAct(subject), limitSecs: DAY })),
      call: (subject) => resumeGrant(authorityAct(subject)),
    },
  ],
  proposeTransfer: [
    { title: 'by the beneficiary', call: (subject) => propose(subject.beneficiary, subject) },
    {
      title: 'to recover',
      call: recover,
      also: (subject) => [propose(subject.beneficiary, subject, subject.roles.guardian)],
    },
  ],
  acceptTransfer: [
    {
      title: "of a beneficiary's wish",
      prepare: (scene) => scene.forGrants((subject) => propose(subject.beneficiary, subject)),
      call: (subject) => accept(subject.roles.authority, subject.beneficiary, subject),
    },
    {
      title: 'of a recovery',
      prepare: (scene) => scene.forGrants(recover),
      call: (subject) => accept(subject.beneficiary, subject.roles.authority, subject),
    },
  ],
  rejectTransfer: [
    {
      prepare: (scene) => scene.forGrants(recover),
      call: (subject) => reject(subject.beneficiary, subject.roles.authority, subject),
      also: (subject) => [reject(subject.roles.authority, subject.roles.authority, subject)],
    },
  ],
  closeGrant: [
    {
      shape: AT_ONCE,
      prepare: (scene) => {
        scene.world.chain.advance(DAY);
        scene.open(({ beneficiary }) => beneficiary);
        scene.forGrants((subject) => claimTo(scene.keeper, associated(subject), subject));
      },
      call: (subject) => close(subject.beneficiary, subject),
      also: (subject) => [close(subject.roles.operator, subject), close(subject.roles.authority, subject)],
    },
  ],
  sweepTombstone: [
    {
      policy: { voidSecs: DAY },
      prepare: (scene) => {
        scene.forGrants(voided);
        scene.forPlans(({ roles, plan }) =>
          sealPlan({ authority: roles.authority, plan: plan.address, expiresTs: 'never' }),
        );
      },
      call: ({ plan, grant, roles }) =>
        sweepTombstone({ plan: plan.address, tombstone: grant, rentRecipient: roles.rentRecipient }),
    },
  ],
} satisfies Record<string, readonly [Fixture, ...Fixture[]]>;
