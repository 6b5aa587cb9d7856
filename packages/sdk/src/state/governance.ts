/** How a plan's members vote, and what is deposited for voting. */
import type { PublicKey } from '@solana/web3.js';
import { PROGRAM_ID } from '../idl';
import type { GovernanceSettings } from '../instructions';
import { Layout } from '../layout';
import { bodyOf, checkSize, type RawAccount } from './account';
import { actionNames } from './proposal';

/** What a total was at the beginning of each of the last eight periods of some days, a ring by period number modulo 8. */
export interface Checkpoints {
  /** Length of a period, days. */
  readonly days: number;
  /** Number of the last period that was noted: unix time / 86,400 / days. */
  readonly period: number;
  readonly totals: readonly bigint[];
}

/** A plan's governance. */
export interface Governance extends GovernanceSettings {
  readonly address: PublicKey;
  readonly plan: PublicKey;
  /** Holds the deposits. */
  readonly vault: PublicKey;
  /** Sum of all deposits, base units. */
  readonly deposited: bigint;
  /** The number of the next proposal, counted from 0. */
  readonly nextProposal: bigint;
}

const GOVERNANCE = new Layout('governance');
const DAY_SECS = 86_400;

/** Reads a governance's account. Fails with a `StateError`. */
export function decodeGovernance(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): Governance {
  const body = bodyOf('governance', address, account, programId);
  checkSize(address, body, GOVERNANCE.size);
  const raw = GOVERNANCE.read(body);
  return {
    address,
    plan: raw.plan,
    vault: raw.vault,
    deposited: raw.deposited,
    nextProposal: raw.nextProposal,
    proposalThreshold: raw.proposalThreshold,
    votingSecs: raw.votingSecs,
    executionDelaySecs: raw.executionDelaySecs,
    executionWindowSecs: raw.executionWindowSecs,
    minAgeSecs: raw.minAgeSecs,
    quorumBps: raw.quorumBps,
    approvalBps: raw.approvalBps,
    maxVoterBps: raw.maxVoterBps,
    excludeOwnGrant: raw.excludeOwnGrant === 1,
    actions: actionNames(raw.actions),
    depositActions: actionNames(raw.depositActions),
  };
}

/** Checkpoints as accounts carry them. */
export function checkpointsOf(
  { period, totals }: { readonly period: bigint; readonly totals: readonly bigint[] },
  days: number,
): Checkpoints {
  return { days: Math.max(days, 1), period: Number(period), totals };
}

/**
 * What of `total` was there by `ts`, at most: the total when the period of `ts` was over, less what has gone since. `ts`
 * lies within the last seven periods.
 */
export function thereBy({ days, period, totals }: Checkpoints, total: bigint, ts: number): bigint {
  const wanted = Math.floor(ts / DAY_SECS / days) + 1;
  const noted = totals[wanted % totals.length];
  return period < wanted || noted === undefined || total < noted ? total : noted;
}

/** Tokens that were deposited for voting. */
export interface Deposit {
  readonly address: PublicKey;
  readonly governance: PublicKey;
  readonly owner: PublicKey;
  readonly depositId: bigint;
  /** Votes, base units. */
  readonly amount: bigint;
  /** When it was made, unix seconds. */
  readonly madeTs: number;
  /** It stays until then, unix seconds; 0 if it never voted. */
  readonly lockedUntilTs: number;
}

/** The layout of a deposit. */
export const DEPOSIT = new Layout('deposit');

/** Reads a deposit's account. Fails with a `StateError`. */
export function decodeDeposit(address: PublicKey, account: RawAccount | null, programId = PROGRAM_ID): Deposit {
  const body = bodyOf('deposit', address, account, programId);
  checkSize(address, body, DEPOSIT.size);
  const { governance, owner, depositId, amount, madeTs, lockedUntilTs } = DEPOSIT.read(body);
  return {
    ...{ address, governance, owner, depositId, amount },
    madeTs: Number(madeTs),
    lockedUntilTs: Number(lockedUntilTs),
  };
}
