/** The page on which many grants are issued from a file. */
import type { RouteObject } from 'react-router';

export const importRoutes: RouteObject[] = [
  { path: 'admin/:plan/import', lazy: async () => ({ Component: (await import('./ImportPage')).ImportPage }) },
];
