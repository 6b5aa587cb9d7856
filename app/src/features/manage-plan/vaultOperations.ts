/** Tokens in and out of a plan's vault. */
import type { PublicKey } from '@solana/web3.js';
import { gained, type Operation } from '@tenure/operations';
import {
  associatedAddress,
  collectWithheld,
  fetchTransferRules,
  fundPlan,
  transferAccountsOf,
  withdrawSurplus,
  type Plan,
} from '@tenure/sdk';
import { fetchVaultTransfer, planEffects, receivedEffect } from '@/entities/plan';
import type { TokenText } from '@/entities/token';
import type { ChainAccess } from '@/shared/chain';

/** Moves tokens of a wallet into the vault. */
export function fundOperation(
  chain: ChainAccess,
  plan: Plan,
  funder: PublicKey,
  amount: bigint,
  text: TokenText,
): Operation {
  const { mint, tokenProgram, vault, address } = plan;
  return {
    title: `Fund plan ${plan.planId}`,
    signer: funder,
    groups: async () => {
      const source = associatedAddress(funder, mint, tokenProgram);
      const rules = await fetchTransferRules(chain.reader, plan);
      const transferAccounts = await transferAccountsOf(chain.reader, rules, {
        source,
        destination: vault,
        owner: funder,
        amount,
      });
      const fund = fundPlan({ funder, plan: address, planState: plan, source, amount, transferAccounts }, chain.programId);
      return [{ label: `Fund plan ${plan.planId} with ${text(amount, plan)}`, instructions: [fund] }];
    },
    effects: (changes) => {
      const leaves = -gained(changes, associatedAddress(funder, mint, tokenProgram));
      return [
        { label: 'Leaves the wallet', value: text(leaves, plan), strong: true },
        ...planEffects(plan, changes, chain.programId, text),
      ];
    },
    again: 'Funding again moves the amount again: look at the vault first.',
    done: 'The tokens are in the vault. What is owed to nobody can be granted, or withdrawn by the authority.',
  };
}

/** Takes tokens that are owed to nobody out of the vault, to the authority. */
export function withdrawOperation(chain: ChainAccess, plan: Plan, amount: bigint, text: TokenText): Operation {
  const { authority, address } = plan;
  return {
    title: `Withdraw from plan ${plan.planId}`,
    signer: authority,
    groups: async ({ expiresTs }) => {
      const { opening, destination, transferAccounts } = await fetchVaultTransfer(
        chain,
        plan,
        authority,
        authority,
        amount,
      );
      const input = {
        authority,
        plan: address,
        planState: plan,
        destination,
        amount,
        transferAccounts,
        expiresTs,
      };
      return [
        {
          label: `Withdraw ${text(amount, plan)}`,
          instructions: [opening, withdrawSurplus(input, chain.programId)],
        },
      ];
    },
    effects: (changes) => [
      receivedEffect(plan, authority, 'The authority receives', text, changes),
      ...planEffects(plan, changes, chain.programId, text),
    ],
    again: 'Only what is owed to nobody can be withdrawn, whatever is tried.',
    done: 'The tokens are with the authority.',
  };
}

/** Moves what was withheld to payroll. */
export function collectOperation(chain: ChainAccess, plan: Plan, payroll: PublicKey, text: TokenText): Operation {
  return {
    title: `Collect what plan ${plan.planId} withheld`,
    signer: payroll,
    groups: async ({ expiresTs }) => {
      const amount = plan.withheld;
      if (amount === 0n) return [];
      const { opening, destination, transferAccounts } = await fetchVaultTransfer(chain, plan, payroll, payroll, amount);
      const input = { payroll, plan: plan.address, planState: plan, destination, amount, transferAccounts, expiresTs };
      return [
        {
          label: `Collect ${text(amount, plan)}`,
          instructions: [opening, collectWithheld(input, chain.programId)],
        },
      ];
    },
    effects: (changes) => [
      receivedEffect(plan, payroll, 'Payroll receives', text, changes),
      ...planEffects(plan, changes, chain.programId, text),
    ],
    again: 'Only what was withheld can be collected.',
    done: 'The withheld tokens are with payroll.',
  };
}
