/** Reading governances, deposits, proposals and votes. */
import type { PublicKey } from '@solana/web3.js';
import { governanceAddress } from '../program/addresses';
import { PROGRAM_ID } from '../program/idl';
import { fetchGrant, fetchGrantsByBeneficiary } from './grants';
import { fetchVaultAmount } from './plans';
import { keyFilter, kindFilter, type Reader } from './reader';
import { fetchMilestones, fetchMilestonesByPlan, fetchOracleSet } from './metrics';
import {
  decodeDeposit,
  decodeGovernance,
  decodeProposal,
  decodeVoteRecord,
  decodeVoterRecord,
  type Deposit,
  type Governance,
  type Grant,
  type Plan,
  type Proposal,
  type ProposalAction,
  type VoteRecord,
  type VoterRecord,
  type ActionSubjects,
  type Voting,
} from '../state';
import { DISCRIMINATOR_SIZE, isMissing } from '../state/account';
import { DEPOSIT } from '../state/governance';
import { PROPOSAL, VOTE_RECORD, VOTER_RECORD } from '../state/proposal';

/** A plan's governance, or null. */
export async function fetchGovernance(
  reader: Reader,
  plan: PublicKey,
  programId = PROGRAM_ID,
): Promise<Governance | null> {
  const address = governanceAddress(plan, programId);
  const account = await reader.getAccountInfo(address);
  return isMissing(account) ? null : decodeGovernance(address, account, programId);
}

/** The deposits in a governance, of everybody or of one owner, in the order of their age. */
export async function fetchDeposits(
  reader: Reader,
  governance: PublicKey,
  owner?: PublicKey,
  programId = PROGRAM_ID,
): Promise<Deposit[]> {
  const filters = [kindFilter('deposit'), keyFilter(DISCRIMINATOR_SIZE + DEPOSIT.offset('governance'), governance)];
  if (owner !== undefined) filters.push(keyFilter(DISCRIMINATOR_SIZE + DEPOSIT.offset('owner'), owner));
  const found = await reader.getProgramAccounts(programId, { filters });
  return found
    .map(({ pubkey, account }) => decodeDeposit(pubkey, account, programId))
    .sort((a, b) => a.madeTs - b.madeTs || Number(a.depositId > b.depositId) - Number(a.depositId < b.depositId));
}

/** The plans in whose governances an owner has tokens deposited, each once. A wallet can be in 100 of them at most. */
export async function fetchPlansOfDepositor(
  reader: Reader,
  owner: PublicKey,
  programId = PROGRAM_ID,
): Promise<PublicKey[]> {
  const filters = [kindFilter('deposit'), keyFilter(DISCRIMINATOR_SIZE + DEPOSIT.offset('owner'), owner)];
  const found = await reader.getProgramAccounts(programId, { filters });
  const deposits = found.map(({ pubkey, account }) => decodeDeposit(pubkey, account, programId));
  const governances = [...new Map(deposits.map(({ governance }) => [governance.toBase58(), governance])).values()];
  const accounts = await reader.getMultipleAccountsInfo(governances);
  return governances.map((address, index) => decodeGovernance(address, accounts[index] ?? null, programId).plan);
}

/** A proposal. Fails with a `StateError` where there is none. */
export async function fetchProposal(reader: Reader, address: PublicKey, programId = PROGRAM_ID): Promise<Proposal> {
  return decodeProposal(address, await reader.getAccountInfo(address), programId);
}

/** A plan's proposals that have not been closed, the newest first. */
export async function fetchProposals(reader: Reader, plan: PublicKey, programId = PROGRAM_ID): Promise<Proposal[]> {
  const filters = [kindFilter('proposal'), keyFilter(DISCRIMINATOR_SIZE + PROPOSAL.offset('plan'), plan)];
  const found = await reader.getProgramAccounts(programId, { filters });
  return found
    .map(({ pubkey, account }) => decodeProposal(pubkey, account, programId))
    .sort((a, b) => Number(a.number < b.number) - Number(a.number > b.number));
}

