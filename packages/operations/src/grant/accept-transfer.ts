import type { PublicKey } from '@solana/web3.js';
import { acceptTransfer, fetchTransfer, type Transfer } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { fetchOutstanding, outstandingText } from './outstanding-text';

/** Completes a pending transfer or recovery. Signed by the other side, or by anybody once it is ready. */
export function acceptTransferOperation(
  context: OperationContext,
  held: GrantOfPlan,
  signer: PublicKey,
  { proposer, from, to }: Transfer,
): Operation {
  const { plan, grant } = held;
  const recovers = !proposer.equals(from);
  const what = `Complete the ${recovers ? 'recovery' : 'transfer'}`;
  const loses = recovers ? 'The present wallet loses' : 'The present wallet gives away';
  let outstanding = { most: 0n, vested: 0n };
  return {
    title: `${what} of grant ${grant.grantId}`,
    signer,
    groups: async ({ now, expiresTs }) => {
      if ((await fetchTransfer(context.reader, grant.address, context.programId)) === null) return [];
      outstanding = await fetchOutstanding(context, held, now);
      const input = { signer, plan: plan.address, grant: grant.address, proposer, to, expiresTs };
      return [{ label: what, instructions: [acceptTransfer(input, context.programId)] }];
    },
    effects: () => [
      { label: 'Present wallet', value: from.toBase58() },
      { label: 'New beneficiary', value: to.toBase58(), strong: true },
      {
        label: signer.equals(grant.beneficiary) ? 'You give away' : loses,
        value: outstandingText(context.format, plan, outstanding),
        strong: true,
      },
    ],
    again: 'A transfer completes once: its account is gone afterwards.',
    done: 'The grant has another beneficiary now.',
  };
}
