import { setAutoClaim } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { grantOperation } from './grant-operation';

/** Switches claims by others on or off. Signed by the beneficiary. */
export function setAutoClaimOperation(context: OperationContext, held: GrantOfPlan, enabled: boolean): Operation {
  const { beneficiary } = held.grant;
  return grantOperation(context, held, {
    title: enabled ? 'Allow claims by others' : 'Switch claims by others off',
    signer: beneficiary,
    instruction: ({ grant }) => setAutoClaim({ beneficiary, grant, enabled }, context.programId),
    effects: [
      {
        label: 'Claims by others',
        value: enabled ? 'allowed, to your own account only' : 'switched off',
        strong: true,
      },
    ],
    again: 'Setting it twice is the same as setting it once.',
    done: enabled ? 'Others may send your claims now.' : 'Only you can claim now.',
  });
}
