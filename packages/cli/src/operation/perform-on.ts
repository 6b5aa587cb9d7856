/** One instruction on one account, by one signer: how its title names what it is done to. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import type { FoundMetric } from '../accounts/find-metric';
import type { FoundProposal } from '../accounts/find-proposal';
import { clean } from '../output/clean';
import type { Session } from '../session';
import { perform } from './perform';

/** On a metric. */
export function performOnMetric(
  session: Session,
  { plan, metric }: FoundMetric,
  signer: PublicKey,
  what: string,
  instruction: TransactionInstruction,
): Promise<void> {
  const title = `${what}: metric ${clean(metric.key)} of plan ${plan.planId}`;
  return perform(session, { title, instructions: [instruction], signer, decimals: plan.decimals });
}

/** On a proposal. */
export function performOnProposal(
  session: Session,
  { plan, proposal }: FoundProposal,
  signer: PublicKey,
  what: string,
  instruction: TransactionInstruction,
): Promise<void> {
  const title = `${what} proposal ${proposal.number} of plan ${plan.planId}`;
  return perform(session, { title, instructions: [instruction], signer, decimals: plan.decimals });
}
