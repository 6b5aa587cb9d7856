/** Pages of those who run plans. */
import type { RouteObject } from 'react-router';

export const adminRoutes: RouteObject[] = [
  { path: 'admin', lazy: async () => ({ Component: (await import('./plans/PlansPage')).PlansPage }) },
  {
    path: 'admin/new',
    lazy: async () => ({ Component: (await import('./create/NewPlanPage')).NewPlanPage }),
  },
  { path: 'admin/:plan', lazy: async () => ({ Component: (await import('./desk/DeskPage')).DeskPage }) },
  {
    path: 'admin/:plan/issue',
    lazy: async () => ({ Component: (await import('./issue/IssuePage')).IssuePage }),
  },
  {
    path: 'admin/:plan/import',
    lazy: async () => ({ Component: (await import('./import/ImportPage')).ImportPage }),
  },
  {
    path: 'admin/:plan/grants/:grant',
    lazy: async () => ({ Component: (await import('./grant/GrantDeskPage')).GrantDeskPage }),
  },
];
