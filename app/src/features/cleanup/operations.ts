/** What measured and voted in a plan that is wound up, closed. */
import { AccountLayout, createAssociatedTokenAccountIdempotentInstruction } from '@solana/spl-token';
import { gained, type Effect, type Operation } from '@tenure/operations';
import {
  associatedAddress,
  closeGovernance,
  closeMetric,
  closeOracleSet,
  fetchDeposits,
  fetchMetricsByPlan,
  fetchOracleSet,
  fetchTransferRules,
  governanceAddress,
  transferAccountsOf,
  withdrawVotes,
  type Plan,
} from '@tenure/sdk';
import type { TokenText } from '@/entities/token';
import type { ChainAccess } from '@/shared/chain';
import { clean } from '@/shared/format';

function rentEffect({ rentRecipient }: Plan): Effect {
  return { label: 'Their rent goes to', value: rentRecipient.toBase58() };
}

/** Closes every metric. One on which a milestone still hangs is told and left out. */
export function closeMetricsOperation({ reader, programId }: ChainAccess, plan: Plan): Operation {
  const { address, planId, rentRecipient, metricCount } = plan;
  return {
    title: `Close the metrics of plan ${planId}`,
    signer: null,
    groups: async () => {
      const metrics = await fetchMetricsByPlan(reader, address, programId);
      return metrics.map((metric) => ({
        label: `Metric ${clean(metric.key)}`,
        instructions: [closeMetric({ plan: address, metric: metric.address, rentRecipient }, programId)],
      }));
    },
    effects: (changes) => {
      const closed = changes.filter(({ before, after }) => before !== null && (after?.lamports ?? 0n) === 0n);
      return [{ label: 'Metrics closed', value: `${closed.length} of ${metricCount}`, strong: true }, rentEffect(plan)];
    },
    again: 'What is closed is left out of the next try.',
    done: 'They are closed, and their rent came back.',
  };
}

/** Closes the oracle set of a plan without metrics. */
export function closeOraclesOperation({ reader, programId }: ChainAccess, plan: Plan): Operation {
  const { address, planId, rentRecipient } = plan;
  return {
    title: `Close the oracles of plan ${planId}`,
    signer: null,
    groups: async () => {
      if ((await fetchOracleSet(reader, address, programId)) === null) return [];
      const instructions = [closeOracleSet({ plan: address, rentRecipient }, programId)];
      return [{ label: 'Close the oracles', instructions }];
    },
    effects: () => [{ label: 'Oracles', value: 'none any more', strong: true }, rentEffect(plan)],
    again: 'Oracles are closed once.',
    done: 'The oracles are closed.',
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
