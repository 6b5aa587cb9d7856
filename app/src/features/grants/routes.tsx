/** Pages of beneficiaries. */
import type { RouteObject } from 'react-router';

export const grantRoutes: RouteObject[] = [
  { path: 'grants', lazy: async () => ({ Component: (await import('./GrantsPage')).GrantsPage }) },
  { path: 'grants/:grant', lazy: async () => ({ Component: (await import('./GrantPage')).GrantPage }) },
];
