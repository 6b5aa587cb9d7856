import type { Plan } from '@tenure/sdk';
import { PlanPromises } from '@/entities/plan';
import { Card, DocumentLink, Facts } from '@/shared/ui';

/** What a plan promises, for those who run it. */
export function PromisesTab({ plan }: { plan: Plan }) {
  return (
    <Card title="What the people paid were promised">
      <PlanPromises plan={plan} />
      <Facts facts={[{ name: 'Terms', value: <DocumentLink uri={plan.termsUri} /> }]} />
    </Card>
  );
}
