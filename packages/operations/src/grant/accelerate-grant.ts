import type { PublicKey } from '@solana/web3.js';
import { accelerateGrant } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { grantOperation } from './grant-operation';

/** Releases a share (1 to 10000 basis points) of what is unvested. Signed by authority or acceleration authority. */
export function accelerateGrantOperation(
  context: OperationContext,
  held: GrantOfPlan,
  accelerator: PublicKey,
  accelerationBps: number,
): Operation {
  return grantOperation(context, held, {
    title: `Release ${context.format.share(accelerationBps)} of the unvested`,
    signer: accelerator,
    instruction: (terms) => accelerateGrant({ ...terms, accelerator, accelerationBps }, context.programId),
    effects: [{ label: 'Taking it back', value: 'is not possible' }],
    again: 'A second release would come on top of the first: look at the grant before you try again.',
    done: 'It is vested now.',
  });
}
