/** The plans that somebody runs. The dashboard of one is put together in `app/PlanDashboard`. */
import type { RouteObject } from 'react-router';

export const dashboardRoutes: RouteObject[] = [
  { path: 'admin', lazy: async () => ({ Component: (await import('./PlansPage')).PlansPage }) },
];
