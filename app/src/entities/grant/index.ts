/** Grants: reading them, what they are worth, their curves. */
export { fetchClaims, useClaims } from './claims';
export { claimedPoints, sampleTimes, unlockedPoints, vestedPoints, type PaidClaim } from './curves';
export { fetchHoldings, useHolding, useHoldings, type Holding, type OpenHolding, type Tranche } from './grant';
export { GrantOfPath } from './GrantOfPath';
export { GrantTitle } from './GrantTitle';
export { useGrantsOfPlan } from './of-plan';
export { blockedText, chartSpan, claimableOf, dueNow, grantStanding, type GrantStanding } from './worth';
