import type { PublicKey } from '@solana/web3.js';
import { announcedHolder, holderAt, setRole, type Plan, type Role } from '@tenure/sdk';
import type { Effect, Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { HOLDER_NAMES, holderText } from './holder-names';
import { planOperation } from './plan-operation';

/** The lines of a change of role: who holds it, and who will. */
function roleEffects(
  { format }: OperationContext,
  role: Role,
  before: PublicKey | null,
  after: Plan,
  now: number,
): Effect[] {
  const name = HOLDER_NAMES[role];
  const next = announcedHolder(after, role, now);
  const holder = holderText(holderAt(after, role, now));
  if (next === null) {
    return [
      { label: `${name} until now`, value: holderText(before) },
      { label: `${name} from now on`, value: holder, strong: true },
    ];
  }
  return [
    { label: `${name} until then`, value: holder },
    { label: `${name} from ${format.time(next.fromTs)}`, value: holderText(next.holder), strong: true },
  ];
}

/**
 * Gives a role to another key, or to nobody. A new payroll or guardian is announced and acts after 7 days; naming the holder
 * again calls that off. Signed by the authority. `now` is unix seconds.
 */
export function setRoleOperation(
  context: OperationContext,
  plan: Plan,
  role: Role,
  holder: PublicKey | null,
  now: number,
): Operation {
  const { authority, address } = plan;
  const before = holderAt(plan, role, now);
  const announces = (role === 'payroll' || role === 'guardian') && holder !== null && before?.equals(holder) !== true;
  return planOperation(context, plan, {
    title: `Change the ${HOLDER_NAMES[role].toLowerCase()} of plan ${plan.planId}`,
    signer: authority,
    instruction: ({ expiresTs }) => setRole({ authority, plan: address, role, holder, expiresTs }, context.programId),
    effects: (after) => roleEffects(context, role, before, after, now),
    again: 'Setting it twice is the same as setting it once.',
    done: announces
      ? 'The change is announced. Everybody sees it on the plan’s page until it takes effect in 7 days.'
      : 'The role is handed over.',
  });
}
