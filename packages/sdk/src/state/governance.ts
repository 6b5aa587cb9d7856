/** How a plan's members vote, and what is deposited for voting. */
import type { PublicKey } from '@solana/web3.js';
import { numberConstant, PROGRAM_ID } from '../program/idl';
import { Layout } from '../program/layout';
import { bodyOf, checkSize, type RawAccount } from './account';
import { actionNames, type ActionName } from './proposal';

/** What came in each of the last eight periods of some days, as far as it is still there: a ring by period number modulo 8. */
export interface PeriodTotals {
  /** Length of a period, days. */
  readonly days: number;
  /** Number of the last period in which something came: unix time / 86,400 / days. */
  readonly period: number;
  readonly totals: readonly bigint[];
}

/** How a plan's members vote; fixed for good. */
export interface GovernanceSettings {
  /** The least weight of the grant or deposit that a proposal is opened with, base units. */
  readonly proposalThreshold: bigint;
  /** How long a vote runs, seconds, 1 to 30 days. */
  readonly votingSecs: number;
  /** How long a passed proposal waits before it can be executed, seconds, at most 30 days. */
  readonly executionDelaySecs: number;
  /** How long it can then be executed, seconds, 1 to 30 days. */
  readonly executionWindowSecs: number;
  /**
   * How much older than a proposal a grant or deposit must be to count, seconds, 2 to 365 days, at least `periodDays` more
   * than the plan's `voidSecs`, and 30 days at least where members decide on the issue cap, oracles or terminations.
   */
  readonly minAgeSecs: number;
  /** Votes that must be cast, bps of what grants can vote, 500 to 10,000. Deposits don't raise it. */
  readonly quorumBps: number;
  /** Votes that must approve, bps of those cast, 5,000 to 10,000; a tie never passes. */
  readonly approvalBps: number;
  /** The most that one wallet's votes count, bps of what grants can vote, 1 to 9,999; 10,000 for no limit, also for deposits. */
  readonly maxVoterBps: number;
  /** Whether a grant has no vote on a proposal about itself. */
  readonly excludeOwnGrant: boolean;
  /** What may be proposed, at least one. */
  readonly actions: readonly ActionName[];
  /** On which of them deposits have a vote beside grants: early release only, see `DEPOSIT_ACTION_NAMES`. */
  readonly depositActions: readonly ActionName[];
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
const PERIODS_BACK = numberConstant('periods') - 1;

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

/** Totals of periods as accounts carry them. */
export function periodTotalsOf(
  { period, totals }: { readonly period: bigint; readonly totals: readonly bigint[] },
  days: number,
): PeriodTotals {
  return { days: Math.max(days, 1), period: Number(period), totals };
}

/** Days of a period with which seven of them reach back `minAgeSecs`. */
export function periodDays(minAgeSecs: number): number {
  return Math.max(1, Math.ceil(minAgeSecs / (PERIODS_BACK * DAY_SECS)));
}

/** What of `total` was there when the period of `ts` was over. `ts` lies within the last seven periods. */
export function thereBy({ days, period, totals }: PeriodTotals, total: bigint, ts: number): bigint {
  const later = Math.min(period - Math.floor(ts / DAY_SECS / days), totals.length);
  let there = total;
  for (let back = 0; back < later; back += 1) there -= totals[(period - back) % totals.length] ?? 0n;
  return there;
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

/** A number of an owner's own for another deposit: the one after the highest in use. */
export function freeDepositId(deposits: readonly Pick<Deposit, 'owner' | 'depositId'>[], owner: PublicKey): bigint {
  const own = deposits.filter((each) => each.owner.equals(owner));
  return own.reduce((next, { depositId }) => (depositId >= next ? depositId + 1n : next), 0n);
}
