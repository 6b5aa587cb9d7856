import { parseSchedule, segmentsOf } from '@tenure/sdk';
import { describe, expect, it } from 'vitest';
import { NEW_YEAR } from '@/entities/fixture';
import { chartEnd, schedulePoints } from './schedulePoints';
import { segmentInputs, PRESETS, scheduleText } from './segmentInputs';

describe('schedules as segments', () => {
  it('are the same schedule as their text, for every preset', () => {
    for (const { text } of PRESETS) {
      const segments = segmentInputs(text) ?? [];
      expect(parseSchedule(scheduleText(segments)), text).toEqual(parseSchedule(text));
    }
  });

  it('are shown in the units that people think in', () => {
    expect(segmentInputs('25%@12m + 75%@36m/36')).toEqual([
      { weight: '1', span: '12', unit: 'm', rhythm: 'end', steps: '2' },
      { weight: '3', span: '36', unit: 'm', rhythm: 'steps', steps: '36' },
    ]);
    expect(segmentInputs('linear:365d')).toMatchObject([{ span: '365', unit: 'd', rhythm: 'linear' }]);
    expect(segmentInputs('not a schedule')).toBeUndefined();
  });
});

describe('the curve that is drawn', () => {
  it('starts at nothing, steps at its dates and ends at all of it', () => {
    const total = 1_000n;
    const segments = segmentsOf(parseSchedule('10%@0s + 90%@10d/2'), total);
    const end = NEW_YEAR + 10 * 86_400;
    const points = schedulePoints(NEW_YEAR, end, segments, total);
    const at = (ts: number) => points.find((point) => point.ts === ts)?.share;
    expect(at(NEW_YEAR)).toBe(0.1);
    expect([at(NEW_YEAR + 5 * 86_400 - 1), at(NEW_YEAR + 5 * 86_400)]).toEqual([0.1, 0.55]);
    expect(points.at(-1)).toEqual({ ts: chartEnd(NEW_YEAR, end), share: 1 });
  });
});
