/** The milestones of a grant: what is measured, who attested what, what it pays. */
import {
  milestoneClaimableAt,
  payoutAt,
  settlementAt,
  type Metric,
  type Milestone,
  type MilestoneStatus,
} from '@tenure/sdk';
import type { Holding, Tranche } from '@/entities/grant';
import { Amount } from '@/entities/token';
import { useChain, useNow } from '@/shared/chain';
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
  type Tone,
} from '@/shared/ui';
import { settleOperation } from './operations';

const STATUS: Record<MilestoneStatus, { word: string; tone: Tone }> = {
  pending: { word: 'Not decided yet', tone: 'info' },
  met: { word: 'Met', tone: 'good' },
  missed: { word: 'Missed', tone: 'bad' },
  expired: { word: 'Expired', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'bad' },
  voided: { word: 'Voided', tone: 'bad' },
  stopped: { word: 'Stopped', tone: 'warn' },
};

/** Every milestone of a grant; nothing where it has none. */
export function Milestones({ holding }: { holding: Holding }) {
  if (holding.tranches.length === 0) return null;
  return (
    <Columns wide>
      {holding.tranches.map((tranche) => (
        <MilestoneCard key={tranche.milestone.index} holding={holding} tranche={tranche} />
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

function MilestoneCard({ holding, tranche }: { holding: Holding; tranche: Tranche }) {
  const now = useNow(5);
  const chain = useChain();
  const start = useStartOperation();
  const { plan, grant } = holding;
  const { milestone, metric } = tranche;
  const { word, tone } = STATUS[milestone.status];
  const { claimable } = milestoneClaimableAt(plan, grant, milestone, now);
  const settles = settlementAt(plan, grant, metric, milestone, now);
  return (
    <Card title={`Milestone: ${clean(metric.key)}`} aside={<Badge tone={tone}>{word}</Badge>}>
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
            <Button onClick={() => start(settleOperation(chain, holding, tranche))}>
              Settle: {STATUS[settles].word.toLowerCase()}
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
