/** Tokens in and out of a plan's vault. */
import { createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import {
  associatedAddress,
  closePlan,
  collectWithheld,
  fetchTransferHook,
  fetchVaultAmount,
  fundPlan,
  hookAccountsOf,
  withdrawSurplus,
  type Plan,
} from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';
import { planEffects } from '@/entities/plan';
import type { Token } from '@/entities/token';
import type { Chain } from '@/shared/chain';
import { gained, type Effect, type Operation } from '@/shared/transactions';

type Text = (baseUnits: bigint, token: Token) => string;

/** Where tokens of the vault go: the associated account of their receiver, opened where there is none. */
async function way({ reader }: Chain, plan: Plan, to: PublicKey, payer: PublicKey, amount: bigint) {
  const { mint, tokenProgram, vault, address } = plan;
  const destination = associatedAddress(to, mint, tokenProgram);
  const opening = createAssociatedTokenAccountIdempotentInstruction(payer, destination, to, mint, tokenProgram);
  const hook = await fetchTransferHook(reader, plan);
  const move = { source: vault, destination, owner: address, amount, opensFor: to };
  return { destination, opening, hookAccounts: await hookAccountsOf(reader, hook, move) };
}

function received(plan: Plan, to: PublicKey, label: string, text: Text, changes: readonly AccountChange[]): Effect {
  const account = associatedAddress(to, plan.mint, plan.tokenProgram);
  return { label, value: text(gained(changes, account), plan), strong: true };
}

/** Moves tokens of a wallet into the vault. */
export function fundOperation(chain: Chain, plan: Plan, funder: PublicKey, amount: bigint, text: Text): Operation {
  const { mint, tokenProgram, vault, address } = plan;
  return {
    title: `Fund plan ${plan.planId}`,
    signer: funder,
    groups: async () => {
      const source = associatedAddress(funder, mint, tokenProgram);
      const hook = await fetchTransferHook(chain.reader, plan);
      const hookAccounts = await hookAccountsOf(chain.reader, hook, {
        source,
        destination: vault,
        owner: funder,
        amount,
      });
      const fund = fundPlan({ funder, plan: address, planState: plan, source, amount, hookAccounts }, chain.programId);
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
export function withdrawOperation(chain: Chain, plan: Plan, amount: bigint, text: Text): Operation {
  const { authority, address } = plan;
  return {
    title: `Withdraw from plan ${plan.planId}`,
    signer: authority,
    groups: async ({ expiresTs }) => {
      const { opening, destination, hookAccounts } = await way(chain, plan, authority, authority, amount);
      const input = {
        authority,
        plan: address,
        planState: plan,
        destination,
        amount,
        hookAccounts,
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
      received(plan, authority, 'The authority receives', text, changes),
      ...planEffects(plan, changes, chain.programId, text),
    ],
    again: 'Only what is owed to nobody can be withdrawn, whatever is tried.',
    done: 'The tokens are with the authority.',
  };
}

/** Moves what was withheld to payroll. */
export function collectOperation(chain: Chain, plan: Plan, payroll: PublicKey, text: Text): Operation {
  return {
    title: `Collect what plan ${plan.planId} withheld`,
    signer: payroll,
    groups: async ({ expiresTs }) => {
      const amount = plan.withheld;
      if (amount === 0n) return [];
      const { opening, destination, hookAccounts } = await way(chain, plan, payroll, payroll, amount);
      const input = { payroll, plan: plan.address, planState: plan, destination, amount, hookAccounts, expiresTs };
      return [
        {
          label: `Collect ${text(amount, plan)}`,
          instructions: [opening, collectWithheld(input, chain.programId)],
        },
      ];
    },
    effects: (changes) => [
      received(plan, payroll, 'Payroll receives', text, changes),
      ...planEffects(plan, changes, chain.programId, text),
    ],
    again: 'Only what was withheld can be collected.',
    done: 'The withheld tokens are with payroll.',
  };
}

/** Closes a sealed plan that owes nothing: what is left in the vault goes to the authority. */
export function closePlanOperation(chain: Chain, plan: Plan, text: Text): Operation {
  const { authority, address } = plan;
  return {
    title: `Close plan ${plan.planId}`,
    signer: authority,
    groups: async ({ expiresTs }) => {
      const amount = await fetchVaultAmount(chain.reader, plan);
      const { opening, destination, hookAccounts } = await way(chain, plan, authority, authority, amount);
      const close = closePlan(
        { authority, plan: address, planState: plan, destination, hookAccounts, expiresTs },
        chain.programId,
      );
      return [{ label: `Close plan ${plan.planId}`, instructions: [opening, close] }];
    },
    effects: (changes) => [
      received(plan, authority, 'The authority receives', text, changes),
      { label: 'The plan', value: 'is gone; its address and its grants’ numbers never live again' },
    ],
    again: 'A plan closes once.',
    done: 'The plan is closed.',
  };
}
