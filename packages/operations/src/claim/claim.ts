import { PublicKey } from '@solana/web3.js';
import type { Operation } from '../operation';
import type { OperationContext } from '../operation-context';
import { byPlan, claimEffects, type ClaimHolding } from './claim-effects';
import { claimPreviewOf, claimTasks, sourceName, type ClaimSource, type ClaimTask } from './claim-tasks';

/** What of a grant and its milestones pays something at `now`. */
function dueSources({ plan, grant, milestones }: ClaimHolding, now: number): ClaimSource[] {
  const all = [{ grant, milestone: null }, ...milestones.map((milestone) => ({ grant, milestone }))];
  return all.filter((source) => claimPreviewOf(plan, source, now).claimable > 0n);
}

function named(task: ClaimTask): ClaimTask {
  return { ...task, label: task.milestone === null ? `Claim from ${sourceName(task)}` : `Claim ${sourceName(task)}` };
}

/**
 * Claims everything that is claimable of some grants and their milestones, each to its beneficiary's associated account,
 * opened where there is none. Signed by anybody, where the beneficiary left that on. `reread` reads the same grants again,
 * so that a second try leaves out what the first one paid.
 */
export function claimOperation(
  context: OperationContext,
  title: string,
  holdings: readonly ClaimHolding[],
  reread: () => Promise<readonly ClaimHolding[]>,
): Operation {
  // The effects are told as of the time for which the operation was prepared.
  let terms = { claimant: PublicKey.default, now: 0 };
  return {
    title,
    signer: null,
    groups: async ({ now, signer, payer }) => {
      terms = { claimant: signer, now };
      const plans = byPlan(await reread()).flatMap((its) => its.slice(0, 1).map(({ plan }) => ({ plan, its })));
      const tasks = await Promise.all(
        plans.map(({ plan, its }) => {
          const sources = its.flatMap((each) => dueSources(each, now));
          return claimTasks(context, plan, sources, { claimant: signer, payer, now });
        }),
      );
      return tasks.flat().map(named);
    },
    effects: (changes) => claimEffects(context, holdings, changes, terms),
    again: 'A claim pays what is due at that moment and no more, so claiming again can not pay anything twice.',
    done: 'The tokens are in your wallet.',
  };
}
