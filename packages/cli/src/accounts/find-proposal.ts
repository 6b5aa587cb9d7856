/** From what was typed to governances and proposals that were read. */
import type { PublicKey } from '@solana/web3.js';
import {
  fetchGovernance,
  fetchPlan,
  fetchProposal,
  fetchProposals,
  fetchVotes,
  type Governance,
  type Plan,
  type Proposal,
  type VoteHoldings,
  type VoteRecord,
  votesOn,
} from '@tenure/sdk';
import * as args from '../args';
import { CliError } from '../cli-error';
import type { Session } from '../session';
import { findPlan } from './find-grant';
import { holdingsOf } from './vote-sources';

/** How a proposal is named on the command line. */
export const PROPOSAL = 'its address, or PLAN/NUMBER';

/** A plan whose members vote. */
export interface FoundGovernance {
  readonly plan: Plan;
  readonly governance: Governance;
}

/** A proposal and its plan. */
export interface FoundProposal {
  readonly plan: Plan;
  readonly proposal: Proposal;
}

/** A proposal, what was cast, and everything that votes or could. */
export interface Poll extends FoundProposal {
  readonly votes: readonly VoteRecord[];
  readonly holdings: VoteHoldings;
}

/** Reads a plan and its governance. Errors: NoGovernance, StateError. */
export async function findGovernance(session: Session, text: string): Promise<FoundGovernance> {
  return governanceOf(session, await findPlan(session, text));
}

/** Reads the governance of a plan. Error: NoGovernance. */
export async function governanceOf(session: Session, plan: Plan): Promise<FoundGovernance> {
  const governance = await fetchGovernance(session.reader, plan.address, session.programId);
  if (governance !== null) return { plan, governance };
  throw new CliError(
    'NoGovernance',
    `The members of plan ${plan.planId} do not vote`,
    'A governance is founded before the first grant, with `governance create`, or never.',
  );
}

/** Reads a proposal and its plan. Errors: NoProposal, StateError. */
export async function findProposal(session: Session, text: string): Promise<FoundProposal> {
  const { reader, programId } = session;
  const [plan, number, ...more] = text.split('/');
  if (plan === undefined || number === undefined || more.length > 0) {
    const proposal = await fetchProposal(reader, args.address(text, 'The proposal'), programId);
    return { proposal, plan: await fetchPlan(reader, proposal.plan, programId) };
  }
  const wanted = args.id(number, 'The number of the proposal');
  const state = await findPlan(session, plan);
  const proposals = await fetchProposals(reader, state.address, programId);
  const proposal = proposals.find((each) => each.number === wanted);
  if (proposal !== undefined) return { proposal, plan: state };
  throw new CliError(
    'NoProposal',
    `Plan ${state.planId} has no proposal ${wanted}, or it was closed`,
    'See `proposal list` for those that there are.',
  );
}

/** Reads a proposal with the votes on it, and what one wallet or everybody could vote with. */
export async function findPoll(session: Session, text: string, holder?: PublicKey): Promise<Poll> {
  const { plan, proposal } = await findProposal(session, text);
  const votes = await fetchVotes(session.reader, proposal.address, session.programId);
  const holdings = await holdingsOf(session, plan.address, proposal.governance, holder);
  return { plan, proposal, votes: votesOn(proposal, votes), holdings };
}
