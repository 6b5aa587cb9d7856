import { decodePlan, fetchTombstones, sweepTombstone, type Plan, type RawAccount } from '@tenure/sdk';
import { grown } from '../account-changes';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';

/** Removes what is left of closed grants from a sealed plan; their rent comes back. Anybody signs. */
export function sweepTombstonesOperation({ reader, programId }: OperationContext, plan: Plan): Operation {
  const { address, rentRecipient } = plan;
  const tombstones = (account: RawAccount) => BigInt(decodePlan(address, account, programId).tombstoneCount);
  return {
    title: `Remove what is left of closed grants of plan ${plan.planId}`,
    signer: null,
    groups: async () => {
      const left = await fetchTombstones(reader, address, programId);
      return left.map(({ address: tombstone, grantId }) => ({
        form: 'sweep',
        label: `Grant ${grantId}`,
        instructions: [sweepTombstone({ plan: address, tombstone, rentRecipient }, programId)],
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
