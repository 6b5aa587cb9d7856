/** Shapes as the short text that `parseSchedule` reads, and as a sentence. */
import type { ShapeSegment } from '../math';
import { parseSchedule } from './parse';

/** Units from long to short: letter, name of one, length. */
const MONTHS = [
  ['y', 'year', 12],
  ['m', 'month', 1],
] as const;
const SECONDS = [
  ['w', 'week', 604_800],
  ['d', 'day', 86_400],
  ['h', 'hour', 3_600],
  ['s', 'second', 1],
] as const;

function unitOf(unit: ShapeSegment['unit'], length: number): (typeof MONTHS | typeof SECONDS)[number] {
  const units = unit === 'months' ? MONTHS : SECONDS;
  const fitting = units.find(([, , size]) => length % size === 0 && length >= size);
  return fitting ?? (unit === 'months' ? MONTHS[1] : SECONDS[3]);
}

function spanText({ unit, span }: ShapeSegment): string {
  const [letter, , size] = unit === 'months' ? MONTHS[1] : unitOf(unit, span);
  return `${span / size}${letter}`;
}

function stepsText(steps: number): string {
  if (steps === 0) return '/linear';
  return steps === 1 ? '' : `/${steps}`;
}

function sameShape(a: readonly ShapeSegment[], b: readonly ShapeSegment[]): boolean {
  const same = (x: ShapeSegment, y: ShapeSegment | undefined) =>
    x.weight === y?.weight && x.span === y.span && x.steps === y.steps && x.unit === y.unit;
  return a.length === b.length && a.every((segment, index) => same(segment, b[index]));
}

function attempt(text: string): ShapeSegment[] | undefined {
  try {
    return parseSchedule(text);
  } catch {
    return undefined;
  }
}

/** Presets that could stand for the shape. */
function candidates(shape: readonly ShapeSegment[]): string[] {
  const rhythms = ['monthly', 'quarterly', 'half-yearly', 'yearly', 'daily', 'weekly', 'linear'];
  const [first, second] = shape;
  if (first === undefined) return [];
  if (second === undefined) return ['immediate', ...['cliff', ...rhythms].map((name) => `${name}:${spanText(first)}`)];
  if (shape.length === 2) {
    const whole = spanText({ ...first, span: first.span + second.span });
    const cliffs = rhythms.map((rhythm) => `cliff-${rhythm}:${whole}:${spanText(first)}`);
    return [...cliffs, ...graded(shape)];
  }
  return graded(shape);
}

function graded(shape: readonly ShapeSegment[]): string[] {
  const sum = shape.reduce((all, { weight }) => all + weight, 0n);
  const percents = shape.map(({ weight }) => percentText(weight, sum).replace('about ', '')).join('/');
  return ['yearly', 'half-yearly', 'quarterly', 'monthly'].map((rhythm) => `graded-${rhythm}:${percents}`);
}

/** Up to two decimals; "about" where that is not exact. */
function percentText(weight: bigint, sum: bigint): string {
  const hundredths = (weight * 10_000n) / sum;
  const exact = hundredths * sum === weight * 10_000n;
  const text = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`.replace(/\.?0+$/, '');
  return exact ? text : `about ${text}`;
}

/** The shortest text that `parseSchedule` reads as this shape: a preset where one fits, otherwise a list. */
export function formatSchedule(shape: readonly ShapeSegment[]): string {
  const preset = candidates(shape).find((text) => sameShape(attempt(text) ?? [], shape));
  return preset ?? shape.map((part) => `${part.weight}@${spanText(part)}${stepsText(part.steps)}`).join(' + ');
}

function counted(unit: ShapeSegment['unit'], length: number): string {
  const [, name, size] = unitOf(unit, length);
  const count = length / size;
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}

function explainPart(part: ShapeSegment, sum: bigint): string {
  const { weight, span, steps, unit } = part;
  if (weight === 0n) return `nothing for ${counted(unit, span)}`;
  const share = `${percentText(weight, sum)} %`;
  if (span === 0) return `${share} at once`;
  if (steps === 1) return `${share} after ${counted(unit, span)}`;
  if (steps === 0) return `${share} continuously over ${counted(unit, span)}`;
  const each = span % steps === 0 ? `, one each ${counted(unit, span / steps).replace(/^1 /, '')}` : '';
  return `${share} in ${steps} equal steps over ${counted(unit, span)}${each}`;
}

/** A sentence, such as "25 % after 1 year; then 75 % in 36 equal steps over 3 years, one each month". */
export function explainSchedule(shape: readonly ShapeSegment[]): string {
  const sum = shape.reduce((all, { weight }) => all + weight, 0n);
  return sum === 0n ? 'nothing' : shape.map((part) => explainPart(part, sum)).join('; then ');
}
