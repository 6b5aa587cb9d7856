/** What a plan measures. */
import type { Metric } from '@tenure/sdk';
import { clean, figure } from '@/shared/format';
import { Badge, Card, DocumentLink, Table, Time, type StatusLabel } from '@/shared/ui';
import type { PlanSnapshot } from './planSnapshot';

const STATUS: Record<Metric['status'], StatusLabel> = {
  open: { label: 'No result yet', tone: 'info' },
  challenged: { label: 'Can be disputed', tone: 'warn' },
  final: { label: 'Final', tone: 'good' },
};

/** The plan's metrics; nothing where it measures nothing. */
export function MetricTable({ snapshot: { metrics } }: { snapshot: PlanSnapshot }) {
  if (metrics.length === 0) return null;
  return (
    <Card title="What is measured">
      <Table
        caption="Metrics that milestones of this plan pay by"
        columns={[
          { name: 'Metric' },
          { name: 'Result', number: true },
          { name: 'Stands' },
          { name: 'Due' },
          { name: 'Definition' },
        ]}
        rows={metrics.map((metric) => ({
          key: metric.key,
          cells: [
            clean(metric.key),
            metric.value === null ? 'none yet' : figure(metric.value, metric.exponent),
            <Badge key="stands" tone={STATUS[metric.status].tone}>
              {STATUS[metric.status].label}
            </Badge>,
            <Time key="due" ts={metric.dueTs} />,
            <DocumentLink key="definition" uri={metric.definitionUri} />,
          ],
        }))}
      />
    </Card>
  );
}
