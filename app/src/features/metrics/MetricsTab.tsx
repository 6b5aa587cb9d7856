/** The oracles and metrics of a plan: who attests, what is measured, what came of it. */
import { useWallet } from '@solana/wallet-adapter-react';
import { disputeMetricOperation, finalizeMetricOperation } from '@tenure/operations';
import {
  disputersAt,
  fetchMetricsByPlan,
  fetchOracleSet,
  guardianAt,
  metricPreviewAt,
  type Metric,
  type OracleSet,
  type Plan,
} from '@tenure/sdk';
import { useState } from 'react';
import { sha256Of } from '@/entities/document';
import { useOperationContext } from '@/entities/operations';
import { useChainQuery, useNow } from '@/shared/chain';
import { describeError } from '@/shared/errors/describeError';
import { clean, figure } from '@/shared/format';
import { useStartOperation } from '@/shared/transactions';
import {
  Badge,
  Button,
  Card,
  DocumentLink,
  Facts,
  Failure,
  FileDrop,
  Muted,
  Row,
  Skeleton,
  Stack,
  Time,
} from '@/shared/ui';
import { NewMetric } from './NewMetric';
import { OracleCard } from './OracleCard';

/** Everything about what is measured. */
export function MetricsTab({ plan }: { plan: Plan }) {
  const { data, error, refetch } = useChainQuery(
    ['metrics', plan.address.toBase58()],
    async ({ reader, programId }) => ({
      oracles: await fetchOracleSet(reader, plan.address, programId),
      metrics: await fetchMetricsByPlan(reader, plan.address, programId),
    }),
  );
  if (data === undefined) {
    if (error !== null) return <Failure failure={describeError(error)} onRetry={() => void refetch()} />;
    return <Skeleton lines={6} label="Loading the metrics" />;
  }
  const { oracles, metrics } = data;
  return (
    <Stack>
      <OracleCard plan={plan} oracles={oracles} />
      {oracles !== null &&
        metrics.map((metric) => (
          <MetricCard key={metric.address.toBase58()} plan={plan} oracles={oracles} metric={metric} />
        ))}
      {oracles !== null && plan.status === 'open' && <NewMetric plan={plan} />}
    </Stack>
  );
}

const STATUS = {
  open: { label: 'Being attested', tone: 'info' },
  challenged: { label: 'Can be disputed', tone: 'warn' },
  final: { label: 'Final', tone: 'good' },
} as const;

function MetricCard({ plan, oracles, metric }: { plan: Plan; oracles: OracleSet; metric: Metric }) {
  const now = useNow(10);
  const operations = useOperationContext();
  const start = useStartOperation();
  const { key, exponent, better, status, value, dueTs, challengeEndsTs, earlyValue, definitionUri, milestoneCount } =
    metric;
  const { label, tone } = STATUS[status];
  const { counting, required, median } = metricPreviewAt(metric, oracles, now);
  const shown = value ?? median;
  const over = status === 'challenged' && challengeEndsTs !== null && now >= challengeEndsTs;
  return (
    <Card title={clean(key)} aside={<Badge tone={tone}>{label}</Badge>}>
      <Facts
        facts={[
          {
            name: status === 'final' ? 'Value' : 'Value so far',
            value: shown === null ? 'none yet' : figure(shown, exponent),
            strong: true,
          },
          { name: 'Reports that count', value: `${counting.length}, at least ${required} decide` },
          { name: 'Better is', value: better },
          { name: 'Can become final', value: <Time ts={dueTs} now={now} /> },
          ...(earlyValue === null
            ? []
            : [{ name: 'Or before, once it is', value: `${figure(earlyValue, exponent)} or better` }]),
          ...(status === 'challenged' && challengeEndsTs !== null
            ? [{ name: 'Can be disputed until', value: <Time ts={challengeEndsTs} precise now={now} /> }]
            : []),
          { name: 'Milestones that hang on it', value: milestoneCount },
          { name: 'What is measured, and how', value: <DocumentLink uri={definitionUri} /> },
        ]}
      />
      {status === 'challenged' && value !== null && (
        <Row>
          {over ? (
            <Button onClick={() => start(finalizeMetricOperation(operations, metric))}>Make it final</Button>
          ) : (
            <Dispute plan={plan} oracles={oracles} metric={metric} value={value} />
          )}
        </Row>
      )}
    </Card>
  );
}

function Dispute({ plan, oracles, metric, value }: { plan: Plan; oracles: OracleSet; metric: Metric; value: bigint }) {
  const operations = useOperationContext();
  const start = useStartOperation();
  const { publicKey } = useWallet();
  const [open, setOpen] = useState(false);
  const now = useNow(30);
  const disputers = disputersAt(plan, oracles, metric, now);
  const own = disputers.find((key) => publicKey?.equals(key) === true);
  const disputer = own ?? (metric.disputedByGuardian ? null : guardianAt(plan, now));
  if (disputer === null) return <Muted>Nobody who could dispute it is left here.</Muted>;
  if (!open) {
    return (
      <Button look="danger" onClick={() => setOpen(true)}>
        Dispute it …
      </Button>
    );
  }
  const take = (file: File) =>
    void sha256Of(file).then((reasonSha256) =>
      start(disputeMetricOperation(operations, metric, disputer, { value, reasonSha256 })),
    );
  return (
    <FileDrop label="Document with the reasons" onFile={take}>
      or drop the document that says why. Its fingerprint is stored; the document itself is sent nowhere.
    </FileDrop>
  );
}
