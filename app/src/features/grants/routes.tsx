/** Pages of beneficiaries. */
import type { RouteObject } from 'react-router';

export const grantRoutes: RouteObject[] = [
  { path: 'grants', lazy: async () => ({ Component: (await import('./GrantsPage')).GrantsPage }) },
  { path: 'grants/:address', lazy: async () => ({ Component: (await import('./GrantPage')).GrantPage }) },
];
