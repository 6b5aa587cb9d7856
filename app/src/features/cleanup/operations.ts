/** How a plan is wound up: sealed, its closed grants removed, what measured and voted closed, then the plan itself. */
import { grown, instructionOperation, type Operation } from '@tenure/operations';
import {
  closePlan,
  decodePlan,
  fetchTombstones,
  fetchVaultAmount,
  sealPlan,
  sweepTombstone,
  type Plan,
  type RawAccount,
} from '@tenure/sdk';
import { fetchVaultTransfer, receivedEffect } from '@/entities/plan';
import type { TokenText } from '@/entities/token';
import type { ChainAccess } from '@/shared/chain';

/** Ends issuing for good. */
export function sealPlanOperation({ programId }: ChainAccess, { authority, address, planId }: Plan): Operation {
  return instructionOperation({
    title: `Seal plan ${planId}`,
    signer: authority,
    instruction: ({ expiresTs }) => sealPlan({ authority, plan: address, expiresTs }, programId),
    effects: () => [
      { label: 'New grants', value: 'none any more, for good', strong: true },
      { label: 'Grants that exist', value: 'go on as before' },
    ],
    again: 'A plan is sealed once.',
    done: 'The plan issues no more. Once every grant is paid out and closed, it can be closed too.',
  });
}

/** Removes what is left of closed grants from a sealed plan; their rent comes back. */
export function sweepOperation(chain: ChainAccess, plan: Plan): Operation {
  const { address, rentRecipient } = plan;
  const tombstones = (account: RawAccount) => BigInt(decodePlan(address, account, chain.programId).tombstoneCount);
  return {
    title: `Remove what is left of closed grants of plan ${plan.planId}`,
    signer: null,
    groups: async () => {
      const left = await fetchTombstones(chain.reader, address, chain.programId);
      return left.map(({ address: tombstone, grantId }) => ({
        label: `Grant ${grantId}`,
        instructions: [sweepTombstone({ plan: address, tombstone, rentRecipient }, chain.programId)],
      }));
    },
    effects: (changes) => [
      { label: 'Closed grants removed', value: `${-grown(changes, address, tombstones)}`, strong: true },
      { label: 'Their rent goes to', value: rentRecipient.toBase58() },
    ],
    again: 'What is removed is left out of the next try.',
    done: 'Their rent came back.',
  };
}

/** Closes a sealed plan that owes nothing: what is left in the vault goes to the authority. */
export function closePlanOperation(chain: ChainAccess, plan: Plan, text: TokenText): Operation {
  const { authority, address } = plan;
  return {
    title: `Close plan ${plan.planId}`,
    signer: authority,
    groups: async ({ expiresTs }) => {
      const amount = await fetchVaultAmount(chain.reader, plan);
      const { opening, destination, transferAccounts } = await fetchVaultTransfer(
        chain,
        plan,
        authority,
        authority,
        amount,
      );
      const close = closePlan(
        { authority, plan: address, planState: plan, destination, transferAccounts, expiresTs },
        chain.programId,
      );
      return [{ label: `Close plan ${plan.planId}`, instructions: [opening, close] }];
    },
    effects: (changes) => [
      receivedEffect(plan, authority, 'The authority receives', text, changes),
      { label: 'The plan', value: 'is gone; its address and its grants’ numbers never live again' },
    ],
    again: 'A plan closes once.',
    done: 'The plan is closed.',
  };
}
