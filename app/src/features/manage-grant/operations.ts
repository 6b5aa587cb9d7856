/** What the holders of roles do with one grant. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import {
  acceptTransfer,
  accelerateGrant,
  closeGrant,
  pauseGrant,
  rejectTransfer,
  resumeGrant,
  setWithholding,
  settleTermination,
  terminateGrant,
  voidGrant,
  withdrawTermination,
  type AuthorityInput,
  type TerminationCause,
  type Transfer,
} from '@tenure/sdk';
import { leftText, type Holding } from '@/entities/grant';
import type { TokenText } from '@/entities/token';
import type { ChainAccess } from '@/shared/chain';
import { duration, percent } from '@/shared/format';
import type { Effect, Operation } from '@/shared/transactions';
import { CAUSES } from './preview';
import { grantEffects } from './grantEffects';

/** What every operation on a grant is made from. */
export interface GrantContext {
  readonly chain: ChainAccess;
  readonly holding: Holding;
  readonly text: TokenText;
}

/** What differs between operations of one instruction on a grant. */
interface GrantInstruction {
  readonly title: string;
  readonly signer: PublicKey | null;
  /** Made from what an operation of the plan's authority takes; operations of others use a part of that. */
  readonly instruction: (common: AuthorityInput, programId: PublicKey) => TransactionInstruction;
  /** Lines before what the simulation shows. */
  readonly effects?: readonly Effect[];
  readonly again: string;
  readonly done: string;
}

function grantOperation(
  { chain, holding, text }: GrantContext,
  { title, signer, instruction, effects = [], again, done }: GrantInstruction,
): Operation {
  const { plan, grant } = holding;
  const { programId } = chain;
  // The effects are told as of the time for which the operation was prepared.
  let at = 0;
  return {
    title: `${title}: grant ${grant.grantId}`,
    ...{ signer, again, done },
    groups: ({ now, expiresTs }) => {
      at = now;
      const common = { authority: plan.authority, plan: plan.address, grant: grant.address, expiresTs };
      return Promise.resolve([{ label: title, instructions: [instruction(common, programId)] }]);
    },
    effects: (changes) => [...effects, ...grantEffects({ plan, grant }, changes, programId, at, text)],
  };
}

/** Announces a termination. */
export function terminateOperation(context: GrantContext, cause: TerminationCause): Operation {
  const { plan } = context.holding;
  const reason = CAUSES.find((each) => each.cause === cause)?.name ?? cause;
  return grantOperation(context, {
    title: 'Terminate',
    signer: plan.authority,
    instruction: (common, programId) => terminateGrant({ ...common, cause }, programId),
    effects: [
      { label: 'Cause', value: reason },
      { label: 'Notice', value: plan.noticeSecs === 0 ? 'none' : duration(plan.noticeSecs) },
    ],
    again: 'A grant is terminated once.',
    done: 'The termination is announced. What vests until the stop stays with the beneficiary; afterwards the grant can be settled, and the rest returns to the plan.',
  });
}

/** Takes an announced termination back. */
export function withdrawTerminationOperation(context: GrantContext): Operation {
  return grantOperation(context, {
    title: 'Take the termination back',
    signer: context.holding.plan.authority,
    instruction: withdrawTermination,
    again: 'It is taken back once. What a good leaver got at the announcement stays released.',
    done: 'The grant goes on.',
  });
}

/** Returns what had not vested at the stop to the plan; anybody may. */
export function settleOperation(context: GrantContext): Operation {
  return grantOperation(context, {
    title: 'Settle the termination',
    signer: null,
    instruction: settleTermination,
    again: 'A termination is settled once.',
    done: 'What had not vested is free in the vault. What had vested stays claimable.',
  });
}

/** Stops the curve for a stated time. */
export function pauseOperation(context: GrantContext, limitSecs: number): Operation {
  return grantOperation(context, {
    title: `Pause for ${duration(limitSecs)}`,
    signer: context.holding.plan.authority,
    instruction: (common, programId) => pauseGrant({ ...common, limitSecs }, programId),
    effects: [{ label: 'What has vested', value: 'stays claimable' }],
    again: 'A grant that is paused can not be paused again before it goes on.',
    done: 'Vesting stands still. It goes on by itself when the time is over.',
  });
}

