/** The terms that lives are lived under, as the program allows them. This folder follows the program's interface alone. */
import * as sdk from '@tenure/sdk';
import type { PublicKey, TransactionInstruction } from '@solana/web3.js';
import { DAY, POLICY } from '../../support/world';
import type { VotingRules } from '../acts';
import { keyOf } from '../cast';
import type { State } from '../state';

/** What milestones pay for which value: half from 50 on, all at 80, one and a half at 90. */
export const CURVE: sdk.PayoutCurve = {
  threshold: 50n,
  target: 80n,
  maximum: 90n,
  thresholdBps: 5_000,
  maxBps: 15_000,
};
/** How long what votes must have been there, seconds: the least where members decide on everything. */
export const MIN_AGE = 30 * DAY;
/** How long a change of oracles is announced, seconds. */
export const ORACLE_NOTICE = 14 * DAY;
/** The most that a plan may let payroll withhold, bps. */
export const MOST_WITHHELD = 6_500;

/** What of a plan's policy differs from life to life; the rest is that of most tests. */
export type Terms = Pick<sdk.Policy, 'issueCap' | 'noticeSecs' | 'voidSecs' | 'maxWithholdingBps'> &
  Partial<sdk.Policy>;

/** So many early releases the plan's roles can make. */
export function mostAccelerations({ hasGovernance }: sdk.Plan): number {
  return hasGovernance ? 8 : 16;
}

/** A notice of terminations that the program allows beside these rules of votes, which decide on terminations too. */
export function noticeBeside(drawn: number, rules: VotingRules | null): number {
  return rules === null ? drawn : Math.max(drawn, rules.votingSecs + rules.delaySecs + rules.windowSecs);
}

/** A deadline that a milestone may have on a metric. */
export function deadlineFor(dueTs: number, wanted: number): number {
  return Math.max(dueTs + DAY, wanted);
}

/** The settings of a governance, in which members decide on everything, and deposits have a vote wherever they may. */
export function settingsOf(rules: VotingRules): sdk.GovernanceSettings {
  return {
    proposalThreshold: 1n,
    votingSecs: rules.votingSecs,
    executionDelaySecs: rules.delaySecs,
    executionWindowSecs: rules.windowSecs,
    minAgeSecs: MIN_AGE,
    quorumBps: rules.quorumBps,
    approvalBps: rules.approvalBps,
    maxVoterBps: rules.maxVoterBps,
    excludeOwnGrant: rules.excludeOwnGrant,
    actions: sdk.ACTION_NAMES,
    depositActions: sdk.DEPOSIT_ACTION_NAMES,
  };
}

/** Creates the plan of a life, with everybody in their office. */
export function createPlanInstruction(state: State, creator: PublicKey, terms: Terms): TransactionInstruction {
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
  const plan = state.planNow();
  const { plan: nobody } = state;
  return {
    authority: plan.authority,
    operator: plan.operator ?? nobody,
    payroll: sdk.payrollAt(plan, state.now) ?? nobody,
    guardian: sdk.guardianAt(plan, state.now) ?? nobody,
    accelerationAuthority: plan.accelerationAuthority ?? nobody,
  };
}

/** Who decides a metric now. */
export function panelOf(state: State, metric: sdk.Metric): sdk.Oracles | null {
  return metric.panel ?? state.oracles();
}
