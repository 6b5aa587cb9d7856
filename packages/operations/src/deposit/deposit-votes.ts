import type { PublicKey } from '@solana/web3.js';
import {
  associatedAddress,
  decodeDeposit,
  depositAddress,
  depositVotes,
  freeDepositId,
  fetchDeposits,
} from '@tenure/sdk';
import { gained, lastChange } from '../account-changes';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { fetchTransferAccounts } from '../plan/transfer-accounts';
import type { GovernedPlan } from './deposit-return';

/** What is deposited. */
export interface DepositInput {
  /** What leaves the source, base units above 0; after a transfer fee less arrives and counts. */
  readonly amount: bigint;
  /** Token account of the owner that pays; the associated one unless given. */
  readonly source?: PublicKey | undefined;
  /** The owner's own number for it, 0 to 2^64 - 1, not in use; the one after the highest unless given. */
  readonly depositId?: bigint | undefined;
}

/** Deposits tokens for voting. Signed by their owner. */
export function depositVotesOperation(
  context: OperationContext,
  { plan, governance }: GovernedPlan,
  owner: PublicKey,
  { amount, source: given, depositId: wanted }: DepositInput,
): Operation {
  const { reader, programId, format } = context;
  const source = given ?? associatedAddress(owner, plan.mint, plan.tokenProgram);
  // One number for all tries, so that what got through unnoticed is not deposited again.
  let made: { readonly depositId: bigint; readonly address: PublicKey } | undefined;
  return {
    title: `Deposit ${format.tokens(amount, plan)} for votes on plan ${plan.planId}`,
    signer: owner,
    groups: async () => {
      if (made === undefined) {
        const depositId =
          wanted ?? freeDepositId(await fetchDeposits(reader, governance.address, owner, programId), owner);
        made = { depositId, address: depositAddress(governance.address, owner, depositId, programId) };
      } else if ((await reader.getAccountInfo(made.address)) !== null) {
        return [];
      }
      const move = { source, destination: governance.vault, owner, amount };
      const transferAccounts = await fetchTransferAccounts(context, plan, move);
      const { depositId } = made;
      const input = { owner, plan: plan.address, planState: plan, depositId, source, amount, transferAccounts };
      return [{ label: `Deposit ${format.tokens(amount, plan)}`, instructions: [depositVotes(input, programId)] }];
    },
    effects: (changes) => {
      const change = made === undefined ? undefined : lastChange(changes, made.address);
      const deposit =
        change === undefined || change.after === null ? null : decodeDeposit(change.address, change.after, programId);
      return [
        { label: 'You deposit', value: format.tokens(-gained(changes, source), plan) },
        ...(deposit === null
          ? []
          : [
              { label: 'Votes that it gives', value: format.tokens(deposit.amount, plan), strong: true },
              { label: 'For proposals that open from', value: format.day(deposit.madeTs + governance.minAgeSecs) },
            ]),
      ];
    },
    again: 'Each deposit has a number of its own: trying again can not make it twice.',
    done: 'The tokens are deposited. They stay yours, and you can take them back while no vote that they were cast in runs.',
  };
}
