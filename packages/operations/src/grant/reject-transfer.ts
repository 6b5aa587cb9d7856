import type { PublicKey } from '@solana/web3.js';
import { fetchTransfer, rejectTransfer, type Transfer } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';

/** Ends a pending transfer: a veto of the beneficiary, or taken back. Signed by beneficiary, proposer or authority. */
export function rejectTransferOperation(
  context: OperationContext,
  { plan, grant }: GrantOfPlan,
  signer: PublicKey,
  { proposer, to }: Transfer,
): Operation {
  const vetoes = signer.equals(grant.beneficiary) && !proposer.equals(signer);
  const what = vetoes ? 'Veto' : 'Take back';
  return {
    title: `${what} the transfer of grant ${grant.grantId}`,
    signer,
    groups: async () => {
      if ((await fetchTransfer(context.reader, grant.address, context.programId)) === null) return [];
      const input = { signer, plan: plan.address, grant: grant.address, proposer };
      return [{ label: `${what} the transfer`, instructions: [rejectTransfer(input, context.programId)] }];
    },
    effects: () => [
      { label: 'Would have gone to', value: to.toBase58() },
      { label: 'Stays with', value: grant.beneficiary.toBase58(), strong: true },
    ],
    again: 'A transfer ends once: its account is gone afterwards.',
    done: 'The grant stays where it is.',
  };
}
