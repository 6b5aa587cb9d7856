/** Vested, unlocked and claimed over time, as a drawing and as a table. */
import { unlockedAt, vestedAt, type Grant, type Plan } from '@tenure/sdk';
import { useMemo } from 'react';
import {
  chartSpan,
  claimedPoints,
  sampleTimes,
  unlockedPoints,
  useClaims,
  vestedPoints,
  type PaidClaim,
} from '@/entities/grant';
import { Amount, useTokenText } from '@/entities/token';
import { useNow } from '@/shared/chain';
import { TimeChart, type Series } from '@/shared/charts';
import { TransactionLink } from '@/shared/transactions';
import { Card, Muted, Table, Tabs, Time } from '@/shared/ui';

const ROWS = 24;

/** Claimed by a time; all of it was claimed by now. */
function claimedBy(claims: readonly PaidClaim[], ts: number): bigint {
  return claims.reduce((sum, claim) => (claim.ts <= ts ? sum + claim.gross : sum), 0n);
}

function useSeries(plan: Plan, grant: Grant, claims: readonly PaidClaim[], now: number) {
  return useMemo(() => {
    const { fromTs, toTs } = chartSpan(grant, now);
    const times = sampleTimes(plan, grant, fromTs, toTs);
    const vested: Series = { name: 'Vested', kind: 'area', color: 1, points: vestedPoints(plan, grant, times) };
    const claimed: Series = {
      name: 'Claimed',
      kind: 'full',
      color: 2,
      points: claimedPoints(grant, claims, fromTs, now),
    };
    const unlocked: Series = { name: 'Unlocked', kind: 'dashed', color: 3, points: unlockedPoints(plan, grant, times) };
    return { fromTs, toTs, series: [vested, claimed, ...(plan.unlock === null ? [] : [unlocked])] };
  }, [plan, grant, claims, now]);
}

/** The chart of a grant, today marked, with the same as a table. */
export function GrantChart({ plan, grant }: { plan: Plan; grant: Grant }) {
  const now = useNow(60);
  const text = useTokenText();
  const { data } = useClaims(grant);
  const known = data ?? NO_CLAIMS;
  const complete = claimedBy(known, Infinity) === grant.claimed;
  const { fromTs, toTs, series } = useSeries(plan, grant, known, now);
  const readout = (ts: number) => {
    const parts = [`${text(vestedAt(plan, grant, ts), plan)} vested`];
    if (plan.unlock !== null) parts.push(`${text(unlockedAt(plan, grant, ts), plan)} unlocked`);
    if (ts <= now && complete) parts.push(`${text(claimedBy(known, ts), plan)} claimed`);
    return parts.join(', ');
  };
  const chart = (
    <>
      <TimeChart
        label={`Vested, unlocked and claimed of grant ${grant.grantId} over time. The table tells the values.`}
        series={series}
        fromTs={fromTs}
        toTs={toTs}
        nowTs={now}
        top={text(grant.total, plan)}
        middle="50 %"
        readout={readout}
      />
      {data !== undefined && !complete && (
        <Muted>The server does not remember all claims: the curve of what was claimed is not complete.</Muted>
      )}
    </>
  );
  return (
    <Card title="Over time">
      <Tabs
        tabs={[
          { name: 'Chart', content: chart },
          { name: 'Table', content: <CurveTable plan={plan} grant={grant} fromTs={fromTs} toTs={toTs} /> },
          { name: 'Claims', content: <ClaimTable plan={plan} claims={known} /> },
        ]}
      />
    </Card>
  );
}

const NO_CLAIMS: readonly PaidClaim[] = [];

function CurveTable({ plan, grant, fromTs, toTs }: { plan: Plan; grant: Grant; fromTs: number; toTs: number }) {
  const times = Array.from({ length: ROWS + 1 }, (_, row) => Math.floor(fromTs + ((toTs - fromTs) * row) / ROWS));
  const unlock = plan.unlock === null ? [] : [{ name: 'Unlocked', number: true }];
  return (
    <Table
      caption="The same values at even distances"
      columns={[{ name: 'Date' }, { name: 'Vested', number: true }, ...unlock]}
      rows={times.map((ts) => ({
        key: `${ts}`,
        cells: [
          <Time key="date" ts={ts} />,
          <Amount key="vested" baseUnits={vestedAt(plan, grant, ts)} token={plan} />,
          ...(plan.unlock === null
            ? []
            : [<Amount key="unlocked" baseUnits={unlockedAt(plan, grant, ts)} token={plan} />]),
        ],
      }))}
    />
  );
}

function ClaimTable({ plan, claims }: { plan: Plan; claims: readonly PaidClaim[] }) {
  if (claims.length === 0) return <Muted>Nothing was claimed of this grant&rsquo;s schedule yet.</Muted>;
  return (
    <Table
      caption="Claims that were paid, the newest first"
      columns={[
        { name: 'When' },
        { name: 'Claimed', number: true },
        { name: 'Withheld', number: true },
        { name: 'Received', number: true },
        { name: 'Transaction' },
      ]}
      rows={claims.map(({ ts, gross, withheld, received, signature }) => ({
        key: signature,
        cells: [
          <Time key="when" ts={ts} precise />,
          <Amount key="gross" baseUnits={gross} token={plan} />,
          <Amount key="withheld" baseUnits={withheld} token={plan} />,
          <Amount key="received" baseUnits={received} token={plan} />,
          <TransactionLink key="signature" signature={signature} />,
        ],
      }))}
    />
  );
}
