import type { PublicKey } from '@solana/web3.js';
import { proposeTransfer } from '@tenure/sdk';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import type { GrantOfPlan } from './grant-effects';
import { fetchOutstanding, outstandingText } from './outstanding-text';

/** Proposes to hand a grant to another wallet. Signed by the beneficiary. */
export function proposeTransferOperation(context: OperationContext, held: GrantOfPlan, to: PublicKey): Operation {
  const { plan, grant } = held;
  const { beneficiary: proposer, address, grantId } = grant;
  let outstanding = { most: 0n, vested: 0n };
  return {
    title: `Hand grant ${grantId} to another wallet`,
    signer: proposer,
    groups: async ({ now, expiresTs }) => {
      outstanding = await fetchOutstanding(context, held, now);
      const input = { proposer, plan: plan.address, grant: address, to, expiresTs };
      return [{ label: 'Propose the transfer', instructions: [proposeTransfer(input, context.programId)] }];
    },
    effects: () => [
      { label: 'From', value: proposer.toBase58() },
      { label: 'To', value: to.toBase58(), strong: true },
      { label: 'You give away', value: outstandingText(context.format, plan, outstanding), strong: true },
      {
        label: 'Takes effect',
        value: plan.transferRule === 'withConsent' ? 'when the authority agrees' : 'when somebody completes it',
      },
    ],
    again: 'A grant has one pending transfer at most, so proposing again can not make a second one.',
    done: 'The transfer is proposed. It is shown with the grant until it is completed or taken back.',
  };
}
