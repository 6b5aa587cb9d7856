/** Grants: reading them, what can be claimed of them, how they stand, their curves. */
export { useClaims } from './claims';
export { chartSpan, claimedPoints, sampleTimes, unlockedPoints, vestedPoints, type PaidClaim } from './curves';
export {
  fetchHoldings,
  useHolding,
  useHoldings,
  useRecoveries,
  type Holding,
  type OpenHolding,
  type Recovery,
  type MilestoneWithMetric,
} from './grant';
export { GrantOfPath } from './GrantOfPath';
export { grantStatusLabel } from './grantStatusLabel';
export { GrantTitle } from './GrantTitle';
export { useGrantsOfPlan } from './useGrantsOfPlan';
export { blockedText, claimableOf, dueNow, leftText } from './claimable';
