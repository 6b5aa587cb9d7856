/** The chain: which one, its time, reading it. */
export { ChainProvider, useChain, useClusterChoice, type ChainAccess } from './chain';
export { ClockProvider, fetchNow, useMaybeNow, useNow, useReach, type Reach } from './clock';
export { useNetworkProblem, type NetworkProblem } from './useNetworkProblem';
export { createQueryClient, useChainQuery, usePrefetch, useLive, useRefresh } from './query';
