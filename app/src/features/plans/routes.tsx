/** Public pages: nobody needs a wallet for them. */
import type { RouteObject } from 'react-router';

export const planRoutes: RouteObject[] = [
  { path: 'plans', lazy: async () => ({ Component: (await import('./FindPage')).FindPage }) },
  { path: 'plan/:plan', lazy: async () => ({ Component: (await import('./PlanPage')).PlanPage }) },
  { path: 'wallet/:address', lazy: async () => ({ Component: (await import('./WalletPage')).WalletPage }) },
];
