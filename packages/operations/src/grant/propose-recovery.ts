import type { PublicKey } from '@solana/web3.js';
import { proposeTransfer } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { fetchOutstanding, outstandingText } from './outstanding-text';

/**
 * For a lost wallet: proposes another, and waits for a veto as long as the plan says. Signed by the authority and the
 * guardian, who is another.
 */
export function proposeRecoveryOperation(
  context: OperationContext,
  held: GrantOfPlan,
  guardian: PublicKey,
  to: PublicKey,
): Operation {
  const { plan, grant } = held;
  const { authority: proposer, recoverySecs } = plan;
  let outstanding = { most: 0n, vested: 0n };
  return {
    title: `Recover grant ${grant.grantId} for another wallet`,
    signer: proposer,
    groups: async ({ now, expiresTs }) => {
      outstanding = await fetchOutstanding(context, held, now);
      const input = { proposer, guardian, plan: plan.address, grant: grant.address, to, expiresTs };
      return [{ label: 'Propose the recovery', instructions: [proposeTransfer(input, context.programId)] }];
    },
    effects: () => [
      { label: 'Present wallet', value: grant.beneficiary.toBase58() },
      { label: 'New wallet', value: to.toBase58(), strong: true },
      {
        label: 'The present wallet would lose',
        value: outstandingText(context.format, plan, outstanding),
        strong: true,
      },
      {
        label: 'Can be completed',
        value: `in ${context.format.span(recoverySecs)}, unless the present wallet signs anything with the grant`,
      },
    ],
    again: 'A grant has one pending transfer at most, so proposing again can not make a second one.',
    done: 'The recovery is announced. The beneficiary sees it, and any act that they sign ends it.',
  };
}