/** Ends a pause. */
export function resumeOperation(context: GrantContext): Operation {
  return grantOperation(context, {
    title: 'Resume',
    signer: context.holding.plan.authority,
    instruction: resumeGrant,
    again: 'A pause ends once.',
    done: 'Vesting goes on.',
  });
}

/** Releases a share of what is unvested. */
export function accelerateOperation(context: GrantContext, accelerator: PublicKey, accelerationBps: number): Operation {
  return grantOperation(context, {
    title: `Release ${percent(accelerationBps)} of the unvested`,
    signer: accelerator,
    instruction: (common, programId) => accelerateGrant({ ...common, accelerator, accelerationBps }, programId),
    effects: [{ label: 'Taking it back', value: 'is not possible' }],
    again: 'A second release would come on top of the first: look at the grant before you try again.',
    done: 'It is vested now.',
  });
}

/** Takes a grant back in its void window. */
export function voidOperation(context: GrantContext): Operation {
  const { rentRecipient } = context.holding.plan;
  return grantOperation(context, {
    title: 'Void',
    signer: context.holding.plan.authority,
    instruction: (common, programId) => voidGrant({ ...common, rentRecipient }, programId),
    again: 'A grant is voided once.',
    done: 'The grant is gone as if it had never been, and all of it is free in the vault.',
  });
}

/** Closes a grant that can never pay again. */
export function closeOperation(context: GrantContext, signer: PublicKey): Operation {
  const { rentRecipient } = context.holding.plan;
  return grantOperation(context, {
    title: 'Close',
    signer,
    instruction: (common, programId) => closeGrant({ ...common, signer, rentRecipient }, programId),
    again: 'A grant closes once.',
    done: 'The grant is closed and its rent came back.',
  });
}

/** Sets what is withheld of later claims: less at once, more after a notice. `countsBps` is what counts now. */
export function withholdingOperation(
  context: GrantContext,
  payroll: PublicKey,
  withholdingBps: number,
  countsBps: number,
): Operation {
  return grantOperation(context, {
    title: `Withhold ${percent(withholdingBps)} of later claims`,
    signer: payroll,
    instruction: (common, programId) => setWithholding({ ...common, payroll, withholdingBps }, programId),
    again: 'Setting it twice is the same as setting it once.',
    done:
      withholdingBps > countsBps
        ? 'It is announced. The beneficiary sees it, and what is claimed before that day is withheld as before.'
        : 'Later claims are withheld by this share.',
  });
}

/** Completes a pending transfer. `now` is unix seconds. */
export function acceptTransferOperation(
  context: GrantContext,
  signer: PublicKey,
  { proposer, from, to }: Transfer,
  now: number,
): Operation {
  const left = leftText(context.holding, now, context.text);
  const recovers = !proposer.equals(from);
  return grantOperation(context, {
    title: recovers ? 'Complete the recovery' : 'Complete the transfer',
    signer,
    instruction: (common, programId) => acceptTransfer({ ...common, signer, proposer, to }, programId),
    effects: [
      { label: recovers ? 'The present wallet loses' : 'The present wallet gives away', value: left, strong: true },
      { label: 'Present wallet', value: from.toBase58() },
    ],
    again: 'A transfer completes once.',
    done: 'The grant has another beneficiary now.',
  });
}

/** Ends a pending transfer. */
export function rejectTransferOperation(
  context: GrantContext,
  signer: PublicKey,
  { proposer, to }: Transfer,
): Operation {
  return grantOperation(context, {
    title: 'End the transfer',
    signer,
    instruction: (common, programId) => rejectTransfer({ ...common, signer, proposer }, programId),
    effects: [{ label: 'Would have gone to', value: to.toBase58() }],
    again: 'A transfer ends once.',
    done: 'The grant stays where it is.',
  });
}
