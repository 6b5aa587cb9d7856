/** Smaller parts of the public page: releases, roles, what is measured. */
import { fetchOracleSet, RETAIN_ALL, type Metric, type Plan } from '@tenure/sdk';
import { HOLDERS, HOLDER_KEYS } from '@/entities/plan';
import { useChainQuery } from '@/shared/chain';
import { clean, figure, percent } from '@/shared/format';
import { Address, Badge, Card, DocumentLink, Facts, Muted, Stack, Table, Time, type Tone } from '@/shared/ui';
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

/** Who holds which role. */
export function Roles({ plan }: { plan: Plan }) {
  return (
    <Card title="Who runs it">
      <Facts
        facts={HOLDER_KEYS.map((holder) => {
          const key = plan[holder];
          return { name: HOLDERS[holder].name, value: key === null ? 'nobody' : <Address address={key} /> };
        })}
      />
    </Card>
  );
}

const STATUS: Record<Metric['status'], { readonly word: string; readonly tone: Tone }> = {
  open: { word: 'No result yet', tone: 'info' },
  challenged: { word: 'Can be disputed', tone: 'warn' },
  final: { word: 'Final', tone: 'good' },
};

/** The plan's metrics and its oracles; nothing where it measures nothing. */
export function Measured({ book: { plan, metrics } }: { book: Book }) {
  if (metrics.length === 0) return null;
  return (
    <Card title="What is measured">
      <Stack>
        <Table
          caption="Metrics that milestones of this plan pay by"
          columns={[{ name: 'Metric' }, { name: 'Result', number: true }, { name: 'Stands' }, { name: 'Due' }, { name: 'Definition' }]}
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
        {plan.hasOracleSet && <Oracles plan={plan} />}
      </Stack>
    </Card>
  );
}

function Oracles({ plan }: { plan: Plan }) {
  const { data } = useChainQuery(['oracles', plan.address.toBase58()], ({ reader, programId }) =>
    fetchOracleSet(reader, plan.address, programId),
  );
  if (data === undefined || data === null) return null;
  const seated = data.attestors.filter((key) => key !== null);
  return (
    <div>
      <Muted>
        A result needs {data.threshold} of {seated.length} oracles; the median of what they attest counts:
      </Muted>{' '}
      {seated.map((key) => (
        <Address key={key.toBase58()} address={key} />
      ))}
    </div>
  );
}
