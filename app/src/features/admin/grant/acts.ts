/** What the holders of roles do with one grant. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import {
  acceptTransfer,
  accelerateGrant,
  closeGrant,
  pauseGrant,
  proposeTransfer,
  rejectTransfer,
  resumeGrant,
  setWithholding,
  settleTermination,
  terminateGrant,
  voidGrant,
  withdrawTermination,
  type TerminationCause,
  type Transfer,
} from '@tenure/sdk';
import type { Holding } from '@/entities/grant';
import type { Token } from '@/entities/token';
import type { Chain } from '@/shared/chain';
import { duration, percent } from '@/shared/format';
import type { Act, Effect, Terms } from '@/shared/transactions';
import { CAUSES } from './preview';
import { grantEffects } from './effects';

/** What every act on a grant is made from. */
export interface Desk {
  readonly chain: Chain;
  readonly holding: Holding;
  readonly text: (baseUnits: bigint, token: Token) => string;
}

interface Spec {
  readonly title: string;
  readonly signer: PublicKey | null;
  readonly instruction: (terms: Terms) => TransactionInstruction;
  /** Lines before what the simulation shows. */
  readonly says?: readonly Effect[];
  readonly again: string;
  readonly done: string;
}

function one(
  { chain, holding, text }: Desk,
  { title, signer, instruction, says = [], again, done }: Spec,
): Act {
  const { plan, grant } = holding;
  // The effects are told as of the time for which the act was prepared.
  let at = 0;
  return {
    title: `${title}: grant ${grant.grantId}`,
    ...{ signer, again, done },
    errands: (terms) => {
      at = terms.now;
      return Promise.resolve([{ says: title, instructions: [instruction(terms)] }]);
    },
    effects: (moments) => [...says, ...grantEffects({ plan, grant }, moments, chain.programId, at, text)],
  };
}

function keys({ plan, grant }: Holding) {
  return { authority: plan.authority, plan: plan.address, grant: grant.address };
}

/** Announces a termination. */
export function terminateAct(desk: Desk, cause: TerminationCause): Act {
  const { plan } = desk.holding;
  const reason = CAUSES.find((each) => each.cause === cause)?.name ?? cause;
  return one(desk, {
    title: 'Terminate',
    signer: plan.authority,
    instruction: ({ expiresTs }) =>
      terminateGrant({ ...keys(desk.holding), cause, expiresTs }, desk.chain.programId),
    says: [
      { label: 'Cause', value: reason },
      { label: 'Notice', value: plan.noticeSecs === 0 ? 'none' : duration(plan.noticeSecs) },
    ],
    again: 'A grant is terminated once.',
    done: 'The termination is announced. What vests until the stop stays with the beneficiary; afterwards the grant can be settled, and the rest returns to the plan.',
  });
}

/** Takes an announced termination back. */
export function withdrawTerminationAct(desk: Desk): Act {
  return one(desk, {
    title: 'Take the termination back',
    signer: desk.holding.plan.authority,
    instruction: ({ expiresTs }) =>
      withdrawTermination({ ...keys(desk.holding), expiresTs }, desk.chain.programId),
    again: 'It is taken back once. What a good leaver got at the announcement stays released.',
    done: 'The grant goes on.',
  });
}

/** Returns what had not vested at the stop to the plan; anybody may. */
export function settleAct(desk: Desk): Act {
  const { plan, grant } = keys(desk.holding);
  return one(desk, {
    title: 'Settle the termination',
    signer: null,
    instruction: () => settleTermination({ plan, grant }, desk.chain.programId),
    again: 'A termination is settled once.',
    done: 'What had not vested is free in the vault. What had vested stays claimable.',
  });
}

/** Stops the curve for a stated time. */
export function pauseAct(desk: Desk, limitSecs: number): Act {
  return one(desk, {
    title: `Pause for ${duration(limitSecs)}`,
    signer: desk.holding.plan.authority,
    instruction: ({ expiresTs }) =>
      pauseGrant({ ...keys(desk.holding), limitSecs, expiresTs }, desk.chain.programId),
    says: [{ label: 'What has vested', value: 'stays claimable' }],
    again: 'A grant that is paused can not be paused again before it goes on.',
    done: 'Vesting stands still. It goes on by itself when the time is over.',
  });
}

