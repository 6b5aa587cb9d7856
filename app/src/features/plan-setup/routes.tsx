/** The page on which a plan is created. */
import type { RouteObject } from 'react-router';

export const planSetupRoutes: RouteObject[] = [
  { path: 'admin/new', lazy: async () => ({ Component: (await import('./NewPlanPage')).NewPlanPage }) },
];
