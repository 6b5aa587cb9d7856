/** The page of one grant, for those who run its plan. */
import type { RouteObject } from 'react-router';

export const manageGrantRoutes: RouteObject[] = [
  {
    path: 'admin/:plan/grants/:grant',
    lazy: async () => ({ Component: (await import('./ManageGrantPage')).ManageGrantPage }),
  },
];
