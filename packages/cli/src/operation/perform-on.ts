/** One instruction on one account, by one signer: how its title names what it is done to. */
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import type { FoundProposal } from '../accounts/find-proposal';
import type { Session } from '../session';
import { perform } from './perform';

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
