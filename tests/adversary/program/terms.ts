/** The terms that lives are lived under, as the program allows them. This folder follows the program's interface alone. */
import * as sdk from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { DAY, POLICY } from '../../support/world';
import type { ProposalRef, VotingRules } from '../acts';
import { keyOf } from '../cast';
import type { State } from '../state';

/** What is expected of this program: that the adversary is known to win against it, or that it never does. */
export const EXPECTED = expectation(process.env['TENURE_ADVERSARY'] ?? 'wins');

/** What milestones pay for which value: half from 50 on, all at 80, one and a half at 90. */
export const CURVE: sdk.PayoutCurve = { threshold: 50n, target: 80n, maximum: 90n, thresholdBps: 5_000, maxBps: 15_000 };
/** How long what votes must have been there, seconds. */
export const MIN_AGE = 2 * DAY;
/** How long a change of oracles is announced, seconds. */
export const ORACLE_NOTICE = 14 * DAY;
/** The most that a plan may let payroll withhold, bps. */
export const MOST_WITHHELD = 10_000;

/** What of a plan's policy differs from life to life. */
export type Terms = Pick<sdk.Policy, 'issueCap' | 'noticeSecs' | 'voidSecs' | 'maxWithholdingBps'>;

/** So many early releases the plan's roles can make. */
export function mostAccelerations(_plan: sdk.Plan): number {
  return 16;
}

function expectation(text: string): 'wins' | 'holds' {
  if (text !== 'wins' && text !== 'holds') throw new RangeError(`TENURE_ADVERSARY must be "wins" or "holds", not ${text}.`);
  return text;
}

/** A notice of terminations that the program allows beside these rules of votes. */
export function noticeBeside(drawn: number, _rules: VotingRules | null): number {
  return drawn;
}

/** A deadline that a milestone may have on a metric. */
export function deadlineFor(dueTs: number, wanted: number): number {
  return Math.max(dueTs, wanted);
}

/** Whether tokens that were deposited have a vote on this. */
export function depositsVoteOn(_action: sdk.ActionName): boolean {
  return true;
}

/** The settings of a governance. */
export function settingsOf(rules: VotingRules): sdk.GovernanceSettings {
  return {
    proposalThreshold: 1n,
    votingSecs: rules.votingSecs,
    executionDelaySecs: rules.delaySecs,
    executionWindowSecs: rules.windowSecs,
    minAgeSecs: MIN_AGE,
    quorumBps: rules.quorumBps,
    approvalBps: rules.approvalBps,
    maxVoterBps: 10_000,
    excludeOwnGrant: rules.excludeOwnGrant,
    actions: sdk.ACTION_NAMES,
  };
}

/** Creates the plan of a life, with everybody in their office. */
export function founding(state: State, creator: PublicKey, terms: Terms): TransactionInstruction {
  const { address: mint, tokenProgram } = state.mint;
  return sdk.createPlan({
    creator,
    planId: 0n,
    mint,
    tokenProgram,
    roles: {
      authority: keyOf('authority'),
      operator: keyOf('operator'),
      payroll: keyOf('payroll'),
      guardian: keyOf('guardian'),
      accelerationAuthority: keyOf('accelerator'),
      rentRecipient: keyOf('stranger'),
    },
    policy: { ...POLICY, ...terms },
  });
}

/** Who holds the plan's roles now. A role that nobody holds is the plan's own address, which signs nothing. */
export function holders(state: State): Record<sdk.Role | 'authority', PublicKey> {
  const { authority, operator, payroll, guardian, accelerationAuthority } = state.planNow();
  const { plan: nobody } = state;
  return {
    authority,
    operator: operator ?? nobody,
    payroll: payroll ?? nobody,
    guardian: guardian ?? nobody,
    accelerationAuthority: accelerationAuthority ?? nobody,
  };
}

/** Where a new proposal will be, and the number that it must be given. */
export function nextProposal(state: State, _ref: ProposalRef): { readonly id: bigint; readonly address: PublicKey } {
  const id = state.governance()?.nextProposal ?? 0n;
  return { id, address: sdk.proposalAddress(state.governanceAt(), id) };
}

/** The address of the vote of a source on a proposal. */
export function voteRecordAt(proposal: PublicKey, source: PublicKey): PublicKey {
  return sdk.voteRecordAddress(proposal, source);
}

/** Who decides a metric now. */
export function panelOf(state: State, _metric: sdk.Metric): sdk.Oracles | null {
  return state.oracles();
}
