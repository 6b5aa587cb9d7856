/** What the holders of roles do with a plan as a whole, other than moving tokens. */
import type { PublicKey } from '@solana/web3.js';
import { instructionOperation, type Effect, type InstructionOperation, type Operation } from '@tenure/operations';
import {
  acceptAuthority,
  decodePlan,
  pauseClaims,
  proposeAuthority,
  acceleratePlan,
  resumeClaims,
  setRole,
  type Plan,
  type Role,
} from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';
import { announcedHolder, holderAt, HOLDERS } from '@/entities/plan';
import type { ChainAccess } from '@/shared/chain';
import { duration, moment, percent } from '@/shared/format';

/** The plan as a simulation leaves it. */
function planAfter(plan: Plan, changes: readonly AccountChange[], programId: PublicKey): Plan {
  const found = changes.findLast(({ address }) => address.equals(plan.address));
  return found === undefined ? plan : decodePlan(plan.address, found.after, programId);
}

/** An operation of one instruction whose effect is told from the plan as the simulation leaves it. */
function planOperation(
  { programId }: ChainAccess,
  plan: Plan,
  {
    effects,
    ...operation
  }: Omit<InstructionOperation, 'effects'> & { readonly effects: (after: Plan) => readonly Effect[] },
): Operation {
  return instructionOperation({
    ...operation,
    effects: (changes) => effects(planAfter(plan, changes, programId)),
  });
}

function keyText(key: PublicKey | null): string {
  return key === null ? 'nobody' : key.toBase58();
}

/** The lines of a change of role: who holds it, and who will. */
function roleEffects(role: Role, before: PublicKey | null, after: Plan, now: number): Effect[] {
  const { name } = HOLDERS[role];
  const next = announcedHolder(after, role, now);
  if (next === null) {
    return [
      { label: 'Until now', value: keyText(before) },
      { label: `${name} from now on`, value: keyText(holderAt(after, role, now)), strong: true },
    ];
  }
  return [
    { label: `${name} until then`, value: keyText(holderAt(after, role, now)) },
    { label: `${name} from ${moment(next.fromTs)}`, value: keyText(next.holder), strong: true },
  ];
}

/**
 * Gives a role to another key, or to nobody. A new payroll or guardian is announced and acts after 7 days; naming the holder
 * again calls that off. `now` is unix seconds.
 */
export function setRoleOperation(
  chain: ChainAccess,
  plan: Plan,
  role: Role,
  holder: PublicKey | null,
  now: number,
): Operation {
  const { authority, address } = plan;
  const { name } = HOLDERS[role];
  const before = holderAt(plan, role, now);
  const announces = (role === 'payroll' || role === 'guardian') && holder !== null && before?.equals(holder) !== true;
  return planOperation(chain, plan, {
    title: `Change the ${name.toLowerCase()} of plan ${plan.planId}`,
    signer: authority,
    instruction: ({ expiresTs }) => setRole({ authority, plan: address, role, holder, expiresTs }, chain.programId),
    effects: (after) => roleEffects(role, before, after, now),
    again: 'Setting it twice is the same as setting it once.',
    done: announces
      ? 'The change is announced. Everybody sees it on the plan’s page until it takes effect in 7 days.'
      : 'The role is handed over.',
  });
}

/** Offers the authority to another key, or takes an offer back. */
export function offerAuthorityOperation(chain: ChainAccess, plan: Plan, pendingAuthority: PublicKey | null): Operation {
  const { authority, address } = plan;
  return planOperation(chain, plan, {
    title:
      pendingAuthority === null
        ? `Take back the offer of plan ${plan.planId}`
        : `Offer the authority of plan ${plan.planId}`,
    signer: authority,
    instruction: ({ expiresTs }) =>
      proposeAuthority({ authority, plan: address, pendingAuthority, expiresTs }, chain.programId),
    effects: (after) => [
      { label: 'Offered to', value: keyText(after.pendingAuthority), strong: true },
      ...(after.pendingAuthority === null
        ? []
        : [{ label: 'Can be accepted until', value: moment(after.pendingAuthorityUntilTs) }]),
      { label: 'Authority until it accepts', value: keyText(after.authority) },
    ],
    again: 'An offer replaces the one before it.',
    done:
      pendingAuthority === null
        ? 'The offer is taken back.'
        : 'The authority is offered. It changes hands when the other side accepts.',
  });
}

/** Takes over an offered authority. */
export function acceptAuthorityOperation(chain: ChainAccess, plan: Plan, pendingAuthority: PublicKey): Operation {
  return planOperation(chain, plan, {
    title: `Take over plan ${plan.planId}`,
    signer: pendingAuthority,
    instruction: ({ expiresTs }) =>
      acceptAuthority({ pendingAuthority, plan: plan.address, expiresTs }, chain.programId),
    effects: (after) => [
      { label: 'Authority until now', value: keyText(plan.authority) },
      { label: 'Authority from now on', value: keyText(after.authority), strong: true },
    ],
    again: 'An offer is accepted once.',
    done: 'The authority is yours.',
  });
}

/** Stops all claims of a plan for a while. */
export function pauseClaimsOperation(chain: ChainAccess, plan: Plan, guardian: PublicKey, secs: number): Operation {
  return planOperation(chain, plan, {
    title: `Pause claims of plan ${plan.planId}`,
    signer: guardian,
    instruction: ({ expiresTs }) => pauseClaims({ guardian, plan: plan.address, secs, expiresTs }, chain.programId),
    effects: (after) => [
      { label: 'No claims until', value: moment(after.claimsPausedUntilTs), strong: true },
      { label: 'For', value: duration(secs) },
      { label: 'Vesting', value: 'goes on' },
    ],
    again: 'Claims can not be paused again for 7 days after a pause ends.',
    done: 'Claims are paused. They open again by themselves.',
  });
}

/** Ends a pause of claims. */
export function resumeClaimsOperation(chain: ChainAccess, plan: Plan, signer: PublicKey): Operation {
  return planOperation(chain, plan, {
    title: `Open claims of plan ${plan.planId} again`,
    signer,
    instruction: ({ expiresTs }) => resumeClaims({ signer, plan: plan.address, expiresTs }, chain.programId),
    effects: () => [{ label: 'Claims', value: 'are open again at once', strong: true }],
    again: 'A pause ends once.',
    done: 'Claims are open again.',
  });
}

/** Releases a share of everything unvested in the plan. */
export function acceleratePlanOperation(
  chain: ChainAccess,
  plan: Plan,
  accelerator: PublicKey,
  accelerationBps: number,
): Operation {
  return planOperation(chain, plan, {
    title: `Release ${percent(accelerationBps)} of everything unvested in plan ${plan.planId}`,
    signer: accelerator,
    instruction: ({ expiresTs }) =>
      acceleratePlan({ accelerator, plan: plan.address, accelerationBps, expiresTs }, chain.programId),
    effects: (after) => [
      {
        label: 'Vests at once',
        value: `${percent(accelerationBps)} of what is unvested, in all ${plan.grantCount} grants`,
        strong: true,
      },
      { label: 'Releases so far', value: `${after.accelerations.length} of 16` },
      { label: 'Taking it back', value: 'is not possible' },
    ],
    again: 'A second release would come on top of the first: look at the plan before you try again.',
    done: 'It is released. It counts for every grant that exists and has not stopped.',
  });
}
