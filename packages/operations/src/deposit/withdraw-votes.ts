import type { PublicKey } from '@solana/web3.js';
import { associatedAddress, fetchDeposits, type Deposit } from '@tenure/sdk';
import { gained } from '../account-changes';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { returnGroups, type GovernedPlan } from './deposit-return';

/**
 * Takes deposits of one owner back to `destination`, a token account of theirs; to the associated one, opened where there is
 * none, unless given. Signed by the owner. One that a running vote locks is refused.
 */
export function withdrawVotesOperation(
  context: OperationContext,
  { plan, governance }: GovernedPlan,
  owner: PublicKey,
  deposits: readonly Pick<Deposit, 'address'>[],
  destination?: PublicKey,
): Operation {
  const { reader, programId, format } = context;
  const paid = destination ?? associatedAddress(owner, plan.mint, plan.tokenProgram);
  return {
    title: `Take deposits back from votes on plan ${plan.planId}`,
    signer: owner,
    groups: async ({ payer }) => {
      const there = await fetchDeposits(reader, governance.address, owner, programId);
      const chosen = there.filter(({ address }) => deposits.some((each) => each.address.equals(address)));
      return returnGroups(context, plan, governance, chosen, { signer: owner, payer, destination });
    },
    effects: (changes) => [{ label: 'You receive', value: format.tokens(gained(changes, paid), plan), strong: true }],
    again: 'A deposit is paid back once: its account is gone afterwards.',
    done: 'The tokens are back in your wallet.',
  };
}
