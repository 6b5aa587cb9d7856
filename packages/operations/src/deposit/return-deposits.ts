import { associatedAddress, fetchDeposits, governanceAddress, type Plan } from '@tenure/sdk';
import { gained } from '../account-changes';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { returnGroups } from './deposit-return';

/** Gives every deposit of a sealed plan without grants back to its owner, so that none keeps the plan from closing; anybody may. */
export function returnDepositsOperation(context: OperationContext, plan: Plan): Operation {
  const { reader, programId, format } = context;
  const address = governanceAddress(plan.address, programId);
  const vault = associatedAddress(address, plan.mint, plan.tokenProgram);
  return {
    title: `Return the deposits of plan ${plan.planId}`,
    signer: null,
    groups: async ({ signer, payer }) => {
      const deposits = await fetchDeposits(reader, address, undefined, programId);
      return returnGroups(context, plan, { address, vault }, deposits, { signer, payer });
    },
    effects: (changes) => [
      { label: 'Goes back to its owners', value: format.tokens(-gained(changes, vault), plan), strong: true },
    ],
    again: 'A deposit is paid back once: its account is gone afterwards.',
    done: 'Every deposit is back with its owner.',
  };
}
