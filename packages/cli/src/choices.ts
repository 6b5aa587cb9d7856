/** Words of the command line for values of the program. */
import type { ActionName, ProposalReason, TerminationCause } from '@tenure/sdk';

/** Why a grant ends. */
export const CAUSES: Readonly<Record<string, TerminationCause>> = {
  'for-cause': 'forCause',
  resignation: 'resignation',
  'without-cause': 'withoutCause',
  'death-or-disability': 'deathOrDisability',
};

/** Why something is proposed. */
export const REASONS: Readonly<Record<string, ProposalReason>> = {
  'project-failure': 'projectFailure',
  'ethical-disagreement': 'ethicalDisagreement',
  hardship: 'hardship',
  other: 'other',
};

/** What can be proposed: the commands of `tenure proposal open`. */
export const ACTIONS: Readonly<Record<string, ActionName>> = {
  'accelerate-plan': 'acceleratePlan',
  'accelerate-grant': 'accelerateGrant',
  terminate: 'terminateGrant',
  'issue-cap': 'setIssueCap',
  oracles: 'replaceOracles',
};
