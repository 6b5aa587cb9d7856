import type { PublicKey } from '@solana/web3.js';
import type { Plan, Role } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { offerAuthorityOperation } from './offer-authority';
import { setRoleOperation } from './set-role';

/** What changes; at least one of both. */
export interface RoleChanges {
  readonly set: readonly { readonly role: Role; readonly holder: PublicKey | null }[];
  /** To whom the authority is offered; null takes an offer back. */
  readonly offerTo?: PublicKey | null | undefined;
}

/** Several changes of roles, all of them or none, in this order. Signed by the authority. `now` is unix seconds. */
export function changeRolesOperation(
  context: OperationContext,
  plan: Plan,
  { set, offerTo }: RoleChanges,
  now: number,
): Operation {
  const parts = [
    ...set.map(({ role, holder }) => setRoleOperation(context, plan, role, holder, now)),
    ...(offerTo === undefined ? [] : [offerAuthorityOperation(context, plan, offerTo)]),
  ];
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const title = `Change roles of plan ${plan.planId}`;
  return {
    title,
    signer: plan.authority,
    groups: async (terms) => {
      const groups = (await Promise.all(parts.map((part) => part.groups(terms)))).flat();
      return [{ label: title, instructions: groups.flatMap(({ instructions }) => instructions) }];
    },
    effects: (changes) => parts.flatMap((part) => part.effects(changes)),
    again: 'Doing it twice is the same as doing it once.',
    done: 'The roles are changed. A new payroll or guardian acts in 7 days.',
  };
}
