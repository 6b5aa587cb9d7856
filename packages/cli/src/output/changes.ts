/** What a transaction changes, as people read it: accounts decoded before and after. */
import { AccountLayout, TOKEN_2022_PROGRAM_ID, TOKEN_PROGRAM_ID } from '@solana/spl-token';
import type { PublicKey } from '@solana/web3.js';
import {
  decodeDeposit,
  decodeGovernance,
  decodeGrant,
  decodeMetric,
  decodeMilestone,
  decodeOracleSet,
  decodePlan,
  decodeProposal,
  decodeTombstone,
  decodeTransfer,
  decodeVoteRecord,
  decodeVoterRecord,
  StateError,
  type RawAccount,
} from '@tenure/sdk';
import type { AccountChange } from '@tenure/transactions';
import { grantFacts, policyFacts, roleFacts, totalsFacts, transferFacts, type Facts } from './facts';
import { depositFacts, governanceFacts, proposalFacts, voteFacts, voterFacts } from './governance-facts';
import { definitionFacts, milestoneFacts, oracleFacts, metricStatusFacts } from './metric-facts';
import { tokens } from './values';

/** One value that differs; null where the account did or does not exist. */
export interface Change {
  /** Base58. */
  readonly account: string;
  /** What the account is, such as `grant 7`. */
  readonly what: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  /** The same in base units, where the value is an amount of tokens. */
  readonly baseUnits?: { readonly before: bigint | null; readonly after: bigint | null };
}

interface Described {
  readonly what: string;
  readonly facts: Facts;
}

/** The first that reads the account as its kind. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof StateError) return undefined;
    throw error;
  }
}

function describe(
  address: PublicKey,
  account: RawAccount | null,
  decimals: number,
  programId: PublicKey,
): Described | undefined {
  if (account === null || account.data.length === 0) return undefined;
  if (account.owner.equals(TOKEN_PROGRAM_ID) || account.owner.equals(TOKEN_2022_PROGRAM_ID)) {
    if (account.data.length < AccountLayout.span) return undefined;
    const { owner, amount } = AccountLayout.decode(account.data.subarray(0, AccountLayout.span));
    return { what: `tokens of ${owner.toBase58()}`, facts: [['amount', tokens(amount, decimals), amount]] };
  }
  const plan = attempt(() => decodePlan(address, account, programId));
  if (plan !== undefined) {
    return {
      what: `plan ${plan.planId}`,
      facts: [...roleFacts(plan), ...policyFacts(plan), ...totalsFacts(plan)],
    };
  }
  const grant = attempt(() => decodeGrant(address, account, programId));
  if (grant !== undefined) return { what: `grant ${grant.grantId}`, facts: grantFacts(grant, decimals) };
  const tombstone = attempt(() => decodeTombstone(address, account, programId));
  if (tombstone !== undefined) return { what: `grant ${tombstone.grantId}`, facts: [['status', 'closed']] };
  const transfer = attempt(() => decodeTransfer(address, account, programId));
  if (transfer !== undefined) return { what: 'transfer', facts: transferFacts(transfer) };
  return describeMeasured(address, account, decimals, programId);
}

function describeMeasured(
  address: PublicKey,
  account: RawAccount,
  decimals: number,
  programId: PublicKey,
): Described | undefined {
  const metric = attempt(() => decodeMetric(address, account, programId));
  if (metric !== undefined) {
    return { what: `metric ${metric.key}`, facts: [...definitionFacts(metric), ...metricStatusFacts(metric)] };
  }
  const milestone = attempt(() => decodeMilestone(address, account, programId));
  if (milestone !== undefined) {
    return { what: `milestone ${milestone.index}`, facts: milestoneFacts(milestone, decimals) };
  }
  const oracles = attempt(() => decodeOracleSet(address, account, programId));
  if (oracles !== undefined) return { what: 'oracles', facts: oracleFacts(oracles) };
  return describeVoting(address, account, decimals, programId);
}

function describeVoting(
  address: PublicKey,
  account: RawAccount,
  decimals: number,
  programId: PublicKey,
): Described | undefined {
  const governance = attempt(() => decodeGovernance(address, account, programId));
  if (governance !== undefined) return { what: 'governance', facts: governanceFacts(governance, decimals) };
  const deposit = attempt(() => decodeDeposit(address, account, programId));
  if (deposit !== undefined) return { what: `deposit ${deposit.depositId}`, facts: depositFacts(deposit, decimals) };
  const proposal = attempt(() => decodeProposal(address, account, programId));
  if (proposal !== undefined) return { what: `proposal ${proposal.number}`, facts: proposalFacts(proposal, decimals) };
  const vote = attempt(() => decodeVoteRecord(address, account, programId));
  if (vote !== undefined) return { what: 'vote', facts: voteFacts(vote, decimals) };
  const voter = attempt(() => decodeVoterRecord(address, account, programId));
  return voter && { what: 'votes of a wallet', facts: voterFacts(voter, decimals) };
}

/** Everything that differs, in the order of the accounts. */
export function changesOf(accounts: readonly AccountChange[], decimals: number, programId: PublicKey): Change[] {
  return accounts.flatMap(({ address, before, after }) => {
    const was = describe(address, before, decimals, programId);
    const is = describe(address, after, decimals, programId);
    const what = is?.what ?? was?.what ?? 'account';
    const account = address.toBase58();
    const names = [...new Set([...(was?.facts ?? []), ...(is?.facts ?? [])].map(([name]) => name))];
    return names.flatMap((field): Change[] => {
      const [, before = null, unitsBefore] = factOf(was, field);
      const [, after = null, unitsAfter] = factOf(is, field);
      if (before === after) return [];
      const change = { account, what, field, before, after };
      if (unitsBefore === undefined && unitsAfter === undefined) return [change];
      return [{ ...change, baseUnits: { before: unitsBefore ?? null, after: unitsAfter ?? null } }];
    });
  });
}

function factOf(described: Described | undefined, field: string): Facts[number] | [] {
  return described?.facts.find(([name]) => name === field) ?? [];
}

/** Rent that the program's and the token programs' accounts take in or give back, lamports. */
export function rentOf(accounts: readonly AccountChange[], programId: PublicKey): { paid: bigint; returned: bigint } {
  const owners = [programId, TOKEN_PROGRAM_ID, TOKEN_2022_PROGRAM_ID];
  let paid = 0n;
  let returned = 0n;
  for (const { before, after } of accounts) {
    const owner = after !== null && after.data.length > 0 ? after.owner : before?.owner;
    if (owner === undefined || !owners.some((known) => known.equals(owner))) continue;
    const difference = (after?.lamports ?? 0n) - (before?.lamports ?? 0n);
    if (difference > 0n) paid += difference;
    else returned -= difference;
  }
  return { paid, returned };
}
