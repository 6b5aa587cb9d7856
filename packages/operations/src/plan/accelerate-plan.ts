import type { PublicKey } from '@solana/web3.js';
import { acceleratePlan, numberConstant, type Plan } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planOperation } from './plan-operation';

/**
 * Releases a share (1 to 10000 basis points) of everything unvested in the plan. Signed by authority or acceleration
 * authority.
 */
export function acceleratePlanOperation(
  context: OperationContext,
  plan: Plan,
  accelerator: PublicKey,
  accelerationBps: number,
): Operation {
  const share = context.format.share(accelerationBps);
  return planOperation(context, plan, {
    title: `Release ${share} of everything unvested in plan ${plan.planId}`,
    signer: accelerator,
    instruction: ({ expiresTs }) =>
      acceleratePlan({ accelerator, plan: plan.address, accelerationBps, expiresTs }, context.programId),
    effects: (after) => [
      { label: 'Vests at once', value: `${share} of what is unvested, in all ${plan.grantCount} grants`, strong: true },
      { label: 'Releases so far', value: `${after.accelerations.length} of ${numberConstant('maxAccelerations')}` },
      { label: 'Taking it back', value: 'is not possible' },
    ],
    again: 'A second release would come on top of the first: look at the plan before you try again.',
    done: 'It is released. It counts for every grant that exists and has not stopped.',
  });
}