/** Ends a pause. */
export function resumeAct(desk: Desk): Act {
  return one(desk, {
    title: 'Resume',
    signer: desk.holding.plan.authority,
    instruction: ({ expiresTs }) => resumeGrant({ ...keys(desk.holding), expiresTs }, desk.chain.programId),
    again: 'A pause ends once.',
    done: 'Vesting goes on.',
  });
}

/** Releases a share of what is unvested. */
export function accelerateAct(desk: Desk, releaser: PublicKey, releaseBps: number): Act {
  const { plan, grant } = keys(desk.holding);
  return one(desk, {
    title: `Release ${percent(releaseBps)} of the unvested`,
    signer: releaser,
    instruction: ({ expiresTs }) =>
      accelerateGrant({ releaser, plan, grant, releaseBps, expiresTs }, desk.chain.programId),
    says: [{ label: 'Taking it back', value: 'is not possible' }],
    again: 'A second release would come on top of the first: look at the grant before you try again.',
    done: 'It is vested now.',
  });
}

/** Takes a grant back in its void window. */
export function voidAct(desk: Desk): Act {
  const { rentRecipient } = desk.holding.plan;
  return one(desk, {
    title: 'Void',
    signer: desk.holding.plan.authority,
    instruction: ({ expiresTs }) =>
      voidGrant({ ...keys(desk.holding), rentRecipient, expiresTs }, desk.chain.programId),
    again: 'A grant is voided once.',
    done: 'The grant is gone as if it had never been, and all of it is free in the vault.',
  });
}

/** Closes a grant that can never pay again. */
export function closeAct(desk: Desk, signer: PublicKey): Act {
  const { plan, grant } = keys(desk.holding);
  const { rentRecipient } = desk.holding.plan;
  return one(desk, {
    title: 'Close',
    signer,
    instruction: () => closeGrant({ signer, plan, grant, rentRecipient }, desk.chain.programId),
    again: 'A grant closes once.',
    done: 'The grant is closed and its rent came back.',
  });
}

/** Sets what is withheld of later claims. */
export function withholdingAct(desk: Desk, payroll: PublicKey, withholdingBps: number): Act {
  const { plan, grant } = keys(desk.holding);
  return one(desk, {
    title: `Withhold ${percent(withholdingBps)} of later claims`,
    signer: payroll,
    instruction: ({ expiresTs }) =>
      setWithholding({ payroll, plan, grant, withholdingBps, expiresTs }, desk.chain.programId),
    again: 'Setting it twice is the same as setting it once.',
    done: 'Later claims are withheld by this share.',
  });
}

/** Proposes another wallet for a lost one. */
export function recoverAct(desk: Desk, to: PublicKey): Act {
  const { authority, plan, grant } = keys(desk.holding);
  return one(desk, {
    title: 'Propose a recovery',
    signer: authority,
    instruction: ({ expiresTs }) =>
      proposeTransfer({ proposer: authority, plan, grant, to, expiresTs }, desk.chain.programId),
    says: [
      { label: 'To', value: to.toBase58(), strong: true },
      { label: 'Takes effect', value: 'when the beneficiary accepts, or after 30 days without a veto' },
    ],
    again: 'A grant has one pending transfer at most.',
    done: 'The recovery is proposed. The beneficiary can veto it for 30 days.',
  });
}

/** Completes a pending transfer. */
export function acceptTransferAct(desk: Desk, signer: PublicKey, { proposer, to }: Transfer): Act {
  const { plan, grant } = keys(desk.holding);
  return one(desk, {
    title: 'Complete the transfer',
    signer,
    instruction: ({ expiresTs }) =>
      acceptTransfer({ signer, plan, grant, proposer, to, expiresTs }, desk.chain.programId),
    again: 'A transfer completes once.',
    done: 'The grant has another beneficiary now.',
  });
}

/** Ends a pending transfer. */
export function rejectTransferAct(desk: Desk, signer: PublicKey, { proposer, to }: Transfer): Act {
  const { plan, grant } = keys(desk.holding);
  return one(desk, {
    title: 'End the transfer',
    signer,
    instruction: () => rejectTransfer({ signer, plan, grant, proposer }, desk.chain.programId),
    says: [{ label: 'Would have gone to', value: to.toBase58() }],
    again: 'A transfer ends once.',
    done: 'The grant stays where it is.',
  });
}
