/** How much vests when: the next four years, month by month. */
import type { Forecast, Plan } from '@tenure/sdk';
import { useMemo } from 'react';
import { Amount, useTokenText } from '@/entities/token';
import { Card, Muted, Stack, Table, Tabs } from '@/shared/ui';
import { MonthsChart } from './MonthsChart';
import styles from './MonthsChart.module.css';
import { aheadOf, monthName, monthTotals, seriesOf, type MonthSeries } from './forecast';

const YEAR = 12;

/** The chart of the forecast, its legend, and the same as a table. */
export function ForecastCard({ plan, forecast }: { plan: Plan; forecast: Forecast }) {
  const text = useTokenText();
  const series = useMemo(() => seriesOf(forecast), [forecast]);
  const { endTs } = forecast;
  if (series.length === 0) {
    return (
      <Card title="How much vests when">
        <Muted>Nothing is still to vest: everything that was granted has vested, or nothing was granted yet.</Muted>
      </Card>
    );
  }
  const totals = monthTotals(series, endTs.length);
  const year = totals.slice(0, YEAR).reduce((sum, total) => sum + total, 0n);
  const amount = (baseUnits: bigint) => text(baseUnits, plan);
  const chart = (
    <Stack>
      <MonthsChart
        label={`What vests in each of the next ${endTs.length} months, by schedule. The table tells the values.`}
        series={series}
        endTs={endTs}
        amount={amount}
        summary={`In the next ${YEAR} months ${amount(year)} vest.`}
      />
      <Legend plan={plan} series={series} />
    </Stack>
  );
  return (
    <Card title="How much vests when">
      <Tabs
        tabs={[
          { name: 'Chart', content: chart },
          { name: 'Table', content: <MonthTable plan={plan} series={series} endTs={endTs} totals={totals} /> },
        ]}
      />
      <Muted>
        Calendar months in UTC, by what stands on the chain now: terminations and early releases that come later change
        it.
        {plan.reservedByMilestones > 0n && (
          <>
            {' '}
            Milestones can pay up to <Amount baseUnits={plan.reservedByMilestones} token={plan} />; those whose result
            is not known yet are not in the chart.
          </>
        )}
      </Muted>
    </Card>
  );
}

function Legend({ plan, series }: { plan: Plan; series: readonly MonthSeries[] }) {
  return (
    <ul className={styles.legend}>
      {series.map((each) => (
        <li key={each.name} className={styles.key}>
          <svg width="14" height="10" aria-hidden="true">
            <rect width="14" height="10" rx="3" fill={`var(--chart-${each.color})`} />
          </svg>
          <span>
            {each.count} × {each.name}
          </span>
          <span className={styles.amount}>
            <Amount baseUnits={aheadOf(each)} token={plan} /> to come
          </span>
        </li>
      ))}
    </ul>
  );
}

interface TableProps {
  readonly plan: Plan;
  readonly series: readonly MonthSeries[];
  readonly endTs: readonly number[];
  readonly totals: readonly bigint[];
}

function MonthTable({ plan, series, endTs, totals }: TableProps) {
  const amount = (baseUnits: bigint, key: string) => <Amount key={key} baseUnits={baseUnits} token={plan} />;
  const months = endTs.map((ts, month) => ({
    key: `${ts}`,
    cells: [
      monthName(ts),
      amount(totals[month] ?? 0n, 'all'),
      ...series.map((each) => amount(each.months[month] ?? 0n, each.name)),
    ],
  }));
  const later = series.reduce((sum, each) => sum + each.later, 0n);
  return (
    <Table
      caption="What vests in each month, together and by schedule"
      columns={[
        { name: 'Month' },
        { name: 'Together', number: true },
        ...series.map(({ name }) => ({ name, number: true })),
      ]}
      rows={[
        ...months,
        {
          key: 'later',
          cells: ['Later', amount(later, 'all'), ...series.map((each) => amount(each.later, each.name))],
        },
      ]}
    />
  );
}
