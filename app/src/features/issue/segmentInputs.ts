/** Schedules to choose from, and schedules as segments that people edit. */
import { parseSchedule, ScheduleTextError, type ShapeSegment } from '@tenure/sdk';

/** The schedules that most people are paid by. */
export const PRESETS: readonly { readonly name: string; readonly text: string }[] = [
  { name: '4 years, a year’s cliff, then monthly', text: 'cliff-monthly:48m:12m' },
  { name: '4 years, a year’s cliff, then quarterly', text: 'cliff-quarterly:4y:1y' },
  { name: '3 years, monthly', text: 'monthly:36m' },
  { name: '2 years, half a year’s cliff, then monthly', text: 'cliff-monthly:24m:6m' },
  { name: 'Graded over 4 years: 10, 20, 30, 40 %', text: 'graded-yearly:10/20/30/40' },
  { name: 'Back-loaded over 4 years: 5, 15, 40, 40 %', text: 'graded-yearly:5/15/40/40' },
  { name: 'A year, every second', text: 'linear:365d' },
  { name: 'A year, daily', text: 'daily:365d' },
  { name: 'All after 18 months', text: 'cliff:18m' },
  { name: 'All at once', text: 'immediate' },
];

/** A segment of a schedule as its fields have it. */
export interface SegmentInput {
  /** A whole number; the proportions to each other count. */
  readonly weight: string;
  readonly span: string;
  readonly unit: 'm' | 'd' | 's';
  /** All at its end, in equal steps, or continuously. */
  readonly rhythm: 'end' | 'steps' | 'linear';
  readonly steps: string;
}

const DAY = 86_400;

function segmentInput({ weight, span, steps, unit }: ShapeSegment): SegmentInput {
  const inDays = unit === 'seconds' && span > 0 && span % DAY === 0;
  return {
    weight: `${weight}`,
    span: `${inDays ? span / DAY : span}`,
    unit: unit === 'months' ? 'm' : inDays ? 'd' : 's',
    rhythm: steps === 0 ? 'linear' : steps === 1 ? 'end' : 'steps',
    steps: `${Math.max(steps, 2)}`,
  };
}

/** The segments of a schedule's text; undefined where it is no schedule. */
export function segmentInputs(text: string): readonly SegmentInput[] | undefined {
  try {
    return parseSchedule(text).map(segmentInput);
  } catch (failure) {
    if (failure instanceof ScheduleTextError) return undefined;
    throw failure;
  }
}

/** The text of segments, in the language of the import file. */
export function scheduleText(segments: readonly SegmentInput[]): string {
  return segments
    .map(({ weight, span, unit, rhythm, steps }) => {
      const how = rhythm === 'end' ? '' : rhythm === 'linear' ? '/linear' : `/${steps}`;
      return `${weight}@${span}${unit}${how}`;
    })
    .join(' + ');
}