/** The votes on a proposal whose records have not been closed, in no order. */
export async function fetchVotes(reader: Reader, proposal: PublicKey, programId = PROGRAM_ID): Promise<VoteRecord[]> {
  const filters = [kindFilter('voteRecord'), keyFilter(DISCRIMINATOR_SIZE + VOTE_RECORD.offset('proposal'), proposal)];
  const found = await reader.getProgramAccounts(programId, { filters });
  return found.map(({ pubkey, account }) => decodeVoteRecord(pubkey, account, programId));
}

/** What each wallet's votes on a proposal count together, where that is capped, in no order. */
export async function fetchVoterRecords(
  reader: Reader,
  proposal: PublicKey,
  programId = PROGRAM_ID,
): Promise<VoterRecord[]> {
  const filters = [
    kindFilter('voterRecord'),
    keyFilter(DISCRIMINATOR_SIZE + VOTER_RECORD.offset('proposal'), proposal),
  ];
  const found = await reader.getProgramAccounts(programId, { filters });
  return found.map(({ pubkey, account }) => decodeVoterRecord(pubkey, account, programId));
}

/**
 * What a proposal's action bears on, for `actionEffect`: the oracles, one grant with its milestones, or all of them. A grant
 * that was closed is left out. `readGrants` reads all of the plan's; it is called only for an action that takes them.
 */
export async function fetchActionSubjects(
  reader: Reader,
  plan: Plan,
  action: ProposalAction,
  readGrants: () => Promise<readonly Grant[]>,
  programId = PROGRAM_ID,
): Promise<ActionSubjects> {
  const nothing = { plan, grants: [], milestones: [], oracles: null };
  switch (action.kind) {
    case 'acceleratePlan': {
      const milestones = plan.metricCount === 0 ? [] : await fetchMilestonesByPlan(reader, plan.address, programId);
      return { ...nothing, grants: await readGrants(), milestones };
    }
    case 'accelerateGrant':
    case 'terminateGrant': {
      const found = await fetchGrant(reader, action.grant, programId);
      if (found.kind !== 'live') return nothing;
      return { ...nothing, grants: [found.grant], milestones: await fetchMilestones(reader, found.grant, programId) };
    }
    case 'setIssueCap':
      return nothing;
    case 'replaceOracles':
      return { ...nothing, oracles: await fetchOracleSet(reader, plan.address, programId) };
  }
}

/**
 * Everything about a plan's votes that an audit compares, or null where the plan has no governance. Fails with a
 * `StateError` where the governance's vault is no token account.
 */
export async function fetchVoting(reader: Reader, plan: Plan, programId = PROGRAM_ID): Promise<Voting | null> {
  const governance = await fetchGovernance(reader, plan.address, programId);
  if (governance === null) return null;
  const [deposits, proposals, vaultAmount] = await Promise.all([
    fetchDeposits(reader, governance.address, undefined, programId),
    fetchProposals(reader, plan.address, programId),
    fetchVaultAmount(reader, { ...plan, vault: governance.vault }),
  ]);
  const votes = await Promise.all(proposals.map(({ address }) => fetchVotes(reader, address, programId)));
  return { governance, deposits, vaultAmount, proposals, votes: votes.flat() };
}

/** Reads what a wallet can vote with in a plan. */
export async function fetchVoteHoldings(
  reader: Reader,
  plan: PublicKey,
  wallet: PublicKey,
  programId = PROGRAM_ID,
): Promise<{ grants: Grant[]; deposits: Deposit[] }> {
  const [grants, deposits] = await Promise.all([
    fetchGrantsByBeneficiary(reader, wallet, plan, programId),
    fetchDeposits(reader, governanceAddress(plan, programId), wallet, programId),
  ]);
  return { grants, deposits };
}
