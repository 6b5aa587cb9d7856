/** The page on which one grant is issued. */
import type { RouteObject } from 'react-router';

export const issueRoutes: RouteObject[] = [
  { path: 'admin/:plan/issue', lazy: async () => ({ Component: (await import('./IssuePage')).IssuePage }) },
];
