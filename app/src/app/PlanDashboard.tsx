/** The dashboard of a plan with what each feature lets people do with it. */
import { CleanupTab } from '@/features/cleanup/CleanupTab';
import { DashboardPage, type DashboardTab } from '@/features/dashboard/DashboardPage';
import { GrantList } from '@/features/dashboard/GrantList';
import { PromisesTab } from '@/features/dashboard/PromisesTab';
import { PlanActionsTab } from '@/features/manage-plan/PlanActionsTab';
import { MoneyTab } from '@/features/manage-plan/MoneyTab';
import { RolesTab } from '@/features/manage-plan/RolesTab';
import { MetricsTab } from '@/features/metrics/MetricsTab';

const TABS: readonly DashboardTab[] = [
  { name: 'Grants', content: ({ plan }) => <GrantList plan={plan} /> },
  { name: 'Money', content: (funded) => <MoneyTab funded={funded} /> },
  { name: 'Roles', content: ({ plan }) => <RolesTab plan={plan} /> },
  { name: 'Powers', content: ({ plan }) => <PlanActionsTab plan={plan} /> },
  { name: 'Metrics', content: ({ plan }) => <MetricsTab plan={plan} /> },
  { name: 'Promises', content: ({ plan }) => <PromisesTab plan={plan} /> },
  { name: 'End', content: (funded) => <CleanupTab funded={funded} /> },
];

/** The plan that the path names, for those who run it. */
export function PlanDashboard() {
  return <DashboardPage tabs={TABS} />;
}
