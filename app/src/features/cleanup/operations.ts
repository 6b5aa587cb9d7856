/** How a plan is wound up: sealed, its closed grants removed, what measured and voted closed, then the plan itself. */
import { AccountLayout, createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import { gained, grown, instructionOperation, type Effect, type Operation } from '@tenure/operations';
import {
  associatedAddress,
  closeGovernance,
  closePlan,
  decodePlan,
  fetchDeposits,
  fetchTombstones,
  fetchTransferRules,
  fetchVaultAmount,
  governanceAddress,
  transferAccountsOf,
  sealPlan,
  sweepTombstone,
  withdrawVotes,
  type Plan,
  type RawAccount,
} from '@tenure/sdk';
import { fetchVaultTransfer, receivedEffect } from '@/entities/plan';
import type { TokenText } from '@/entities/token';
import type { ChainAccess } from '@/shared/chain';

function rentEffect({ rentRecipient }: Plan): Effect {
  return { label: 'Their rent goes to', value: rentRecipient.toBase58() };
}

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

/** Gives every deposit of a sealed plan without grants back to its owner, so that no deposit keeps the plan from closing. */
export function returnDepositsOperation({ reader, programId }: ChainAccess, plan: Plan, text: TokenText): Operation {
  const { address, planId, mint, tokenProgram } = plan;
  const governance = governanceAddress(address, programId);
  const source = associatedAddress(governance, mint, tokenProgram);
  return {
    title: `Return the deposits of plan ${planId}`,
    signer: null,
    groups: async ({ signer }) => {
      const deposits = await fetchDeposits(reader, governance, undefined, programId);
      const rules = await fetchTransferRules(reader, plan);
      return Promise.all(
        deposits.map(async ({ owner, depositId, amount }) => {
          const destination = associatedAddress(owner, mint, tokenProgram);
          const open = createAssociatedTokenAccountIdempotentInstruction(
            signer,
            destination,
            owner,
            mint,
            tokenProgram,
          );
          const move = { source, destination, owner: governance, amount, opensFor: owner };
          const transferAccounts = await transferAccountsOf(reader, rules, move);
          const input = { owner, signer, plan: address, planState: plan, depositId, destination, transferAccounts };
          return { label: `Return ${text(amount, plan)}`, instructions: [open, withdrawVotes(input, programId)] };
        }),
      );
    },
    effects: (changes) => [
      { label: 'Goes back to its owners', value: text(-gained(changes, source), plan), strong: true },
    ],
    again: 'A deposit is paid back once: its account is gone afterwards.',
    done: 'Every deposit is back with its owner.',
  };
}

/** Closes the governance of a plan without grants and deposits. */
export function closeGovernanceOperation({ reader, programId }: ChainAccess, plan: Plan): Operation {
  const { address, planId, rentRecipient, mint, tokenProgram, vault } = plan;
  const governance = governanceAddress(address, programId);
  const source = associatedAddress(governance, mint, tokenProgram);
  return {
    title: `Close the votes of plan ${planId}`,
    signer: null,
    groups: async () => {
      const held = await reader.getAccountInfo(source);
      if (held === null) return [];
      const { amount } = AccountLayout.decode(held.data.subarray(0, AccountLayout.span));
      const rules = await fetchTransferRules(reader, plan);
      const move = { source, destination: vault, owner: governance, amount };
      const transferAccounts = await transferAccountsOf(reader, rules, move);
      const close = closeGovernance({ plan: address, planState: plan, rentRecipient, transferAccounts }, programId);
      return [{ label: 'Close the votes', instructions: [close] }];
    },
    effects: () => [{ label: 'Proposals and votes', value: 'none any more', strong: true }, rentEffect(plan)],
    again: 'A governance is closed once.',
    done: 'The votes are closed.',
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
