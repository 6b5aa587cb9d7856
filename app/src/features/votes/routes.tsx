/** Pages of those who vote. */
import type { RouteObject } from 'react-router';

export const voteRoutes: RouteObject[] = [
  { path: 'votes', lazy: async () => ({ Component: (await import('./VotesPage')).VotesPage }) },
  { path: 'plan/:plan/votes', lazy: async () => ({ Component: (await import('./GovernancePage')).GovernancePage }) },
  { path: 'plan/:plan/votes/new', lazy: async () => ({ Component: (await import('./ProposePage')).ProposePage }) },
  {
    path: 'plan/:plan/votes/:proposal',
    lazy: async () => ({ Component: (await import('./ProposalPage')).ProposalPage }),
  },
];
