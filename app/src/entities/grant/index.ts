/** Grants: reading them, what they are worth, their curves. */
export { useClaims } from './claims';
export { claimedPoints, sampleTimes, unlockedPoints, vestedPoints, type PaidClaim } from './curves';
export {
  fetchHoldings,
  useHolding,
  useHoldings,
  useRecoveries,
  type Holding,
  type OpenHolding,
  type Recovery,
  type Tranche,
} from './grant';
export { GrantOfPath } from './GrantOfPath';
export { GrantTitle } from './GrantTitle';
export { useGrantsOfPlan } from './of-plan';
export { blockedText, chartSpan, claimableOf, dueNow, grantStanding, leftText, type GrantStanding } from './worth';
