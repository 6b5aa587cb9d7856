/** The milestones of a grant: what is measured, who attested what, what it pays. */
import { settleMilestoneOperation } from '@tenure/operations';
import {
  milestoneClaimableAt,
  payoutAt,
  settlementAt,
  type Metric,
  type Milestone,
  type MilestoneStatus,
} from '@tenure/sdk';
import type { Holding, MilestoneWithMetric } from '@/entities/grant';
import { useOperationContext } from '@/entities/operations';
import { Amount } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { clean, figure, hex, percent } from '@/shared/format';
import { useStartOperation } from '@/shared/transactions';
import {
  Address,
  Badge,
  Button,
  Card,
  Columns,
  DocumentLink,
  Facts,
  Muted,
  Stack,
  Table,
  Time,
  type StatusLabel,
} from '@/shared/ui';

const STATUS: Record<MilestoneStatus, StatusLabel> = {
  pending: { label: 'Not decided yet', tone: 'info' },
  met: { label: 'Met', tone: 'good' },
  missed: { label: 'Missed', tone: 'bad' },
  expired: { label: 'Expired', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'bad' },
  voided: { label: 'Voided', tone: 'bad' },
  stopped: { label: 'Stopped', tone: 'warn' },
};

/** Every milestone of a grant; nothing where it has none. */
export function Milestones({ holding }: { holding: Holding }) {
  if (holding.milestones.length === 0) return null;
  return (
    <Columns wide>
      {holding.milestones.map((entry) => (
        <MilestoneCard key={entry.milestone.index} holding={holding} entry={entry} />
      ))}
    </Columns>
  );
}

function metricText({ status, challengeEndsTs }: Metric, now: number) {
  if (status === 'open') return 'open: no result yet';
  if (challengeEndsTs === null) return status;
  return status === 'final' ? (
    <>
      final since <Time ts={challengeEndsTs} />
    </>
  ) : (
    <>
      can be disputed until <Time ts={challengeEndsTs} precise now={now} />
    </>
  );
}

function MilestoneCard({ holding, entry }: { holding: Holding; entry: MilestoneWithMetric }) {
  const now = useNow(5);
  const operations = useOperationContext();
  const start = useStartOperation();
  const { plan, grant } = holding;
  const { milestone, metric } = entry;
  const { label, tone } = STATUS[milestone.status];
  const { claimable } = milestoneClaimableAt(plan, grant, milestone, now);
  const settles = settlementAt(plan, grant, metric, milestone, now);
  return (
    <Card title={`Milestone: ${clean(metric.key)}`} aside={<Badge tone={tone}>{label}</Badge>}>
      <Stack>
        <Facts
          facts={[
            {
              name: 'Result',
              value: metric.value === null ? 'none yet' : figure(metric.value, metric.exponent),
              strong: true,
            },
            { name: 'The metric is', value: metricText(metric, now) },
            ...(milestone.status === 'met'
              ? [
                  { name: 'Pays', value: <Amount baseUnits={milestone.payout} token={plan} /> },
                  { name: 'Claimable now', value: <Amount baseUnits={claimable} token={plan} /> },
                  { name: 'Claimed', value: <Amount baseUnits={milestone.claimed} token={plan} /> },
                ]
              : []),
            { name: 'A result must be there by', value: <Time ts={milestone.deadlineTs} precise now={now} /> },
            { name: 'Better is', value: metric.better === 'higher' ? 'higher' : 'lower' },
            { name: 'Definition', value: <DocumentLink uri={metric.definitionUri} /> },
          ]}
        />
        <PayoutTable holding={holding} milestone={milestone} metric={metric} />
        <Attestations metric={metric} />
        {settles !== null && (
          <div>
            <Button
              onClick={() => start(settleMilestoneOperation(operations, { ...holding, milestone: entry.milestone }))}
            >
              Settle: {STATUS[settles].label.toLowerCase()}
            </Button>
          </div>
        )}
      </Stack>
    </Card>
  );
}

function PayoutTable({
  holding: { plan },
  milestone,
  metric,
}: {
  holding: Holding;
  milestone: Milestone;
  metric: Metric;
}) {
  const { threshold, target, maximum, thresholdBps, maxBps } = milestone;
  const points = [
    { name: 'Threshold', value: threshold, bps: thresholdBps },
    { name: 'Target', value: target, bps: 10_000 },
    { name: 'Maximum', value: maximum, bps: maxBps },
  ];
  return (
    <Table
      caption="What it pays, in a straight line between these; nothing below the threshold"
      columns={[
        { name: 'Point' },
        { name: 'Result', number: true },
        { name: 'Share', number: true },
        { name: 'Pays', number: true },
      ]}
      rows={points.map(({ name, value, bps }) => ({
        key: name,
        cells: [
          name,
          figure(value, metric.exponent),
          percent(bps),
          <Amount key="pays" baseUnits={payoutAt(milestone, metric, value)} token={plan} />,
        ],
      }))}
    />
  );
}

function Attestations({ metric }: { metric: Metric }) {
  if (metric.attestations.length === 0) return <Muted>No oracle has attested anything yet.</Muted>;
  return (
    <Table
      caption="What the oracles attested last; the median of those that count is the result"
      columns={[
        { name: 'Oracle' },
        { name: 'Value', number: true },
        { name: 'Observed' },
        { name: 'Counts' },
        { name: 'Evidence' },
      ]}
      rows={metric.attestations.map(({ seat, attestor, value, observedTs, counted, evidenceSha256 }) => ({
        key: `${seat}`,
        cells: [
          <Address key="oracle" address={attestor} />,
          figure(value, metric.exponent),
          <Time key="observed" ts={observedTs} />,
          counted ? 'yes' : 'not yet',
          <Address key="evidence" name="SHA-256" address={hex(evidenceSha256)} />,
        ],
      }))}
    />
  );
}
