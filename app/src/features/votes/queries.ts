/** Reading a plan's governance, its proposals and votes, and what a wallet votes with. */
import type { PublicKey } from '@solana/web3.js';
import {
  fetchActionSubjects,
  fetchAllGrants,
  fetchGovernance,
  fetchGrant,
  fetchProposals,
  fetchVoteHoldings,
  fetchVoterRecords,
  fetchVotes,
  governanceAddress,
  type ActionSubjects,
  type Governance,
  type Plan,
  type Proposal,
  type ProposalAction,
  type VoteHoldings,
  type VoterRecord,
  type VoteRecord,
  StateError,
  votesOn,
} from '@tenure/sdk';
import { useChain, useChainQuery, useLive, type ChainAccess } from '@/shared/chain';

const POLL_MS = 15_000;

/** A plan's governance and what is proposed; null where it has none. */
export interface GovernanceState {
  readonly governance: Governance;
  /** The newest first. */
  readonly proposals: readonly Proposal[];
}

async function fetchGovernanceState(
  { reader, programId }: ChainAccess,
  plan: PublicKey,
): Promise<GovernanceState | null> {
  const governance = await fetchGovernance(reader, plan, programId);
  return governance && { governance, proposals: await fetchProposals(reader, plan, programId) };
}

/** A plan's governance and proposals. */
export function useGovernanceState(plan: PublicKey) {
  const { programId } = useChain();
  const key = ['governance-state', plan.toBase58()];
  useLive([governanceAddress(plan, programId)], key);
  return useChainQuery(key, (chain) => fetchGovernanceState(chain, plan), { every: POLL_MS });
}

/** A proposal and every vote on it. */
export interface ProposalVotes {
  readonly proposal: Proposal;
  readonly votes: readonly VoteRecord[];
  /** What each wallet's votes count together, where that is capped. */
  readonly voters: readonly VoterRecord[];
}

/** Reads a proposal by its number in the plan's governance. Errors: StateError (Missing). */
async function fetchProposalVotes(
  { reader, programId }: ChainAccess,
  plan: PublicKey,
  number: bigint,
): Promise<ProposalVotes> {
  const proposals = await fetchProposals(reader, plan, programId);
  const proposal = proposals.find((each) => each.number === number);
  if (proposal === undefined) throw new StateError('Missing', plan, `has no proposal ${number}, or it was closed.`);
  const [votes, voters] = await Promise.all([
    fetchVotes(reader, proposal.address, programId),
    fetchVoterRecords(reader, proposal.address, programId),
  ]);
  return { proposal, votes: votesOn(proposal, votes), voters };
}

/** A proposal by its number in the plan's governance, read again when it changes. */
export function useProposalVotes(plan: PublicKey, number: bigint) {
  const key = ['proposal', plan.toBase58(), `${number}`];
  const query = useChainQuery(key, (chain) => fetchProposalVotes(chain, plan, number), { every: POLL_MS });
  useLive(query.data === undefined ? [] : [query.data.proposal.address], key);
  return query;
}

/** What a wallet can vote with in a plan; nothing is read without a wallet. */
export function useVoteHoldings(plan: PublicKey, wallet: PublicKey | null) {
  return useChainQuery(
    ['vote-holdings', plan.toBase58(), wallet?.toBase58() ?? ''],
    async ({ reader, programId }): Promise<VoteHoldings> =>
      wallet === null ? { grants: [], deposits: [] } : fetchVoteHoldings(reader, plan, wallet, programId),
    { every: POLL_MS, enabled: wallet !== null },
  );
}

/** What an action bears on; nothing is read without one. */
export function useActionSubjects(plan: Plan, action: ProposalAction | null) {
  const key = action === null ? 'none' : 'grant' in action ? `${action.grant.toBase58()}` : action.kind;
  return useChainQuery(
    ['subjects', plan.address.toBase58(), key],
    async ({ reader, programId }): Promise<ActionSubjects> => {
      if (action === null) return { plan, grants: [], milestones: [], oracles: null };
      const readGrants = () => fetchAllGrants(reader, plan.address, programId);
      return fetchActionSubjects(reader, plan, action, readGrants, programId);
    },
    { enabled: action !== null },
  );
}

/** Numbers of the grants that proposals are about, by address; closed ones are known by what is left of them. */
async function fetchGrantNames(
  { reader, programId }: ChainAccess,
  grants: readonly PublicKey[],
): Promise<Record<string, string>> {
  const named = await Promise.all(
    grants.map(async (address): Promise<[string, string]> => {
      const found = await fetchGrant(reader, address, programId);
      const text = address.toBase58();
      if (found.kind === 'live') return [text, `grant ${found.grant.grantId}`];
      return [text, found.kind === 'closed' ? `grant ${found.tombstone.grantId}` : 'a grant that is gone'];
    }),
  );
  return Object.fromEntries(named);
}

/** How the grants that proposals are about are called. */
export function useGrantNames(proposals: readonly Pick<Proposal, 'action'>[]): (action: ProposalAction) => string {
  const grants = proposals.flatMap(({ action }) => ('grant' in action ? [action.grant] : []));
  const distinct = [...new Map(grants.map((grant) => [grant.toBase58(), grant])).values()];
  const { data } = useChainQuery(
    ['grant-names', ...distinct.map((grant) => grant.toBase58())],
    (chain) => fetchGrantNames(chain, distinct),
    { enabled: distinct.length > 0 },
  );
  return (action) => ('grant' in action ? (data?.[action.grant.toBase58()] ?? 'a grant') : '');
}
