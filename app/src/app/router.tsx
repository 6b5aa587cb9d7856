/** Which page stands at which path. A slice adds its routes here, and its entry in `Header.tsx`. */
import { createBrowserRouter } from 'react-router';
import { adminRoutes } from '@/features/admin/routes';
import { grantRoutes } from '@/features/grants/routes';
import { planRoutes } from '@/features/plans/routes';
import { voteRoutes } from '@/features/votes/routes';
import { ChainGate } from './ChainGate';
import { Crash } from './Crash';
import { Home } from './Home';
import { Layout } from './Layout';
import { NotFound } from './NotFound';

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
            { element: <ChainGate />, children: [...adminRoutes, ...grantRoutes, ...planRoutes, ...voteRoutes] },
            { path: '*', element: <NotFound /> },
          ],
        },
      ],
    },
  ]);
}
