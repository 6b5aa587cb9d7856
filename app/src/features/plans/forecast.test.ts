import { parseSchedule, segmentsOf, type Forecast, type ShapeVesting } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { aheadOf, monthName, monthTotals, scheduleName, seriesOf, vestedSoFar } from './forecast';

const nothing = { count: 0, vested: 0n, months: [0n, 0n], later: 0n };
const shape = (schedule: string, months: bigint[], later = 0n): ShapeVesting => ({
  ...{ count: 2, vested: 5n, months, later },
  segments: segmentsOf(parseSchedule(schedule), 1_001n),
});
const forecast: Forecast = {
  endTs: [Date.UTC(2026, 11, 1) / 1_000, Date.UTC(2027, 0, 1) / 1_000],
  shapes: [
    shape('cliff-monthly:48m:12m', [10n, 20n], 70n),
    shape('linear:24m', [5n, 5n]),
    shape('cliff:18m', [0n, 4n]),
    shape('monthly:4m', [1n, 1n]),
    shape('monthly:5m', [1n, 0n], 1n),
    shape('immediate', [0n, 0n]),
  ],
  milestones: nothing,
  vested: [],
};

describe('the forecast of a plan', () => {
  it('names a schedule by its shares, however its amounts are rounded', () => {
    expect(scheduleName(segmentsOf(parseSchedule('cliff-monthly:48m:12m'), 1_001n))).toBe(
      '25 % after 1 year; then 75 % in 36 equal steps over 3 years, one each month',
    );
  });

  it('shows the three schedules with most to come, and joins the others', () => {
    const series = seriesOf(forecast);
    expect(series.map(({ color }) => color)).toEqual([1, 2, 3, 5]);
    expect(series.at(-1)).toMatchObject({ name: '2 other schedules', count: 4, months: [2n, 1n], later: 1n });
    expect(monthTotals(series, 2)).toEqual([17n, 30n]);
    expect(series.reduce((sum, each) => sum + aheadOf(each), 0n)).toBe(118n);
  });

  it('shows milestones that are met on their own', () => {
    const milestones = { count: 1, vested: 0n, months: [0n, 3n], later: 0n };
    expect(seriesOf({ ...forecast, shapes: [], milestones })).toMatchObject([
      { name: 'milestones that are met', months: [0n, 3n] },
    ]);
  });

  it('counts what closed grants were paid as vested', () => {
    expect(vestedSoFar(100n, [{ vested: 30n, claimed: 20n }])).toBe(110n);
  });

  it('names months in UTC', () => {
    expect(monthName(Date.UTC(2027, 0, 1) / 1_000)).toMatch(/Dec.* 2026|2026.*12/);
  });
});
