/** Which page stands at which path. A feature adds its routes here, and its entry in `Header.tsx`. */
import { createBrowserRouter, type RouteObject } from 'react-router';
import { dashboardRoutes } from '@/features/dashboard/routes';
import { grantRoutes } from '@/features/grants/routes';
import { importRoutes } from '@/features/import/routes';
import { issueRoutes } from '@/features/issue/routes';
import { manageGrantRoutes } from '@/features/manage-grant/routes';
import { planSetupRoutes } from '@/features/plan-setup/routes';
import { planRoutes } from '@/features/plans/routes';
import { voteRoutes } from '@/features/votes/routes';
import { ChainGate } from './ChainGate';
import { Crash } from './Crash';
import { Home } from './Home';
import { Layout } from './Layout';
import { NotFound } from './NotFound';

/** Pages of those who run plans. */
const ADMIN_ROUTES: readonly RouteObject[] = [
  ...dashboardRoutes,
  ...planSetupRoutes,
  { path: 'admin/:plan', lazy: async () => ({ Component: (await import('./PlanDashboard')).PlanDashboard }) },
  ...issueRoutes,
  ...importRoutes,
  ...manageGrantRoutes,
];

/** The routes of the page. */
export function createRouter() {
  return createBrowserRouter([
    {
      element: <Layout />,
      errorElement: <Crash />,
      children: [
        {
          // A page that fails leaves the header in place.
          errorElement: <Crash />,
          children: [
            { index: true, element: <Home /> },
            { element: <ChainGate />, children: [...ADMIN_ROUTES, ...grantRoutes, ...planRoutes, ...voteRoutes] },
            { path: '*', element: <NotFound /> },
          ],
        },
      ],
    },
  ]);
}
