/** How votes end with their plan: every deposit goes back, every record and proposal is closed. */
import { requireCall, payTo } from './require-call';
import type { Run } from './run';
import type { Plan } from './state';
import { assemblies, closeGovernanceCall, withdrawCall } from './vote-intents';

/** Closes all that a plan's members voted on and with. */
export function closeVotes(run: Run, plan: Plan): void {
  const { world } = run;
  for (const [voteRecord, { proposal, voter }] of world.votes) {
    if (!isOfPlan(proposal, plan)) continue;
    requireCall(run, { instruction: 'closeVoteRecord', accounts: { voteRecord, voter }, args: {} });
  }
  for (const [voterRecord, { proposal, voter }] of world.voters) {
    if (!isOfPlan(proposal, plan)) continue;
    requireCall(run, { instruction: 'closeVoterRecord', accounts: { voterRecord, voter }, args: {} });
  }
  for (const { name: proposal, plan: of, proposer } of world.proposals.values()) {
    if (of !== plan.name) continue;
    requireCall(run, { instruction: 'closeProposal', accounts: { proposal, proposer }, args: {} });
  }
  for (const assembly of assemblies(world)) {
    if (assembly.plan !== plan) continue;
    const { name, vault } = assembly.governance;
    for (const deposit of world.deposits.values()) {
      if (deposit.governance !== name) continue;
      const side = payTo(run, deposit.owner, plan.mint).endsWith('.side');
      // Nobody's deposit keeps a plan from closing.
      const call = withdrawCall(world, deposit.name, side, 'stranger');
      if (call !== undefined) requireCall(run, call);
    }
    if ((world.tokens.get(vault)?.fees ?? 0n) > 0n) run.happen({ event: 'harvest', mint: plan.mint, account: vault });
    requireCall(run, closeGovernanceCall(assembly));
  }
}

/** A record outlives its proposal; its name tells the plan. */
function isOfPlan(proposal: string, plan: Plan): boolean {
  return proposal.startsWith(`${plan.name}.`);
}
