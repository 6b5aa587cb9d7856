/** What members do with deposits: make one, take it back. */
import { createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import { gained, type Operation } from '@tenure/operations';
import {
  associatedAddress,
  decodeDeposit,
  depositAddress,
  depositVotes,
  fetchDeposits,
  fetchTransferRules,
  transferAccountsOf,
  withdrawVotes,
  type Deposit,
  type Governance,
} from '@tenure/sdk';
import { day } from '@/shared/format';
import type { VoteContext } from './operations';

async function hookFor(
  { chain, plan }: VoteContext,
  source: PublicKey,
  destination: PublicKey,
  owner: PublicKey,
  amount: bigint,
) {
  const rules = await fetchTransferRules(chain.reader, plan);
  return transferAccountsOf(chain.reader, rules, { source, destination, owner, amount });
}

/** Deposits tokens of the own associated account for voting. */
export function depositOperation(
  context: VoteContext,
  governance: Governance,
  owner: PublicKey,
  amount: bigint,
): Operation {
  const { chain, plan } = context;
  const { reader, programId } = chain;
  const source = associatedAddress(owner, plan.mint, plan.tokenProgram);
  let deposit = owner;
  return {
    title: 'Deposit tokens for voting',
    signer: owner,
    groups: async () => {
      const deposits = await fetchDeposits(reader, governance.address, owner, programId);
      const depositId = deposits.reduce((next, each) => (each.depositId >= next ? each.depositId + 1n : next), 0n);
      deposit = depositAddress(governance.address, owner, depositId, programId);
      const accounts = await hookFor(context, source, governance.vault, owner, amount);
      const input = { owner, plan: plan.address, planState: plan, depositId, source, amount, transferAccounts: accounts };
      return [{ label: `Deposit ${context.amount(amount)}`, instructions: [depositVotes(input, programId)] }];
    },
    effects: (changes) => {
      const { after } = changes.find(({ address }) => address.equals(deposit)) ?? { after: null };
      const made = after === null ? null : decodeDeposit(deposit, after, programId);
      return [
        { label: 'You deposit', value: context.amount(-gained(changes, source)) },
        ...(made === null
          ? []
          : [
              { label: 'Votes that it gives', value: context.amount(made.amount), strong: true },
              { label: 'For proposals that open from', value: day(made.madeTs + governance.minAgeSecs) },
            ]),
      ];
    },
    again: 'Each deposit has a number of its own: the same transaction can not happen twice.',
    done: 'The tokens are deposited. They stay yours, and you can take them back while no vote that they were cast in runs.',
  };
}

/** Takes a deposit back to the own associated account. */
export function withdrawVotesOperation(
  context: VoteContext,
  governance: Governance,
  { owner, depositId, address, amount }: Deposit,
): Operation {
  const { chain, plan } = context;
  const { reader, programId } = chain;
  const destination = associatedAddress(owner, plan.mint, plan.tokenProgram);
  return {
    title: 'Take a deposit back',
    signer: owner,
    groups: async () => {
      if ((await reader.getAccountInfo(address)) === null) return [];
      const { mint, tokenProgram } = plan;
      const open = createAssociatedTokenAccountIdempotentInstruction(owner, destination, owner, mint, tokenProgram);
      const transferAccounts = await hookFor(context, governance.vault, destination, governance.address, amount);
      const input = { owner, plan: plan.address, planState: plan, depositId, destination, transferAccounts };
      return [{ label: `Take back ${context.amount(amount)}`, instructions: [open, withdrawVotes(input, programId)] }];
    },
    effects: (changes) => [{ label: 'You receive', value: context.amount(gained(changes, destination)), strong: true }],
    again: 'A deposit is paid back once: its account is gone afterwards.',
    done: 'The tokens are back in your wallet.',
  };
}
