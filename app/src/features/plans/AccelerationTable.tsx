/** Smaller parts of the public page: releases, what is measured. */
import { RETAIN_ALL, type Metric, type Plan } from '@tenure/sdk';
import { clean, figure, percent } from '@/shared/format';
import { Badge, Card, DocumentLink, Muted, Table, Time, type Tone } from '@/shared/ui';
import type { Book } from './book';

const BPS = 10_000;

/** Early releases of the whole plan. */
export function Releases({ plan: { accelerations } }: { plan: Plan }) {
  return (
    <Card title="Early releases of the whole plan">
      {accelerations.length === 0 ? (
        <Muted>None so far.</Muted>
      ) : (
        <Table
          caption="Each released a share of what had not vested then"
          columns={[{ name: 'When' }, { name: 'Released of the unvested', number: true }]}
          rows={accelerations.map(({ ts, retained }, index) => {
            const before = accelerations[index - 1]?.retained ?? RETAIN_ALL;
            const bps = before === 0 ? 0 : Math.round(((before - retained) * BPS) / before);
            return { key: `${ts} ${retained}`, cells: [<Time key="when" ts={ts} precise />, percent(bps)] };
          })}
        />
      )}
    </Card>
  );
}

const STATUS: Record<Metric['status'], { readonly word: string; readonly tone: Tone }> = {
  open: { word: 'No result yet', tone: 'info' },
  challenged: { word: 'Can be disputed', tone: 'warn' },
  final: { word: 'Final', tone: 'good' },
};

/** The plan's metrics; nothing where it measures nothing. */
export function Measured({ book: { metrics } }: { book: Book }) {
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
              {STATUS[metric.status].word}
            </Badge>,
            <Time key="due" ts={metric.dueTs} />,
            <DocumentLink key="definition" uri={metric.definitionUri} />,
          ],
        }))}
      />
    </Card>
  );
}
