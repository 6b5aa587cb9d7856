import type { PublicKey } from '@solana/web3.js';
import { pauseClaims, type Plan } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { planOperation } from './plan-operation';

/** Stops all claims of a plan for `secs`, at most 72 hours; vesting goes on. Signed by the guardian. */
export function pauseClaimsOperation(
  context: OperationContext,
  plan: Plan,
  guardian: PublicKey,
  secs: number,
): Operation {
  const { format, programId } = context;
  return planOperation(context, plan, {
    title: `Pause claims of plan ${plan.planId} for ${format.span(secs)}`,
    signer: guardian,
    instruction: ({ expiresTs }) => pauseClaims({ guardian, plan: plan.address, secs, expiresTs }, programId),
    effects: (after) => [
      { label: 'No claims until', value: format.time(after.claimsPausedUntilTs), strong: true },
      { label: 'Vesting', value: 'goes on' },
    ],
    again: 'Claims can not be paused again for 7 days after a pause ends.',
    done: 'Claims are paused. They open again by themselves.',
  });
}
